using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Networks;

/// <summary>s = Σ_direction Wy h[T−1] + b: the scores, from each direction's last hidden state.</summary>
public sealed record Readout
{
    private readonly Packed<ReadoutPanels<double>, ReadoutPanels<float>> _panels;

    private Readout(ImmutableArray<Matrix> weights, ImmutableArray<double> bias)
    {
        Weights = weights;
        Bias = bias;
        _panels = new(() => new ReadoutPanels<double>(weights, bias.AsSpan()), () => new ReadoutPanels<float>(weights, bias.AsSpan()));
    }

    /// <summary>Wy of each direction (C × d).</summary>
    public ImmutableArray<Matrix> Weights { get; }

    /// <summary>b (C), zeros for a network without.</summary>
    public ImmutableArray<double> Bias { get; }

    internal ReadoutPanels<T> Panels<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _panels.As<ReadoutPanels<T>>();

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
