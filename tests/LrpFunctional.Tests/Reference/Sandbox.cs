using LrpFunctional.Formats.Models;

namespace LrpFunctional.Tests.Reference;

/// <summary>A folder for one test, gone when it ends.</summary>
internal sealed class Sandbox : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("lrp-test-").FullName;

    public string At(params string[] path) => Path.Combine([Root, .. path]);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A copy of the small model in the reference program's layout.</summary>
    public string ReferenceModel()
    {
        Directory.CreateDirectory(At("reference"));
        foreach (var file in Directory.GetFiles(Fixture("reference"))) File.Copy(file, At("reference", Path.GetFileName(file)));
        return At("reference");
    }

    /// <summary>The same small model in our own layout.</summary>
    public string StateDictModel()
    {
        ModelFolder.Write(At("model"), ModelFolder.Read(Fixture("reference")).OrThrow());
        return At("model");
    }

    public static string Fixture(params string[] path) => Repository.At(["tests", "LrpFunctional.Tests", "Formats", "Fixtures", .. path]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
