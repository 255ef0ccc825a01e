using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>How a method finds its numbers in a run, in either precision.</summary>
internal interface IWordMethod
{
    /// <summary>What the forward pass has to write down.</summary>
    Recording Needs { get; }

    /// <summary>
    /// Whether there is a number for each feature; it is not asked for <see cref="Detail.Features"/> else.
    /// </summary>
    bool HasFeatures => true;

    /// <summary>The numbers of each choice of outputs, one for each lane; work that they share is done once.</summary>
    ImmutableArray<Attribution> Of<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
