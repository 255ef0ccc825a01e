using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Formats.Batches;

/// <summary>The run that wrote the tables which lie at some places now.</summary>
public static class FinishedRun
{
    /// <summary>Whether it was the same run, and the tables are whole and as it wrote them.</summary>
    /// <param name="outputs">The tables that are asked for.</param>
    /// <param name="run">What they are to be made from, asked for if there are any.</param>
    /// <exception cref="FaultException">They are another shard's of the same run, or an earlier run's files cannot be
    /// completed.</exception>
    public static bool Is(ImmutableArray<OutputFile> outputs, Func<Manifest> run)
    {
        if (outputs.IsEmpty)
            return false;
        var first = Place.OfOutput(outputs[0].Path).Target;
        var folder = Path.GetDirectoryName(first)!;
        var beside = ManifestFile.Beside(first);
        Settle(folder);
        if (!File.Exists(beside) || ManifestFile.Read(beside).ToOption().Case is not Manifest there)
            return false;
        var asked = run();
        if (!there.IsComplete || !there.DifferencesFrom(beside, asked, "").IsEmpty)
            return false;
        if (there.Shard.Index != asked.Shard.Index)
            throw new FaultException(
                new Fault(
                    $"{outputs[0].Option} {outputs[0].Path}",
                    $"shard {there.Shard.Index} of {there.Shard.Count} lies there, where shard {asked.Shard.Index} "
                        + "would be written",
                    "put {shard} into the names of the outputs"
                )
            );
        return there
                .Tables.Select(table => (table.Option, table.File))
                .SequenceEqual(
                    outputs.Select(output => (output.Option, Path.GetFileName(Place.OfOutput(output.Path).Target)))
                ) && there.Tables.All(table => IsThere(beside, Path.Combine(folder, table.File), table));
    }

    // Where the run was killed while its files appeared, they do so now.
    private static void Settle(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        using var others = FolderHandle.Lock(folder);
        Leftovers.Settle(folder, drafts => KeptRun.IsOver(drafts, []));
    }

    private static bool IsThere(string manifest, string path, ManifestTable table) =>
        File.Exists(path)
        && Neighbour.IsBeside(manifest, path)
        && new FileInfo(path).Length == table.Bytes
        && table.Sha256.Exists(sha256 => sha256 == InputFile.HashOf(path));
}
