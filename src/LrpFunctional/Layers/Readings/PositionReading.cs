using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>What stands at one position of each lane.</summary>
/// <param name="Position">The position, counted from 0, or back from −1, the last.</param>
/// <param name="Width">How many numbers it reads.</param>
internal sealed record PositionReading(int Position, int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "position";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Reading;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => false;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Position}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new PositionReadingTrace(this, packing, MatrixRows.Gather(read[0], Rows(packing).AsSpan()));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        new(
            read[0].Packing.OneStep,
            read[0].Parts.Map(part => MatrixRows.Gather(part, Rows(read[0].Packing).AsSpan()))
        );

    /// <summary>The row that is read of each lane.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A lane is too short.</exception>
    internal ImmutableArray<int> Rows(Packing packing) =>
        [
            .. packing.Lengths.Select(
                (length, lane) =>
                    (Position < 0 ? length + Position : Position) is var step && step >= 0 && step < length
                        ? packing.Row(lane, step)
                        : throw new ArgumentOutOfRangeException(
                            nameof(packing),
                            $"a sequence of {length} steps has no position {Position}"
                        )
            ),
        ];
}

/// <summary>What a reading of one position read.</summary>
/// <param name="Layer">The reading.</param>
/// <param name="Read">Where each lane's steps lie in what it read.</param>
/// <param name="Made">What it read of each lane (n × D).</param>
internal sealed record PositionReadingTrace(PositionReading Layer, Packing Read, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Read.OneStep;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private PositionReadingBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>
/// What flows back through a reading of one position: it passes unchanged, and other steps get nothing.
/// </summary>
/// <param name="Trace">What the reading read.</param>
/// <param name="Reaching">What reaches it (n × D).</param>
internal sealed record PositionReadingBack(PositionReadingTrace Trace, Matrix Reaching)
    : ILayerRelevance,
        ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) =>
        new Arriving.AtEach(MatrixRows.Scatter(Reaching, Trace.Layer.Rows(Trace.Read).AsSpan(), Trace.Read.Rows));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums))];
    }
}
