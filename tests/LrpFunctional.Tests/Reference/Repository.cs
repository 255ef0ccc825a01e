namespace LrpFunctional.Tests.Reference;

/// <summary>Where the checkout is, and what may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Upwards(new DirectoryInfo(AppContext.BaseDirectory))
            .First(folder => File.Exists(Path.Combine(folder, "LrpFunctional.sln")));

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>A file or folder of the reference data; the test is skipped where there is none.</summary>
    public static string Shared(params string[] path)
    {
        var shared = Path.Combine([Root, "..", "shared", .. path]);
        Skip.IfNot(Path.Exists(shared), $"the reference data {string.Join('/', path)} is not beside this checkout");
        return Path.GetFullPath(shared);
    }

    private static IEnumerable<string> Upwards(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
