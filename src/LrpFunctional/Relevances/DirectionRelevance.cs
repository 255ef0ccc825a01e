using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Rules;

namespace LrpFunctional.Relevances;

/// <summary>The relevance that flowed back through one cell.</summary>
/// <param name="Trace">What the cell did.</param>
/// <param name="Steps">What each step sent back, in the order in which the cell took them.</param>
public sealed record DirectionRelevance(DirectionTrace Trace, ImmutableArray<StepRelevance> Steps)
{
    /// <summary>The messages of all steps to their inputs, one row per packed row as the cell went.</summary>
    public RelevanceMessage ToInputs => new(
        Rows.Stack(Trace.Cell.Units, [.. Steps.Select(step => step.Candidate.Ratio)]),
        Rows.Stack(1, [.. Steps.Select(step => step.Candidate.Share)]));

    /// <summary>Σ R(h_{−1}) + Σ R(c_{−1}), the relevance left on the initial state (n × 1).</summary>
    public Matrix Leftover => Elementwise.Add(Rows.Sums(Steps[0].Before.Hidden), Rows.Sums(Steps[0].Before.Cell));

    internal Matrix PerWord => InWordOrder(Rows.Stack(1, [.. Steps.Select((step, t) => step.Candidate.Summed(Trace.Projection, Trace.InputsAt(t), Trace.Cell.CandidateRow, Trace.Cell.InputSize))]));

    internal Matrix PerDimension(Matrix read) => InWordOrder(ToInputs.Through(InWordOrder(read), Trace.Cell.CandidateInput));

    // An order is its own inverse: it brings the words' rows to the cell as well as the cell's to the words.
    private Matrix InWordOrder(Matrix rows) => Rows.Gather(rows, Trace.Order.AsSpan());
}
