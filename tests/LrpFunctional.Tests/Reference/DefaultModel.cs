using System.Collections.Immutable;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>The shipped model and its test set.</summary>
internal static class DefaultModel
{
    private static readonly Lazy<RecurrentNetwork> Shipped = new(() =>
        ModelFiles.Read(Repository.At("model")).OrThrow().Network
    );

    public static RecurrentNetwork Network => Shipped.Value;

    /// <summary>The first sentences of the test set.</summary>
    public static ImmutableArray<Sentence> Sentences(int count) =>
        [
            .. DataFiles
                .ReadFile(SentenceFormat.Tokens, Repository.At("model"), Repository.At("data", "sentences.txt"))
                .Take(count),
        ];
}
