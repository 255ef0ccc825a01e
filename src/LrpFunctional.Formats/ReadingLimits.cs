namespace LrpFunctional.Formats;

/// <summary>
/// How large what a file holds may be, so that a broken or hostile one is refused before it fills the memory.
/// </summary>
/// <param name="Line">The bytes of a line, or characters of a field of a table.</param>
/// <param name="Word">The characters of a word.</param>
/// <param name="Sentence">The words of a sentence, or steps of a sequence.</param>
/// <param name="Entry">The bytes of an entry of an archive, unfolded.</param>
public sealed record ReadingLimits(int Line, int Word, int Sentence, int Entry)
{
    /// <summary>
    /// Limits that nothing honest is known to meet: 64 MB, 100,000 characters, 10 million words, 1 GB.
    /// </summary>
    public static ReadingLimits Default { get; } = new(64_000_000, 100_000, 10_000_000, 1_000_000_000);

    /// <summary>How many times its own bytes an archive, or an entry of it, may unfold to.</summary>
    public int Ratio { get; init; } = 1000;

    /// <summary>How many times the bytes of their storages the tensors of a file of torch.save may have.</summary>
    public int Shared { get; init; } = 4;

    /// <summary>How many times the bytes of its file a dataset of HDF5 in chunks may unfold to.</summary>
    public int Chunks { get; init; } = 1000;

    /// <summary>The values of a pickle; each takes a hundred bytes of memory.</summary>
    public int Values { get; init; } = 5_000_000;

    /// <summary>The bytes that are never too many, be they as many times those stored as they may.</summary>
    internal const int Harmless = 100_000_000;

    /// <summary>What helps where a limit is exceeded.</summary>
    /// <param name="name">The name of the limit.</param>
    internal static string Remedy(string name) =>
        $"check that the file is what you mean, or raise the limit by --limit {name}=NUMBER";

    /// <summary>The fault of what is longer than its limit.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="what">What is too long.</param>
    /// <param name="most">The limit and what it counts.</param>
    /// <param name="name">The name of the limit.</param>
    internal static Fault Exceeded(string place, string what, string most, string name) =>
        new(place, $"{what} is longer than {most}", Remedy(name));
}
