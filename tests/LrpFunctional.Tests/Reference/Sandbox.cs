using System.Text;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;

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
        foreach (var file in Directory.GetFiles(Fixture("reference")))
            File.Copy(file, At("reference", Path.GetFileName(file)));
        return At("reference");
    }

    /// <summary>The same small model in our own layout.</summary>
    public string StateDictModel()
    {
        ModelFiles.Write(At("model"), ModelFiles.Read(Fixture("reference")).OrThrow());
        return At("model");
    }

    public static string Fixture(params string[] path) =>
        Repository.At(["tests", "LrpFunctional.Tests", "Formats", "Fixtures", .. path]);

    /// <summary>Element n of every array in the fixtures.</summary>
    public static double FixtureValue(int n) => ((7 * n % 13) - 6) / 8.0;

    /// <summary>Writes tensors in place of those of <see cref="StateDictModel"/>.</summary>
    public void WriteTensors(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        using var stream = File.Create(At("model", "model.safetensors"));
        SafetensorsFile.Write(stream, [.. tensors.Select(tensor => (tensor.Key, tensor.Value))]);
    }

    /// <summary>A file in .npy format 1 with this header and these numbers.</summary>
    public static byte[] Npy(string header, byte[] numbers) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. numbers];

    /// <summary>The file, cut off after each possible number of bytes.</summary>
    public IEnumerable<string> EachCut(string path)
    {
        var whole = File.ReadAllBytes(path);
        return Enumerable
            .Range(0, whole.Length)
            .Select(length =>
            {
                File.WriteAllBytes(At("cut"), whole[..length]);
                return At("cut");
            });
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
