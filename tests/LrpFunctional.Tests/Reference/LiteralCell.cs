using LanguageExt;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;

namespace LrpFunctional.Tests.Reference;

/// <summary>h and c of one step, or the relevance of both; a GRU has no c.</summary>
internal sealed record LiteralState(double[] H, double[] C);

/// <summary>What one step of a cell read and the states around it.</summary>
internal abstract record LiteralStep(double[] X, LiteralState Before, LiteralState After);

/// <summary>One cell's equations for one step, there and back.</summary>
internal abstract class LiteralCell(ICell cell, Option<HardSigmoid> gate)
{
    public static LiteralCell Of(ICell cell) =>
        cell switch
        {
            LstmCell lstm => new LiteralLstm(lstm),
            GruCell gru => new LiteralGru(gru),
            _ => throw new ArgumentException($"{cell}", nameof(cell)),
        };

    protected int D { get; } = cell.Units;

    protected int E { get; } = cell.InputSize;

    public LiteralState Initial { get; } = new(cell.InitialHidden.Span.ToArray(), cell.InitialCell.Span.ToArray());

    public abstract LiteralStep Step(double[] x, LiteralState before);

    /// <summary>The relevance of x_t and of the state before, given what arrives at h_t and c_t.</summary>
    public abstract (double[] ToInput, LiteralState ToBefore) Back(
        LiteralRule rule,
        LiteralStep step,
        LiteralState arriving
    );

    protected double[] Sigmoid(IEnumerable<double> z) =>
        [
            .. z.Select(number =>
                gate.Match(
                    line => Math.Max(0, Math.Min(1, (line.Slope * number) + line.Offset)),
                    () => 1 / (1 + Math.Exp(-number))
                )
            ),
        ];

    /// <summary>W x of the block of d rows that starts at a row.</summary>
    protected double[] Times(Matrix weights, int firstRow, double[] x)
    {
        var z = new double[D];
        for (var j = 0; j < D; j++)
        {
            for (var k = 0; k < x.Length; k++)
                z[j] += weights[firstRow + j, k] * x[k];
        }

        return z;
    }

    protected static double[] Add(params double[][] vectors) =>
        [.. vectors[0].Select((_, j) => vectors.Sum(vector => vector[j]))];

    protected static double[] Multiply(double[] x, double[] y) => [.. x.Zip(y, (left, right) => left * right)];
}
