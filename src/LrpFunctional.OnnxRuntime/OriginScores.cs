using System.Collections.Immutable;
using LrpFunctional.Formats.Models;
using LrpFunctional.Numerics;

namespace LrpFunctional.OnnxRuntime;

/// <summary>Scores as they come out of a graph.</summary>
/// <param name="Numbers">The numbers.</param>
/// <param name="Axes">What lies along their axes.</param>
/// <param name="Rows">How many sequences there are.</param>
/// <param name="Outputs">How many scores there are of each, or at each step.</param>
internal sealed record OriginScores(
    ImmutableArray<double> Numbers,
    ImmutableArray<ScoreAxis> Axes,
    int Rows,
    int Outputs
)
{
    private int Steps => Numbers.Length / (Rows * Outputs);

    /// <summary>Whether they are as many as there should be, of so many steps of each sequence.</summary>
    public bool Fits(int steps) => Numbers.Length == Rows * Outputs * steps;

    /// <summary>The scores, a row for each sequence, or for each of its steps.</summary>
    public Matrix ByRows()
    {
        var (ofRow, ofStep, ofScore) = (Stride(ScoreAxis.Sequences), Stride(ScoreAxis.Steps), Stride(ScoreAxis.Scores));
        return Matrix.Of(
            Rows * Steps,
            Outputs,
            [
                .. from row in Enumerable.Range(0, Rows)
                from step in Enumerable.Range(0, Steps)
                from score in Enumerable.Range(0, Outputs)
                select Numbers[(row * ofRow) + (step * ofStep) + (score * ofScore)],
            ]
        );
    }

    // An axis that is not there has one cell.
    private int Stride(ScoreAxis axis) =>
        Axes.IndexOf(axis) is >= 0 and var at
            ? Axes[(at + 1)..].Aggregate(1, (stride, behind) => stride * Size(behind))
            : 0;

    private int Size(ScoreAxis axis) =>
        axis switch
        {
            ScoreAxis.Sequences => Rows,
            ScoreAxis.Steps => Steps,
            _ => Outputs,
        };
}
