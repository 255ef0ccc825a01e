using System.Collections.Immutable;

namespace LrpFunctional.Cli;

/// <summary>
/// How many sequences have padding between their words, where it cannot be cut off, and which of them comes first.
/// </summary>
internal sealed record Padded(int Sentences, int First)
{
    public static Padded None { get; } = new(0, 0);

    public Padded Add(int sentence, ImmutableArray<int> ids, int padding) =>
        !IsInside(ids.AsSpan(), padding) ? this
        : Sentences == 0 ? new(1, sentence)
        : this with { Sentences = Sentences + 1 };

    private static bool IsInside(ReadOnlySpan<int> ids, int padding) => ids.Trim(padding).Contains(padding);
}
