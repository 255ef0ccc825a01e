using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>A vector so many times as a sequence.</summary>
/// <param name="Times">How many steps the sequence has.</param>
/// <param name="Width">How many numbers the vector has.</param>
internal sealed record Repetition(int Times, int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "repetition";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => false;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Times}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var made = Repeated(packing);
        return new RepetitionTrace(this, made, Steps(made, read[0]));
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var made = Repeated(read[0].Packing);
        return new DecomposedFlow(made, read[0].Parts.Map(part => Steps(made, part)));
    }

    private Packing Repeated(Packing vectors) => Packing.Of(Indices.Repeated(Times, vectors.Lanes(0)));

    private static Matrix Steps(Packing made, Matrix vectors) =>
        MatrixRows.Gather(vectors, PackedSequences.OfRows(made.Offsets.AsSpan()).AsSpan());
}

/// <summary>What a repetition made.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Made">The vector of its lane for each packed row (rows × D).</param>
internal sealed record RepetitionTrace(Repetition Layer, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private RepetitionBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>What flows back through a repetition, be it relevance or a gradient: that of all steps adds up.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">What reaches the steps (rows × D).</param>
internal sealed record RepetitionBack(RepetitionTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) =>
        new Arriving.AtEach(PackedSequences.Sums(Reaching, Trace.Packing.Offsets.AsSpan()));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
