using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A recurrent layer of one direction or two, and what goes on of their states.</summary>
/// <param name="Layer">What the file says about it.</param>
/// <param name="Cells">Its cells, left-to-right first.</param>
/// <param name="Sum">
/// What the states of the directions are multiplied by where they are added, 1 for their sum and ½ for their mean; none
/// where they stand side by side. A layer above that multiplies them by weights does not see the difference: W c (h +
/// h') = [c W, c W] [h; h'].
/// </param>
internal sealed record KerasLevel(KerasLayer Layer, ImmutableArray<KerasCell> Cells, Option<double> Sum)
{
    private const string Product = "mul";

    /// <summary>Whether the states of the directions are multiplied.</summary>
    public bool Multiplies { get; private init; }

    /// <summary>The layer that a cell or a Bidirectional is.</summary>
    public static KerasLevel Of(KerasLayer layer, int version)
    {
        if (layer.Class != KerasClass.Bidirectional)
            return new KerasLevel(layer, [KerasCell.Of(layer, layer, version)], Option<double>.None);
        var forward = KerasCell.Wrapped(layer, layer.Config["layer"], version);
        var backward = layer
            .Config.Maybe("backward_layer")
            .Map(json => KerasCell.Wrapped(layer, json, version))
            .IfNone(forward with { Direction = Direction.RightToLeft });
        if (forward.Direction != Direction.LeftToRight || backward.Direction != Direction.RightToLeft)
            throw layer.Config.Fault("its directions are not left-to-right first, then right-to-left");
        if (forward.GivesSequence != backward.GivesSequence)
            throw layer.Config.Fault("its directions differ in return_sequences");
        if (forward.GivesState != backward.GivesState)
            throw layer.Config.Fault("its directions differ in return_state");
        var merge = layer.Config.MaybeText("merge_mode").IfNone("null");
        var sum = SumOf(layer.Config, merge);
        return (sum.IsNone && merge != Product) || forward.Units == backward.Units
            ? new KerasLevel(layer, [forward, backward], sum) { Multiplies = merge == Product }
            : throw layer.Config.Fault(
                $"its directions have {forward.Units} and {backward.Units} units, which cannot be "
                    + (sum.IsSome ? "added" : "multiplied")
            );
    }

    /// <summary>Whether its states at all positions go on, and not only the last.</summary>
    public bool GivesSequence => Cells[0].GivesSequence;

    /// <summary>
    /// The weights (n × d) by which a layer above multiplies the states that go on, as those (n × 2d) of the states
    /// side by side.
    /// </summary>
    public Tensor SideBySide(Tensor weights) =>
        Sum.Match(
            factor =>
                weights with
                {
                    Shape = [weights.Shape[0], 2 * weights.Shape[1]],
                    Values = MatrixRows.SideBySide([factor * weights.Values, factor * weights.Values]),
                },
            () => weights
        );

    /// <summary>Whether a layer multiplies the states of two directions.</summary>
    public static bool IsProduct(KerasLayer layer) =>
        layer.Class == KerasClass.Bidirectional
        && layer
            .Config.Maybe("merge_mode")
            .Exists(mode => mode.ValueKind == JsonValueKind.String && mode.ValueEquals(Product));

    private static Option<double> SumOf(KerasConfig config, string merge) =>
        merge switch
        {
            "concat" or Product => Option<double>.None,
            "sum" => 1,
            "ave" => 0.5,
            _ => throw config.Fault($"merge_mode is {merge}, where concat, sum, ave or mul is expected"),
        };
}
