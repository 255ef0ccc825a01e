using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>From the top layer's states to the scores, in float64 whatever the cells' precision.</summary>
internal static class HeadPass
{
    public static HeadTrace Run<T>(Head head, Packing packing, ISequenceRun<T> top)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var reading = head.Reading switch
        {
            Reading.LastState or Reading.LastPosition or Reading.FirstPosition => new ReadingTrace(
                top.Ends(direction => head.Reading.IsLast(direction)),
                Option<WeightedStates>.None
            ),
            _ => Over(head, packing, States(top)),
        };
        return new HeadTrace(head, top.Layer.Strands, packing, reading, DenseTrace.Chain(head.Dense, reading.Read));
    }

    private static Matrix States<T>(ISequenceRun<T> top)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var states = top.States();
        return states.Freeze(top.Layer.Units);
    }

    private static ReadingTrace Over(Head head, Packing packing, Matrix states)
    {
        var scorers = DenseTrace.Chain(head.Attention, states);
        var weights = head.Reading switch
        {
            Reading.Mean => PackedSequences
                .InverseLengths(packing.Offsets.AsSpan(), packing.Lengths.AsSpan())
                .Repeat(states.Columns),
            Reading.Max => PackedSequences.Highest(states, packing.Offsets.AsSpan()),
            Reading.Attention => PackedSequences
                .Softmax(scorers[^1].Outputs, packing.Offsets.AsSpan())
                .Repeat(states.Columns),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
        return new ReadingTrace(
            PackedSequences.Sums(states.Times(weights), packing.Offsets.AsSpan()),
            new WeightedStates(states, weights, scorers)
        );
    }
}
