using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Formats.Batches;

/// <summary>What the tables of a run are made from and by, and how far they are.</summary>
/// <param name="Program">The program and its version.</param>
/// <param name="Command">The command.</param>
/// <param name="Settings">What was asked for, option by option, but for what only says where files lie.</param>
/// <param name="Inputs">The files that are read.</param>
/// <param name="Network">The SHA-256 of the network.</param>
/// <param name="Shard">The part of the data set that is taken.</param>
public sealed record Manifest(
    string Program,
    string Command,
    ImmutableArray<ManifestSetting> Settings,
    ImmutableArray<ManifestInput> Inputs,
    string Network,
    Shard Shard
)
{
    /// <summary>How many of the shard's sentences are in the tables.</summary>
    public int Sentences { get; init; }

    /// <summary>How many words so far have no vector, where words have vectors of their own.</summary>
    public Option<long> WithoutVector { get; init; }

    /// <summary>The tables, in one folder.</summary>
    public ImmutableArray<ManifestTable> Tables { get; init; } = [];

    /// <summary>Whether the tables are whole.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Everything that would make other rows of the same shard than another run makes.</summary>
    /// <param name="place">Where this one stands, for messages.</param>
    /// <param name="other">The other.</param>
    /// <param name="remedy">What is to be done about it.</param>
    public ImmutableArray<Fault> DifferencesFrom(string place, Manifest other, string remedy) =>
        [
            .. from what in ImmutableArray
                .Create(
                    ("the version", Program, other.Program),
                    ("the command", Command, other.Command),
                    ("the network's SHA-256", Network, other.Network),
                    ("the number of shards", $"{Shard.Count}", $"{other.Shard.Count}"),
                    ("the block", $"{Shard.Block}", $"{other.Shard.Block}")
                )
                .Concat(Named(Settings, other.Settings, one => one.Option, one => string.Join(' ', one.Values)))
                .Concat(Named(Inputs, other.Inputs, one => one.Option, one => $"{one.File} of SHA-256 {one.Sha256}"))
            where what.Item2 != what.Item3
            select new Fault(place, $"{what.Item1} is {what.Item2} there, and {what.Item3} here", remedy),
        ];

    private static IEnumerable<(string Name, string Mine, string Its)> Named<T>(
        ImmutableArray<T> mine,
        ImmutableArray<T> its,
        Func<T, string> name,
        Func<T, string> text
    )
    {
        string Said(ImmutableArray<T> all, string option) =>
            all.Where(one => name(one) == option).Select(text).ToImmutableArray() is { IsEmpty: false } said
                ? string.Join(", ", said)
                : "not given";

        return mine.Concat(its)
            .Select(name)
            .Distinct(StringComparer.Ordinal)
            .Select(option => (option, Said(mine, option), Said(its, option)));
    }
}

/// <summary>What an option says.</summary>
public sealed record ManifestSetting(string Option, ImmutableArray<string> Values);

/// <summary>A file that a run reads.</summary>
/// <param name="Option">The option that names it, or what it belongs to.</param>
/// <param name="File">Its name, without its folder.</param>
/// <param name="Sha256">The SHA-256 of what was read.</param>
public sealed record ManifestInput(string Option, string File, string Sha256)
{
    /// <summary>A file as it is now.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public static ManifestInput Of(InputFile input) => new(input.Option, Path.GetFileName(input.Path), input.Sha256());
}

/// <summary>A table of a run.</summary>
/// <param name="Option">The option that asked for it.</param>
/// <param name="File">Its name in the folder of the manifest.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Its SHA-256, once it is whole.</param>
public sealed record ManifestTable(string Option, string File, long Bytes, Option<string> Sha256);
