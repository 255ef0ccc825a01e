using System.Collections.Immutable;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Pointwise.ScaleShift;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>
/// A product of two results of the network, number by number. What σ, a hard sigmoid or a softmax made is the gate, the
/// other the signal; of two gates or of two others both are signals.
/// </summary>
internal static class GatedProduct
{
    private static readonly string HardSigmoid = Activation.HardSigmoid(1, 0).Name;

    /// <summary>Whether one of them is attention weights, which weigh states that are summed.</summary>
    public static bool IsOfAttention(Value.Symbols a, Value.Symbols b) =>
        a.Cells.Concat(b.Cells).Any(cell => cell.Source is Source.TimeSoftmax);

    /// <summary>The two side by side, each as often as the other needs it, and their product.</summary>
    public static Value.Symbols Of(Step step, Value.Symbols a, Value.Symbols b)
    {
        var layout =
            Layout.Broadcast(a.Layout, b.Layout)
            ?? throw step.Refusal($"its inputs have the axes {a.Layout} and {b.Layout}, which do not fit");
        ImmutableArray<Atom> Wide(Value.Symbols value) =>
            ((Value.Symbols)step.Pick(value, layout, value.Layout.StepsIn(layout))).Cells;
        var (one, other) = (Wide(a), Wide(b));
        var time = Source.TimeOf([.. one, .. other]);
        var both = new Source.Made(
            step.Node.Label,
            new ConcatenationWeights(),
            [one, other],
            one.Length + other.Length,
            time
        );
        var signal =
            IsGate(a) == IsGate(b) ? Signal.Both
            : IsGate(a) ? Signal.Second
            : Signal.First;
        return Value.Symbols.Of(
            layout,
            new Source.Made(
                step.Node.Label,
                new FactorProductWeights(signal),
                [
                    [.. both.Outputs],
                ],
                one.Length,
                time
            )
        );
    }

    // 1 − σ is one too.
    private static bool IsGate(Value.Symbols value) =>
        value.Cells.All(cell =>
            cell.Source is Source.Made { Weights: ScaleShiftWeights } scaled
                ? scaled.Of.All(atom => IsGate(atom.Source))
                : IsGate(cell.Source)
        );

    private static bool IsGate(Source source) =>
        source switch
        {
            Source.Ended { IsLogarithm: false } => true,
            Source.Activated own => own.Function == Activation.Sigmoid || own.Function.Name == HardSigmoid,
            _ => false,
        };
}
