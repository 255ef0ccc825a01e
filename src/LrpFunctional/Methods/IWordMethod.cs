using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>How a method finds its one number per word in a run, in either precision.</summary>
internal interface IWordMethod
{
    /// <summary>What the forward pass has to write down.</summary>
    Recording Needs { get; }

    /// <summary>Whether there is a number for each feature.</summary>
    bool HasFeatures => true;

    /// <summary>The same method, which also keeps the number of each feature.</summary>
    IWordMethod KeepingFeatures { get; }

    /// <summary>The numbers of each lane's output.</summary>
    Attribution PerWord<T>(Run<T> run, ImmutableArray<Output> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same for several outputs of each lane, for methods that can share work between them.</summary>
    ImmutableArray<Attribution> PerWord<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. choices.Select(outputs => PerWord(run, outputs))];
}
