using System.Collections.Immutable;
using System.Text;
using LanguageExt;

namespace LrpFunctional.Fuzzing;

/// <summary>A whole file to damage.</summary>
/// <param name="Path">Where it lies; its name alone where it lies nowhere.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Model">The file that is read in its place where it lies beside a model.</param>
internal sealed record Seed(string Path, ImmutableArray<byte> Bytes, Option<string> Model)
{
    public static Seed Of(string path) =>
        new(
            path,
            [.. File.ReadAllBytes(path)],
            System.IO.Path.GetFileName(path) == "config.json"
                ? Directory
                    .GetFiles(System.IO.Path.GetDirectoryName(path)!, "model.*")
                    .Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
                    .ToSeq()
                    .HeadOrNone()
                : Option<string>.None
        );

    public static Seed OfText(string text) => new("text", [.. Encoding.UTF8.GetBytes(text)], Option<string>.None);

    /// <summary>Writes what lies beside it into a new folder.</summary>
    public string Beside(string folder)
    {
        Directory.CreateDirectory(folder);
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } place)
            foreach (var file in Directory.GetFiles(place).Where(file => file != Path && IsPart(file)))
                File.Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
        return folder;
    }

    /// <summary>Writes it damaged into its folder, and says what is to be read.</summary>
    public string Put(string folder, byte[] damaged)
    {
        var name = System.IO.Path.GetFileName(Path);
        File.WriteAllBytes(System.IO.Path.Combine(folder, name), damaged);
        return Model.Match(
            model => System.IO.Path.Combine(folder, System.IO.Path.GetFileName(model)),
            () => name == "model" ? folder : System.IO.Path.Combine(folder, name)
        );
    }

    // What a model may want beside it; others of many models in one folder are no part of it.
    private bool IsPart(string file) =>
        Model == file
        || System.IO.Path.GetFileName(file) is "vocab" or "embeddings.npy" or "weights.bin"
        || (
            System.IO.Path.GetFileName(Path).StartsWith("model.", StringComparison.Ordinal)
            && System.IO.Path.GetFileName(file) is "config.json" or "vocab.txt"
        );
}
