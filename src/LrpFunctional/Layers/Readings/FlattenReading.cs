using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>All steps of sequences of one length as one vector, step after step.</summary>
/// <param name="Steps">How many steps each sequence has, T.</param>
/// <param name="Width">How many numbers a step has, D.</param>
internal sealed record FlattenReading(int Steps, int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "flatten";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Reading;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Steps * Width);

    /// <inheritdoc/>
    public bool IsCausal => false;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Steps} × {Width}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new FlattenTrace(this, packing, Flat(packing, read[0]));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        new(read[0].Packing.OneStep, read[0].Parts.Map(part => Flat(read[0].Packing, part)));

    /// <summary>The packed rows, lane after lane.</summary>
    /// <exception cref="ArgumentException">A lane has another length.</exception>
    internal ImmutableArray<int> Rows(Packing packing) =>
        packing.Lengths.FirstOrDefault(length => length != Steps) is var other && other > 0
            ? throw new ArgumentException(
                $"a sequence has {other} steps, where {Steps} are expected by the layer that makes one vector of them",
                nameof(packing)
            )
            : [.. Enumerable.Range(0, packing.Lanes(0)).SelectMany(lane => packing.RowsOf(lane))];

    private Matrix Flat(Packing packing, Matrix rows) =>
        MatrixRows.Gather(rows, Rows(packing).AsSpan()).InRows(packing.Lanes(0), Steps * Width);
}

/// <summary>What a flattening read.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Read">Where each lane's steps lie in what it read.</param>
/// <param name="Made">The vector of each lane (n × T · D).</param>
internal sealed record FlattenTrace(FlattenReading Layer, Packing Read, Matrix Made) : ILayerTrace
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

    private FlattenBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>What flows back through a flattening, be it relevance or a gradient: each step has its numbers.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">What reaches the vectors (n × T · D).</param>
internal sealed record FlattenBack(FlattenTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) =>
        new Arriving.AtEach(
            MatrixRows.Scatter(
                Reaching.InRows(Trace.Read.Rows, Trace.Layer.Width),
                Trace.Layer.Rows(Trace.Read).AsSpan(),
                Trace.Read.Rows
            )
        );

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums))];
    }
}
