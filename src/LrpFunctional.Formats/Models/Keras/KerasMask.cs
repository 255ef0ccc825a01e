using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Models.Keras.Compositions;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// The mask that an Embedding or a Masking makes. Keras hands it on to every layer above: a recurrent layer keeps its
/// state over a masked step, a mean leaves it out. So it is the same to leave out the masked steps at once.
/// </summary>
internal static class KerasMask
{
    private const string NoMask =
        "the mask it is called with is none that an Embedding or a Masking makes of what the model reads";

    /// <summary>The mask of a model, if there is one.</summary>
    public static Option<Mask> Of(ImmutableArray<KerasLayer> layers) =>
        Layers(layers) switch
        {
            [] => Option<Mask>.None,
            [var maker, ..] when layers.FirstOrDefault(KerasCell.IsOfCuDnn) is { } cell => throw cell.Config.Fault(
                $"it does not support the mask of layer {maker.Name}: cuDNN's cells read every step"
            ),
            [{ Class: KerasClass.Embedding }] => Mask.OfId(0),
            [var masking] => Mask.OfValue(masking.Config.Number("mask_value")),
            [var first, var second, ..] => throw second.Config.Fault(
                $"it makes a second mask, in the place of that of layer {first.Name}: one is read"
            ),
        };

    /// <summary>The layers that make a mask.</summary>
    public static ImmutableArray<KerasLayer> Layers(ImmutableArray<KerasLayer> layers) =>
        [
            .. layers.Where(layer =>
                layer.Class == KerasClass.Masking
                || (layer.Class == KerasClass.Embedding && layer.Config.Flag("mask_zero", otherwise: false))
            ),
        ];

    /// <summary>
    /// A masked step can be left out where a layer goes step by step or takes the mean of steps. Keras 3 hands a mask on
    /// to a layer of one argument only: beside states to begin with, it is to be called with it.
    /// </summary>
    /// <param name="node">The layer.</param>
    /// <param name="file">The model.</param>
    /// <param name="read">What the layer reads.</param>
    /// <exception cref="FaultException">Keras takes in what stands at masked steps.</exception>
    public static void Check(KerasNode node, KerasFile file, ImmutableArray<KerasFlow> read)
    {
        if (Layers(file.Graph.Layers) is not [var maker, ..] || read.All(flow => flow.IsUnmasked))
            return;
        if (KerasLayers.IgnoresMask(node.Layer))
            throw node.Layer.Config.Fault(
                $"it does not support the mask of layer {maker.Name}: Keras takes in what stands at masked steps"
            );
        if (
            file.Version >= 3
            && read.Length > 1
            && !read[0].IsUnmasked
            && !node.IsMasked
            && KerasClass.Recurrent.Contains(node.Layer.Class)
        )
            throw node.Layer.Entry.Fault(
                $"it is called with initial_state and without the mask of layer {maker.Name}: Keras reads what stands at "
                    + "masked steps there"
            );
    }

    /// <summary>
    /// Keras 3 writes the mask down as operations beside the layers, and calls the layers above with it: not_equal(ids,
    /// 0), or any(not_equal(numbers, value), axis=-1). Any other mask is refused.
    /// </summary>
    public static void Check(
        KerasLayer layer,
        JsonElement mask,
        ImmutableArray<KerasLayer> chain,
        ImmutableArray<KerasLayer> all
    )
    {
        KerasLayer Operation(string kind, JsonElement tensor) =>
            KerasTensor.SourceOf(layer.Entry, tensor).ToSeq() switch
            {
                [var name] => all.Find(one => one.Name == name && one.Class == kind)
                    .IfNone(() => throw layer.Entry.Fault(NoMask)),
                _ => throw layer.Entry.Fault(NoMask),
            };
        ImmutableArray<JsonElement> Arguments(KerasLayer operation) =>
            operation.Entry.Items("inbound_nodes") is [var call]
                ? new KerasConfig(operation.Entry.Place, call).Items("args")
                : throw operation.Entry.Fault(NoMask);
        var (maker, value) = Layers(chain) switch
        {
            [{ Class: KerasClass.Embedding } embedding] => (embedding, 0),
            [var masking] => (masking, masking.Config.Number("mask_value")),
            _ => throw layer.Entry.Fault(NoMask),
        };
        var notEqual =
            maker.Class == KerasClass.Embedding
                ? Operation(KerasClass.NotEqual, mask)
                : Operation(
                    KerasClass.NotEqual,
                    Arguments(Operation(KerasClass.Any, mask)) is [var compared, ..]
                        ? compared
                        : throw layer.Entry.Fault(NoMask)
                );
        var below = chain[chain.IndexOf(maker) - 1];
        if (
            Arguments(notEqual) is not [var read, { ValueKind: JsonValueKind.Number } other]
            || other.GetDouble() != value
            || KerasTensor.SourceOf(notEqual.Entry, read).ToSeq() is not [var source]
            || source != below.Name
        )
            throw notEqual.Entry.Fault(NoMask);
    }
}
