using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Joins;

/// <summary>y = Σ_i x_i of several flows at each step, as residual connections have it.</summary>
/// <param name="Width">How many numbers a step has.</param>
public sealed record Sum(int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "sum";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Join;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => true;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Width}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new SumTrace(this, packing, read, read.AsEnumerable().Aggregate((one, other) => one + other));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        read[0] with
        {
            Parts = read.Select(flow => flow.Parts).Aggregate((one, other) => one + other),
        };
}

/// <summary>What a sum did with a batch.</summary>
/// <param name="Layer">The sum.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Read">What it added (rows × D each).</param>
/// <param name="Made">y (rows × D).</param>
internal sealed record SumTrace(Sum Layer, Packing Packing, ImmutableArray<Matrix> Read, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>R of each x_i by the rule of dense layers, every weight being 1.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving)
    {
        var reaching = arriving.OfRows(Layer.Strands, Packing);
        var sum = new WeightedSum([.. Read.Select(_ => Connection.Identity(Layer.Width))], []);
        return new SumRelevance(this, reaching, rules.Output.Share(sum)(Read, Made, reaching));
    }

    /// <summary>∂s/∂x_i = ∂s/∂y.</summary>
    public ILayerGradient Gradient(Arriving arriving) => new SumGradient(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Gradient(arriving);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(SumTrace? other) =>
        other is not null
        && Layer == other.Layer
        && Packing == other.Packing
        && Read.Same(other.Read)
        && Made == other.Made;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Layer, Packing, Read.Hash(), Made);
}

/// <summary>The relevance that flowed back through a sum.</summary>
/// <param name="Trace">What the sum did.</param>
/// <param name="Reaching">R of y (rows × D).</param>
/// <param name="Shares">What became of it.</param>
internal sealed record SumRelevance(SumTrace Trace, Matrix Reaching, Shares Shares) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Shares.ToInputs[read]);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var passed = Shares.ToInputs.Select(rows => rows.RowSums()).Aggregate((one, other) => one + other);
        return [PlaceAccount.Of(Account.Of(Reaching.RowSums(), passed, Shares).OfLanes(Trace.Packing))];
    }
}

/// <summary>The gradient that flowed back through a sum.</summary>
/// <param name="Reaching">∂s/∂y.</param>
internal sealed record SumGradient(Arriving Reaching) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => Reaching;
}
