using System.Collections.Immutable;
using LrpFunctional.Layers.Joins;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>
/// Sums, differences, products and quotients of results of the network, and of these and stored numbers.
/// </summary>
internal static class ArithmeticOperations
{
    public static ImmutableArray<Value> Add(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols value, Value.Numbers terms) => [Plus(step, value, terms)],
            (Value.Numbers terms, Value.Symbols value) => [Plus(step, value, terms)],
            (Value.Symbols a, Value.Symbols b) => [Sum(step, a, b)],
            (Value.Numbers a, Value.Numbers b) => [FoldedNumbers.Each(step, a, b, (x, y) => x + y)],
            _ => DenseOperations.Add(step),
        };

    public static ImmutableArray<Value> Subtract(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols value, Value.Numbers terms) => [Affine.Shifted(step, value, terms, term => -term)],
            (Value.Numbers terms, Value.Symbols value) =>
            [
                Affine.Shifted(step, Affine.Negative(step, value), terms, term => term),
            ],
            (Value.Symbols a, Value.Symbols b) => [Sum(step, a, Affine.Negative(step, b))],
            (Value.Numbers a, Value.Numbers b) => [FoldedNumbers.Each(step, a, b, (x, y) => x - y)],
            _ => [IntegerOperations.Subtract(step)],
        };

    public static ImmutableArray<Value> Multiply(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols value, Value.Numbers factors) => [Affine.Scaled(step, value, factors, factor => factor)],
            (Value.Numbers factors, Value.Symbols value) => [Affine.Scaled(step, value, factors, factor => factor)],
            (Value.Numbers a, Value.Numbers b) => [FoldedNumbers.Each(step, a, b, (x, y) => x * y)],
            _ => ActivationOperations.Multiply(step),
        };

    public static ImmutableArray<Value> Divide(Step step) =>
        (step.Input(0), step.Input(1)) switch
        {
            (Value.Symbols value, Value.Numbers divisors) when !IsSumOverTime(value) =>
            [
                Affine.Scaled(step, value, divisors, divisor => 1 / divisor),
            ],
            (Value.Numbers a, Value.Numbers b) => [FoldedNumbers.Each(step, a, b, (x, y) => x / y)],
            _ => ReadingOperations.Divide(step),
        };

    /// <summary>The sum of any number of values, two after two.</summary>
    public static ImmutableArray<Value> Sum(Step step) =>
        step.Inputs.IsEmpty
            ? throw step.Refusal("it adds nothing")
            : [step.Inputs[1..].Aggregate(step.Input(0), (sum, next) => Add(step with { Inputs = [sum, next] })[0])];

    public static ImmutableArray<Value> Negate(Step step) =>
        step.Input(0) is Value.Numbers numbers
            ? [FoldedNumbers.Each(step, numbers, number => -number)]
            : [Affine.Negative(step, step.Symbols(0))];

    private static bool IsSumOverTime(Value.Symbols value) =>
        value.Cells.Any(cell => cell.Source is Source.Pooled { Pooling: Pooling.Sum });

    private static Value.Symbols Plus(Step step, Value.Symbols value, Value.Numbers terms) =>
        DenseOperations.TakesBias(value, terms)
            ? DenseOperations.Biased(step, value, terms)
            : Affine.Shifted(step, value, terms, term => term);

    private static Value.Symbols Sum(Step step, Value.Symbols a, Value.Symbols b)
    {
        var layout =
            Layout.Broadcast(a.Layout, b.Layout)
            ?? throw step.Refusal($"its inputs have the axes {a.Layout} and {b.Layout}, which do not fit");
        ImmutableArray<Atom> Wide(Value.Symbols value) =>
            ((Value.Symbols)step.Pick(value, layout, value.Layout.StepsIn(layout))).Cells;
        var (one, other) = (Wide(a), Wide(b));
        return Value.Symbols.Of(
            layout,
            new Source.Made(
                step.Node.Label,
                new SumWeights(),
                [one, other],
                one.Length,
                Source.TimeOf([.. one, .. other])
            )
        );
    }
}
