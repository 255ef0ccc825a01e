using LrpFunctional.Layers;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>Runs a network over a batch and keeps what it did.</summary>
public static class ForwardPass
{
    /// <summary>
    /// The trace of one sentence; its steps are those that the network reads, where a mask skips others.
    /// </summary>
    public static Trace Run(RecurrentNetwork network, Sentence sentence) => Run(network, PackedBatch.Of([sentence]));

    /// <summary>
    /// The trace of a batch; where a mask skips steps, its own batch holds what was read of each sentence.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A sentence holds an id that the embedding has no row
    /// for.</exception>
    /// <exception cref="ArgumentException">A sequence has another number of features than the network reads, or no step
    /// that it reads.</exception>
    public static Trace Run(RecurrentNetwork network, PackedBatch batch)
    {
        if (network.Mask.IsSome)
            return Run(network.WithoutMask, batch.Reading(sentence => sentence.At(network.StepsRead(sentence))));
        using var run = Run<double>.Of(
            network,
            batch,
            network.OwnProjections<double>(batch, threads: 1),
            Recording.Gates,
            threads: 1
        );
        return run.Trace;
    }
}
