using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Cli;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Sequences;

namespace LrpFunctional.Web.Serving;

/// <summary>A model that is served.</summary>
/// <param name="Model">The model.</param>
/// <param name="Encoder">What makes sentences of texts.</param>
/// <param name="Naming">What its outputs are called.</param>
/// <param name="Methods">The methods that have equations for it.</param>
internal sealed record Served(StoredModel Model, SentenceEncoder Encoder, Naming Naming, ImmutableArray<Method> Methods)
{
    /// <summary>The network.</summary>
    public RecurrentNetwork Network => Model.Network;

    /// <summary>The model, and how it takes words that it lacks.</summary>
    public static Served Of(StoredModel model, UnknownWord unknown)
    {
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, unknown)
        {
            Padding = model.Config.Padding,
            Tokenizer = model.Tokenizer,
        };
        return new Served(
            model,
            encoder,
            ModelNaming.Of(model),
            [.. OfferedMethods.All.Where(method => Supports(model, encoder, method))]
        );
    }

    /// <summary>Two are equal when model and methods are.</summary>
    public bool Equals(Served? other) =>
        other is not null && Model == other.Model && Methods.SequenceEqual(other.Methods);

    /// <summary>A hash over the model.</summary>
    public override int GetHashCode() => Model.GetHashCode();

    // Tried on a short sequence; where not even that can be made, requests find out.
    private static bool Supports(StoredModel model, SentenceEncoder encoder, Method method) =>
        Short(model, encoder)
            .Match(
                sentence =>
                {
                    try
                    {
                        return method.Explain(model.Network, sentence).Relevances.Length > 0;
                    }
                    catch (NotSupportedException)
                    {
                        return false;
                    }
                },
                _ => true
            );

    private static Validation<Fault, Sentence> Short(StoredModel model, SentenceEncoder encoder)
    {
        const string place = "a short sequence";
        var network = model.Network;
        return network.ReadsNumbers
            ? encoder.Numbers(
                place,
                Matrix.Constant(model.Steps.IfNone(2), network.StepSize, 1),
                [.. Enumerable.Repeat(1.0, network.StaticSize)],
                Prelude.None
            )
            : encoder.Ids(place, [network.Embedding.Rows - 1, network.Embedding.Rows - 1], Prelude.None);
    }
}
