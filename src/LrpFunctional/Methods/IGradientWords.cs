using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>
/// One number per word made of the gradient of each lane's output: methods that can share the way back to it.
/// </summary>
internal interface IGradientWords : IWordMethod
{
    Recording IWordMethod.Needs => Recording.Gates;

    Attribution IWordMethod.PerWord<T>(Run<T> run, ImmutableArray<Output> outputs) =>
        GradientWords.Together(run, [outputs], [this])[0][0];

    /// <summary>The numbers, given the gradient by what the network read.</summary>
    Attribution Of<T>(Run<T> run, RunGradient<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
