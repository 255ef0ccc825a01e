using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Gradients;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Relevances;

namespace LrpFunctional.Explanations;

/// <summary>From what flowed back through one direction to one row per word, in the order of the words.</summary>
public static class Pool
{
    /// <summary>Σ_k R_k of each word (rows × 1): m · (Wx_g x) + e · share, without a product by Wx.</summary>
    public static Matrix PerWord(DirectionRelevance relevance)
    {
        var (trace, cell) = (relevance.Trace, relevance.Trace.Cell);
        var steps = relevance.Steps.Select((step, t) => step.Candidate.Summed(trace.Projection, trace.InputsAt(t), cell.CandidateRow, cell.InputSize));
        return InWordOrder(trace, Rows.Stack(1, [.. steps]));
    }

    /// <summary>R_k = x_k (Wx_gᵀ m)_k + share of each word and embedding dimension (rows × e).</summary>
    public static Matrix PerDimension(DirectionRelevance relevance, Matrix vectors) =>
        InWordOrder(relevance.Trace, relevance.ToWords.Through(Rows.Gather(vectors, relevance.Trace.Inputs.AsSpan()), relevance.Trace.Cell.CandidateInput));

    /// <summary>∂s/∂x · x of each word (rows × 1): dz · (Wx x), without a product by Wx.</summary>
    public static Matrix PerWord(DirectionGradient gradient)
    {
        var trace = gradient.Trace;
        var steps = gradient.Steps.Select((step, t) => Rows.Dots(step.Preactivations, trace.Projection, trace.InputsAt(t), 0));
        return InWordOrder(trace, Rows.Stack(1, [.. steps]));
    }

    /// <summary>∂s/∂x = Wxᵀ dz of each word and embedding dimension (rows × e).</summary>
    public static Matrix PerDimension(DirectionGradient gradient) =>
        InWordOrder(gradient.Trace, Product.Of(gradient.Preactivations, gradient.Trace.Cell.Input));

    /// <summary>What the directions of a layer add up to.</summary>
    public static Matrix Total<T>(ImmutableArray<T> directions, Func<T, Matrix> pool) => directions.Select(pool).Aggregate(Elementwise.Add);

    private static Matrix InWordOrder(DirectionTrace trace, Matrix rows) => Rows.Gather(rows, trace.Order.AsSpan());
}
