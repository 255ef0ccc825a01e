using System.Collections.Immutable;
using System.ComponentModel;
using LrpFunctional.Cli;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Rules;
using LrpFunctional.Web.Serving;

namespace LrpFunctional.Web.Api;

/// <summary>What model is served, and what may be asked of it.</summary>
internal sealed record ModelAnswer(
    [property: Description("The version of this program")] string Version,
    [property: Description("SHA-256 over the network")] string Hash,
    [property: Description("The layout of the files it was read from")] string Kind,
    [property: Description("The classes, from 0")] ImmutableArray<string> Classes,
    [property: Description("The layers, in order")] ImmutableArray<ModelAnswer.Layer> Layers,
    [property: Description("Whether it reads sequences of numbers, and no text")] bool ReadsNumbers,
    [property: Description("How many numbers each step has, of a word's vector or of its own")] int NumbersOfStep,
    [property: Description("How many static features it reads beside the steps")] int StaticFeatures,
    [property: Description("How many words it knows")] int Vocabulary,
    ImmutableArray<ModelAnswer.Offered> Methods,
    ImmutableArray<ModelAnswer.Offered> Presets,
    [property: Description("Rules of sums")] ImmutableArray<string> Rules,
    [property: Description("Rules of products")] ImmutableArray<string> Products,
    [property: Description("Rules of sums that have a γ")] ImmutableArray<string> GammaRules,
    [property: Description("Rules of sums that have an α")] ImmutableArray<string> AlphaRules,
    [property: Description("γ, where nobody says another")] double Gamma,
    [property: Description("α, where nobody says another")] double Alpha,
    [property: Description("ε, where nobody says another")] double Epsilon,
    ModelAnswer.Most Limits
)
{
    /// <summary>A layer.</summary>
    internal sealed record Layer(string Name, string Kind, int Units);

    /// <summary>A method or preset.</summary>
    internal sealed record Offered(string Name, string Description);

    /// <summary>How much a request may have.</summary>
    internal sealed record Most(int Text, int Words, int Seconds);

    /// <summary>What is said of a model.</summary>
    public static ModelAnswer Of(Served served, Limits limits)
    {
        var network = served.Network;
        var composition = network.Composition;
        return new ModelAnswer(
            Provenance.Version,
            network.Hash,
            served.Model.Layout,
            network.Classes,
            [
                .. composition.Layers.Select(
                    (layer, at) =>
                        new Layer(
                            composition.NameOf(at),
                            layer is RecurrentLayer recurrent
                                ? string.Join(
                                    ", ",
                                    recurrent.Cells.Select(cell => $"{cell.Cell.Kind} {cell.Direction}")
                                )
                                : layer.Kind,
                            layer.Units
                        )
                ),
            ],
            network.ReadsNumbers,
            network.StepSize,
            network.StaticSize,
            network.Vocabulary.Words.Length,
            [.. served.Methods.Select(method => new Offered(method.Name, method.Description))],
            [.. Preset.All.Select(preset => new Offered(preset.Name, preset.Description))],
            [.. NamedRule.All.Select(rule => rule.Name)],
            [.. ProductRule.Offered.Select(product => product.Name)],
            NamedRule.With(RuleNumbers.Kinds.Gamma),
            NamedRule.With(RuleNumbers.Kinds.Alpha),
            LrpRules.UsualGamma,
            LrpRules.UsualAlpha,
            RuleSet.Default.Time.Stabilizer.Epsilon,
            new Most(limits.Text, limits.Words, limits.Seconds)
        );
    }
}
