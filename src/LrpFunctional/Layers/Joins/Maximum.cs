using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Joins;

/// <summary>y = max_i x_i of several flows, number by number: y = Σ_i w_i ⊙ x_i, w_i = 1 at the first highest.</summary>
/// <param name="Width">How many numbers a step has.</param>
public sealed record Maximum(int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "maximum";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Join;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => true;

    /// <inheritdoc/>
    public IEnumerable<string> WithoutDecomposition => [Kind];

    /// <inheritdoc/>
    public IEnumerable<string> WithoutRescale => [Kind];

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Width}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var first = new Highest(read[0], [Matrix.Constant(read[0].Rows, Width, 1)]);
        var (made, weights) = read.Skip(1).Aggregate(first, (highest, flow) => highest.And(flow));
        return new MaximumTrace(this, packing, weights, made);
    }

    // The highest so far, and the w of each flow.
    private sealed record Highest(Matrix Values, ImmutableArray<Matrix> Weights)
    {
        public Highest And(Matrix next)
        {
            var wins = Elementwise.Positive(next - Values);
            var stays = Elementwise.OneLess(wins);
            return new Highest(
                Values.Times(stays) + next.Times(wins),
                [.. Weights.Select(weight => weight.Times(stays)), wins]
            );
        }
    }
}

/// <summary>What a maximum of flows did with a batch.</summary>
/// <param name="Layer">The maximum.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Weights">w_i of each flow (rows × D each).</param>
/// <param name="Made">y (rows × D).</param>
internal sealed record MaximumTrace(Maximum Layer, Packing Packing, ImmutableArray<Matrix> Weights, Matrix Made)
    : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>All of it goes to the flow that the maximum is.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <summary>∂s/∂x_i = w_i ⊙ ∂s/∂y.</summary>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        throw new System.Diagnostics.UnreachableException();

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(MaximumTrace? other) =>
        other is not null
        && Layer == other.Layer
        && Packing == other.Packing
        && Weights.Same(other.Weights)
        && Made == other.Made;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Layer, Packing, Weights.Hash(), Made);

    private MaximumBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>What flows back through a maximum of flows, be it relevance or a gradient.</summary>
/// <param name="Trace">What the maximum did.</param>
/// <param name="Reaching">What arrived (rows × D).</param>
internal sealed record MaximumBack(MaximumTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Trace.Weights[read].Times(Reaching));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
