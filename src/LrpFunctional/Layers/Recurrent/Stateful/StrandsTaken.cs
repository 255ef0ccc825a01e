using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>Some of the strands of a flow, as h of a layer that shows h and c.</summary>
/// <param name="Read">The strands that it reads.</param>
/// <param name="First">The first that it takes.</param>
/// <param name="Count">How many it takes.</param>
internal sealed record StrandsTaken(ImmutableArray<Strand> Read, int First, int Count) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => $"part of the states, columns {Before} to {Before + Width - 1}";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Join;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Read.Slice(First, Count);

    /// <inheritdoc/>
    public bool IsCausal => true;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        [($"strands {Before} {Width} of {Read.Sum(strand => strand.Units)}", Matrix.Zero(0, 0))];

    private int Before => Read.Take(First).Sum(strand => strand.Units);

    private int Width => Strands.Sum(strand => strand.Units);

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new StrandsTakenTrace(this, packing, Of(read[0]));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        read[0] with
        {
            Parts = read[0].Parts.Map(Of),
        };

    /// <summary>What it made, laid out over all that it read, with zeros elsewhere (rows × D).</summary>
    internal Matrix Over(Matrix made) =>
        MatrixRows.SideBySide([
            Matrix.Zero(made.Rows, Before),
            made,
            Matrix.Zero(made.Rows, Read.Skip(First + Count).Sum(strand => strand.Units)),
        ]);

    private Matrix Of(Matrix rows) => MatrixRows.TakeColumns(rows, Before, Width);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(StrandsTaken? other) =>
        other is not null && Read.Same(other.Read) && First == other.First && Count == other.Count;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Read.Hash(), First, Count);
}

/// <summary>What was taken of a flow.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Made">What it took (rows × D).</param>
internal sealed record StrandsTakenTrace(StrandsTaken Layer, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private StrandsTakenBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>
/// What flows back through what was taken, be it relevance or a gradient: it passes unchanged, others get nothing.
/// </summary>
/// <param name="Trace">What was taken.</param>
/// <param name="Reaching">What reaches it (rows × D).</param>
internal sealed record StrandsTakenBack(StrandsTakenTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Trace.Layer.Over(Reaching));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
