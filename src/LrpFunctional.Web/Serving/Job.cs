using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Sequences;
using LrpFunctional.Web.Api;

namespace LrpFunctional.Web.Serving;

/// <summary>A request that waits to be explained.</summary>
/// <param name="Recipe">By what.</param>
/// <param name="Sentences">What is explained.</param>
/// <param name="Cancellation">Is cancelled when nobody waits any more.</param>
internal sealed record Job(Recipe Recipe, ImmutableArray<Sentence> Sentences, CancellationToken Cancellation)
{
    /// <summary>The explanations of each sentence, when they are made.</summary>
    public TaskCompletionSource<ImmutableArray<ImmutableArray<Explanation>>> Done { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many words, or steps, it has.</summary>
    public int Words => Sentences.Sum(sentence => sentence.Length);
}
