using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Networks;

/// <summary>s = Σ_direction Wy h[T−1] + b: the scores, from each direction's last hidden state.</summary>
public sealed record Readout
{
    private Readout(ImmutableArray<Matrix> weights, ImmutableArray<double> bias)
    {
        Weights = weights;
        WeightsTransposed = [.. weights.Select(Rows.Transpose)];
        Bias = bias;
    }

    /// <summary>Wy of each direction (C × d).</summary>
    public ImmutableArray<Matrix> Weights { get; }

    /// <summary>b (C), zeros for a network without.</summary>
    public ImmutableArray<double> Bias { get; }

    internal ImmutableArray<Matrix> WeightsTransposed { get; }

    /// <summary>The readout of directions with these numbers of units; every wrong shape or number that is not finite is a fault.</summary>
    public static Validation<Fault, Readout> Create(ImmutableArray<int> units, Weight output, Option<Weight> bias)
    {
        var classes = output.Values.Rows;
        var firstColumns = units.Scan(0, (sum, next) => sum + next);
        return (output.Check(classes, units.Sum()), bias.Map(weight => weight.Check(1, classes)).IfNone(Matrix.Zero(1, classes)))
            .Apply((weights, numbers) => new Readout(
                [.. units.Zip(firstColumns, (columns, first) => Rows.TakeColumns(weights, first, columns))],
                [.. numbers.Span]));
    }
}
