using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>One step of each strand as it is: the last that it took, or the first.</summary>
/// <param name="Reading">Which step.</param>
/// <param name="Read">The strands that it reads.</param>
public sealed record StepReading(Reading Reading, ImmutableArray<Strand> Read) : IReading
{
    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Read.Sum(strand => strand.Units));

    /// <summary>Whether each strand is read at its own end, where its state has seen the whole sequence.</summary>
    public bool TakesEnds => Read.All(strand => IsLast(strand.Direction));

    ILayerRun<T> ILayer.Run<T>(ImmutableArray<IFlow<T>> read, Recording what, int threads) =>
        new PlainRun<T>(new StepReadingTrace(this, read[0].Packing.OneStep, read[0].Ends(IsLast)), read.Length);

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        new(read[0].Packing.OneStep, read[0].Parts.Map(part => Strand.Ends(Read, read[0].Packing, part, IsLast)));

    /// <summary>Whether a strand of this direction is read at the step that it ends with, and not its first.</summary>
    internal bool IsLast(Direction direction) =>
        Reading == Reading.LastState || Reading == Reading.LastPosition == (direction == Direction.LeftToRight);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(StepReading? other) => other is not null && Reading == other.Reading && Read.Same(other.Read);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Reading, Read.Hash());
}

/// <summary>What a reading of one step read.</summary>
/// <param name="Layer">The reading.</param>
/// <param name="Packing">One step for each lane.</param>
/// <param name="Made">The states read (n × D).</param>
internal sealed record StepReadingTrace(StepReading Layer, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private StepReadingBack Back(Arriving arriving) => new(Layer, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>
/// What flows back through a reading of one step, be it relevance or a gradient: it passes unchanged.
/// </summary>
/// <param name="Layer">The reading.</param>
/// <param name="ToStates">What reaches the states read (n × D).</param>
internal sealed record StepReadingBack(StepReading Layer, Matrix ToStates) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEnds(ToStates, Layer.IsLast);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = ToStates.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums))];
    }
}
