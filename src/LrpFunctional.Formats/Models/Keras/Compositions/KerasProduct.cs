using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// A product of what two layers made. What σ, a hard sigmoid or a softmax made is the gate, the other the signal; of two
/// gates or of two others both are signals.
/// </summary>
internal static class KerasProduct
{
    private static readonly string HardSigmoid = Activation.HardSigmoid(1, 0).Name;

    /// <summary>Whether a layer is Keras' own, which hands a mask on, and no operation.</summary>
    public static bool IsLayer(KerasLayer layer) =>
        layer.Class == KerasClass.Multiply
        && !KerasOperation.Is(layer)
        && layer.Entry.Text("class_name") == KerasClass.Multiply;

    /// <summary>Whether a layer makes gates: by its function, or of gates that it reads.</summary>
    public static bool IsGate(ILayerWeights weights, KerasFlow read) =>
        weights switch
        {
            DenseWeights dense => IsGate(dense.Activation),
            ActivationWeights own => IsGate(own.Activation),
            ConvolutionWeights convolution => convolution.Activation.Exists(IsGate),
            SoftmaxWeights => true,
            ScaleShiftWeights
            or RepetitionWeights
            or RearrangementWeights
            or PaddingWeights
            or UpsamplingWeights
            or FlattenWeights => read.IsGate,
            _ => false,
        };

    /// <summary>The two flows side by side and their product, each spread over the steps and units of the other.</summary>
    public static KerasLayers.Made Of(KerasLayer layer, ImmutableArray<KerasFlow> read)
    {
        if (read is not [var first, var second])
            throw layer.Entry.Fault(
                $"it multiplies {read.Length} layers, where two are expected: put one upon another"
            );
        var signal =
            first.IsGate == second.IsGate ? Signal.Both
            : first.IsGate ? Signal.Second
            : Signal.First;
        return KerasLayers.Made.Of(new ConcatenationWeights(), new FactorProductWeights(signal)) with
        {
            Each = [Spread(layer, first.Shape, second.Shape), Spread(layer, second.Shape, first.Shape)],
        };
    }

    private static bool IsGate(Activation activation) =>
        activation == Activation.Sigmoid || activation.Name == HardSigmoid;

    private static ImmutableArray<ILayerWeights> Spread(KerasLayer layer, FlowShape own, FlowShape other)
    {
        if (own.Units != other.Units && own.Units != 1 && other.Units != 1)
            throw layer.Entry.Fault(
                $"it multiplies {own.Units} and {other.Units} numbers, where the same number, or one, is expected"
            );
        ImmutableArray<ILayerWeights> units =
            own.Units == other.Units || own.Units != 1
                ? []
                :
                [
                    new DenseWeights(
                        new Weight($"{layer.Config.Place}: one for all", Matrix.Constant(other.Units, 1, 1)),
                        Option<Weight>.None,
                        Activation.None
                    ),
                ];
        return !own.IsVector || other.IsVector
            ? units
            : units.Add(
                new RepetitionWeights(
                    other.Steps.IfNone(() =>
                        throw layer.Entry.Fault(
                            "it multiplies each step by one vector, where how many steps there are is not said: give "
                                + "the input layer their number"
                        )
                    )
                )
            );
    }
}
