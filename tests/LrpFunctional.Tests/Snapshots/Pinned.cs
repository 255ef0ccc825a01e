using LrpFunctional.Tests.Reference;
using Snapshooter;
using Snapshooter.Xunit;

namespace LrpFunctional.Tests.Snapshots;

/// <summary>Texts pinned in <c>snapshots/</c>; the only place that knows which library does it.</summary>
internal static class Pinned
{
    private const string Extension = ".snap";

    private static string Folder => Repository.At("snapshots");

    /// <summary>The names of all pinned texts.</summary>
    public static IEnumerable<string> Names =>
        Directory
            .GetFiles(Path.Combine(Folder, "__snapshots__"), $"*{Extension}")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    /// <summary>The text is the pinned one of this name.</summary>
    public static void Match(string name, string text) =>
        Snapshot.Match(text, new SnapshotFullName(name + Extension, Folder));
}
