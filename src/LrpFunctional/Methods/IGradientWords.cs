using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>
/// Numbers made of the gradient of each lane's output: methods that can share the way back to it.
/// </summary>
internal interface IGradientWords : IWordMethod
{
    Recording IWordMethod.Needs => Recording.Gates;

    ImmutableArray<Attribution> IWordMethod.Of<T>(
        Run<T> run,
        ImmutableArray<ImmutableArray<Output>> choices,
        Detail detail
    ) => GradientWords.Together(run, choices, [this], detail)[0];

    /// <summary>The numbers, given the gradient by what the network read.</summary>
    Attribution Of<T>(Run<T> run, RunGradient<T> gradient, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
