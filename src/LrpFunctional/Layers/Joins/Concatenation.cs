using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Joins;

/// <summary>Several flows side by side at each step, as skips have it.</summary>
/// <param name="Widths">How many numbers each of them has.</param>
public sealed record Concatenation(ImmutableArray<int> Widths) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "concatenation";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Join;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Widths.Sum());

    /// <inheritdoc/>
    public bool IsCausal => true;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        [($"{Kind} {string.Join(' ', Widths)}", Matrix.Zero(0, 0))];

    /// <summary>Two concatenations are equal when their widths are.</summary>
    public bool Equals(Concatenation? other) => other is not null && Widths.SequenceEqual(other.Widths);

    /// <summary>A hash over the widths.</summary>
    public override int GetHashCode() => Widths.Aggregate(0, HashCode.Combine);

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new ConcatenationTrace(this, packing, MatrixRows.SideBySide(read));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        read[0] with
        {
            Parts = Parts.SideBySide([.. read.Select(flow => flow.Parts)]),
        };
}

/// <summary>What a concatenation did with a batch.</summary>
/// <param name="Layer">The concatenation.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Made">What it made (rows × D).</param>
internal sealed record ConcatenationTrace(Concatenation Layer, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private ConcatenationBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>
/// What flows back through a concatenation, be it relevance or a gradient: each flow has its columns.
/// </summary>
/// <param name="Trace">What the concatenation did.</param>
/// <param name="Reaching">What arrived (rows × D).</param>
internal sealed record ConcatenationBack(ConcatenationTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) =>
        new Arriving.AtEach(
            MatrixRows.TakeColumns(Reaching, Trace.Layer.Widths.Take(read).Sum(), Trace.Layer.Widths[read])
        );

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
