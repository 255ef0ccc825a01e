using System.IO.Compression;
using System.Text;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>The models of the fixtures, as they are and changed.</summary>
internal static class KerasFixture
{
    /// <summary>What a model of the fixtures is like.</summary>
    public static Architecture Architecture(string file) =>
        KerasModel.Read(Sandbox.Fixture("Keras", file)).Config.Architecture;

    /// <summary>Why a file is refused.</summary>
    public static string Refused(string path) => Assert.Throws<FaultException>(() => KerasModel.Read(path)).Message;

    /// <summary>Each fault names the model's file, and one says what the problem is.</summary>
    public static void AssertRefused(string problem, string file, string changed)
    {
        var faults = Assert.Throws<FaultException>(() => KerasModel.Read(changed));
        Assert.Contains(problem, faults.Message, StringComparison.Ordinal);
        Assert.All(
            faults.Faults,
            fault => Assert.Contains(Path.GetFileName(file), fault.Where, StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// A copy of a model with the first of each text replaced; spaces fill up what an HDF5 file would lose.
    /// </summary>
    public static string Changed(Sandbox sandbox, string file, params string[] changes)
    {
        File.Copy(Sandbox.Fixture("Keras", file), sandbox.At(file), overwrite: true);
        if (file.EndsWith(".h5", StringComparison.Ordinal))
        {
            File.WriteAllBytes(sandbox.At(file), Replaced(File.ReadAllBytes(sandbox.At(file)), changes, filled: true));
            return sandbox.At(file);
        }

        using var archive = ZipFile.Open(sandbox.At(file), ZipArchiveMode.Update);
        foreach (var name in new[] { "config.json", "metadata.json" })
        {
            var entry = archive.GetEntry(name)!;
            var text = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(text);
            entry.Delete();
            using var target = archive.CreateEntry(name).Open();
            target.Write(Replaced(text.ToArray(), changes, filled: false));
        }

        return sandbox.At(file);
    }

    private static byte[] Replaced(byte[] bytes, string[] changes, bool filled) =>
        changes
            .Chunk(2)
            .Aggregate(
                bytes,
                (before, change) =>
                {
                    var (from, to) = (Encoding.UTF8.GetBytes(change[0]), Encoding.UTF8.GetBytes(change[1]));
                    var at = before.AsSpan().IndexOf(from);
                    if (at < 0)
                        return before;

                    // A longer text takes the place of blanks that stand further on in the JSON.
                    var blanks = Enumerable.Repeat((byte)' ', filled ? Math.Max(0, from.Length - to.Length) : 0);
                    if (!filled || to.Length <= from.Length)
                        return [.. before[..at], .. to, .. blanks, .. before[(at + from.Length)..]];
                    var (rest, missing) = (before[(at + from.Length)..].ToList(), to.Length - from.Length);
                    for (var blank = 0; missing > 0; missing--)
                    {
                        blank = rest.IndexOf((byte)' ', blank);
                        rest.RemoveAt(blank);
                    }

                    return [.. before[..at], .. to, .. rest];
                }
            );
}
