using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Activations beyond tanh and ReLU.</summary>
internal static class ActivationOperations
{
    public static ImmutableArray<Value> LeakyRelu(Step step) =>
        [Of(step, step.Symbols(0), Activation.LeakyRelu(step.Number("alpha", 0.01f)))];

    public static ImmutableArray<Value> Elu(Step step) =>
        [Of(step, step.Symbols(0), Activation.Elu(step.Number("alpha", 1)))];

    /// <summary>γ ELU(x) with ELU's α.</summary>
    public static ImmutableArray<Value> Selu(Step step)
    {
        double gamma = step.Number("gamma", 1.05070102214813232421875f);
        var elu = Of(step, step.Symbols(0), Activation.Elu(step.Number("alpha", 1.67326319217681884765625f)));
        ImmutableArray<double> scale = [.. elu.Cells.Select(_ => gamma)];
        return [Affine.Of(step, elu.Layout, elu.Cells, step.Node.Outputs[0], scale, [.. scale.Select(_ => 0.0)])];
    }

    public static ImmutableArray<Value> HardSigmoid(Step step) =>
        [Of(step, step.Symbols(0), Activation.HardSigmoid(step.Number("alpha", 0.2f), step.Number("beta", 0.5f)))];

    public static ImmutableArray<Value> Gelu(Step step) =>
        [
            Of(
                step,
                step.Symbols(0),
                step.Text("approximate", "none") switch
                {
                    "none" => Activation.Gelu,
                    "tanh" => Activation.GeluTanh,
                    var other => throw step.Refusal($"approximate is \"{other}\", where none or tanh is expected"),
                }
            ),
        ];

    public static ImmutableArray<Value> Softplus(Step step) => [Of(step, step.Symbols(0), Activation.Softplus)];

    public static ImmutableArray<Value> Softsign(Step step) => [Of(step, step.Symbols(0), Activation.Softsign)];

    public static ImmutableArray<Value> Exp(Step step) => [Of(step, step.Symbols(0), Activation.Exponential)];

    /// <summary>A slope for each number, or for each along an axis.</summary>
    public static ImmutableArray<Value> PRelu(Step step)
    {
        var (value, slopes) = (step.Symbols(0), step.Numbers(1));
        if (Layout.Broadcast(value.Layout, slopes.Layout) != value.Layout)
            throw step.Refusal(
                $"its slopes have the axes {slopes.Layout}, where the same for each sequence and step of "
                    + $"{value.Layout} are expected"
            );
        var each = (Value.Numbers)step.Pick(slopes, value.Layout, slopes.Layout.StepsIn(value.Layout));
        return [Of(step, value, Activation.PRelu([.. each.Cells.Span]))];
    }

    /// <summary>x σ(x), where one of the two is the sigmoid of the other.</summary>
    public static ImmutableArray<Value> Multiply(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols x, Value.Symbols gate) when IsSigmoid(gate, x) => [Of(step, x, Activation.Silu)],
            (Value.Symbols gate, Value.Symbols x) when IsSigmoid(gate, x) => [Of(step, x, Activation.Silu)],
            (Value.Symbols a, Value.Symbols b) when !GatedProduct.IsOfAttention(a, b) => [GatedProduct.Of(step, a, b)],
            _ => ReadingOperations.Multiply(step),
        };

    private static bool IsSigmoid(Value.Symbols gate, Value.Symbols x) =>
        gate.Layout == x.Layout
        && DenseStage.Whole(gate.Cells) is Source.Ended { Function: Probabilities.Sigmoid, Of: var sums }
        && sums.SequenceEqual(x.Cells, AtomIdentity.Comparer);

    private static Value.Symbols Of(Step step, Value.Symbols value, Activation function) =>
        Value.Symbols.Of(
            value.Layout,
            new Source.Activated(step.Node.Label, function, value.Cells)
            {
                Before = (step.Node.Inputs[0], value.Layout),
            }
        );
}
