using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The weighted sums of a cell's step, and what the rules made of them together.</summary>
internal static class StepSums
{
    /// <summary>What a new state is: two products that enter as they are.</summary>
    public static WeightedSum OfTwoProducts(ICell cell) =>
        new([Connection.Identity(cell.Units), Connection.Identity(cell.Units)], []);

    /// <summary>
    /// z_gate = Wx x + Wh h + b of each block shares what the gate received; none where gates receive nothing.
    /// </summary>
    public static ImmutableArray<Func<Matrix, Matrix, Matrix, Shares>> OfGates(
        LayerRules rules,
        Matrix input,
        Matrix recurrent,
        ImmutableArray<double> bias,
        int units,
        params ReadOnlySpan<int> blocks
    )
    {
        Func<Matrix, Matrix, Matrix, Shares> Gate(int block)
        {
            var sum = new WeightedSum(
                [new(input.Slice(block * units, units)), new(recurrent.Slice(block * units, units))],
                bias.Slice(block * units, units)
            );
            var share = rules.Gates.Share(sum);
            return (x, hidden, relevance) => share([x, hidden], sum.Of([x, hidden]), relevance);
        }

        return rules.Product.GatesReceive ? [.. blocks.ToImmutableArray().Select(Gate)] : [];
    }

    /// <summary>The step as the sums over x_t and h_{t−1} and the other sums make it.</summary>
    public static StepRelevance Sent(
        CellState arriving,
        Matrix toCellBefore,
        ImmutableArray<Shares> below,
        ImmutableArray<Shares> inside
    )
    {
        var toInput = below.Select(shares => shares.ToInputs[0]).Aggregate((x, y) => x + y);
        var before = new CellState(below.Select(shares => shares.ToInputs[1]).Aggregate((x, y) => x + y), toCellBefore);
        var passed = new[] { toInput, before.Hidden, before.Cell }.Select(x => x.RowSums()).Aggregate((x, y) => x + y);
        return new StepRelevance(
            arriving,
            before,
            toInput,
            Account.Of(arriving.Hidden.RowSums() + arriving.Cell.RowSums(), passed, [.. below, .. inside])
        );
    }
}
