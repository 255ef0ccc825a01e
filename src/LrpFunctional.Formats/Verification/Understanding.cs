using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Formats.Verification;

/// <summary>A way to understand a model and what its origin said of some sequences.</summary>
/// <param name="Model">The model so understood, or why that is none.</param>
/// <param name="Record">The record so understood.</param>
/// <param name="Told">What the record is, and how it is better written; none where it is what it should be.</param>
/// <param name="Changes">What is different in the model, each as one would write it in config.json.</param>
public sealed record Understanding(
    Validation<Fault, StoredModel> Model,
    OriginRecord Record,
    Option<RecordVariant> Told,
    ImmutableArray<string> Changes
)
{
    /// <summary>What one would have to do for model and record to agree.</summary>
    public string Remedy =>
        Told.Match(
            told => $"they agree if {told.What}{With}: {told.Remedy}",
            () => $"the origin's outputs come about with {string.Join(" and ", Changes)}: say so in config.json"
        );

    private string With => Changes.IsEmpty ? "" : $", with {string.Join(" and ", Changes)} in config.json";

    /// <summary>Every way but the plain one: other variants of the model first, then those of the record.</summary>
    internal static IEnumerable<Understanding> All(StoredModel model, OriginRecord record)
    {
        IEnumerable<Understanding> With(OriginRecord told, Option<RecordVariant> variant) =>
            Variant
                .All(model, told.Outputs)
                .Select(other => new Understanding(other.Of(model), told, variant, other.Changes));
        var others = RecordVariant
            .All(record)
            .SelectMany(told => With(told.Record, told).Prepend(new Understanding(model, told.Record, told, [])));
        return With(record, Option<RecordVariant>.None).Concat(others);
    }
}
