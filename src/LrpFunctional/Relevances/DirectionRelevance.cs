using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Rules;

namespace LrpFunctional.Relevances;

/// <summary>The relevance that flowed back through one direction.</summary>
/// <param name="Trace">What the direction did.</param>
/// <param name="Steps">What each step sent back, in the order in which the cell took them.</param>
public sealed record DirectionRelevance(DirectionTrace Trace, ImmutableArray<StepRelevance> Steps)
{
    /// <summary>The messages of all steps to their words, one row per packed row.</summary>
    public RelevanceMessage ToWords => new(
        Rows.Stack(Trace.Cell.Units, [.. Steps.Select(step => step.Candidate.Ratio)]),
        Rows.Stack(1, [.. Steps.Select(step => step.Candidate.Share)]));

    /// <summary>Σ R(h_{−1}) + Σ R(c_{−1}), the relevance left on the initial state (n × 1).</summary>
    public Matrix Leftover => Elementwise.Add(Rows.Sums(Steps[0].Before.Hidden), Rows.Sums(Steps[0].Before.Cell));
}
