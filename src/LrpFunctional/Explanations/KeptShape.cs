using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Explanations;

/// <summary>What a table of explanations is of.</summary>
/// <param name="Source">The file, for messages.</param>
/// <param name="Rows">What has a row.</param>
/// <param name="HasPrefixes">Whether each prefix of a sentence is explained.</param>
/// <param name="Methods">The names of the methods, each once.</param>
public sealed record KeptShape(string Source, KeptRows Rows, bool HasPrefixes, ImmutableArray<string> Methods)
{
    /// <summary>The phrases that each sentence has a row for; none where words, steps or features have.</summary>
    public ImmutableArray<Phrase> Phrases { get; init; } = [];

    private const string Remedy =
        "give the options that it was made with, which its record (.meta.json) names, or write it again";

    /// <summary>Nothing to report, or how it cannot be compared with another, which is meant.</summary>
    public Validation<Fault, Unit> Check(KeptShape other) =>
        Validations
            .All([
                Validations.Require(
                    Rows == other.Rows,
                    new Fault(
                        $"{Source}, line 1",
                        $"it has {Said(Rows)}, where {Said(other.Rows)} is expected, as in {other.Source}",
                        Remedy
                    )
                ),
                Validations.Require(
                    HasPrefixes == other.HasPrefixes,
                    new Fault(
                        $"{Source}, line 1",
                        HasPrefixes
                            ? $"it has a column prefix, where none is expected, as in {other.Source}"
                            : $"it has no column prefix, where one is expected, as in {other.Source}",
                        Remedy
                    )
                ),
                Validations.Require(
                    Phrases.AsSpan().SequenceEqual(other.Phrases.AsSpan()) || Rows != other.Rows,
                    new Fault(
                        $"{Source}, line 2",
                        $"its phrases are {Said(Phrases)}, where {Said(other.Phrases)} are expected, as in {other.Source}",
                        Remedy
                    )
                ),
                Validations.Require(
                    Methods.ToHashSet().SetEquals(other.Methods),
                    new Fault(
                        $"{Source}, line 2",
                        $"it is by {string.Join(", ", Methods)}, where {string.Join(", ", other.Methods)} is expected, as in "
                            + other.Source,
                        Remedy
                    )
                ),
            ])
            .Map(_ => Unit.Default);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(KeptShape? other) =>
        other is not null
        && (Source, Rows, HasPrefixes) == (other.Source, other.Rows, other.HasPrefixes)
        && Phrases.AsSpan().SequenceEqual(other.Phrases.AsSpan())
        && Methods.AsSpan().SequenceEqual(other.Methods.AsSpan());

    /// <summary>A hash over source and rows.</summary>
    public override int GetHashCode() => HashCode.Combine(Source, Rows, HasPrefixes, Methods.Length);

    private static string Said(ImmutableArray<Phrase> phrases) =>
        string.Join(", ", phrases.Select(phrase => phrase.Name));

    private static string Said(KeptRows rows) =>
        rows switch
        {
            KeptRows.Words => "a row for each word",
            KeptRows.Steps => "a row for each step",
            KeptRows.Phrases => "a row for each phrase",
            _ => "a row for each step and feature",
        };
}
