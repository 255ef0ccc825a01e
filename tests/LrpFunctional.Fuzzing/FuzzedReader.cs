using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Formats.Tokenizers;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Fuzzing;

/// <summary>A reader, and whole files to begin with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Seeds">The files that are damaged, each with what has to lie beside it.</param>
/// <param name="Read">Whether a file was read; it was refused where not.</param>
internal sealed record FuzzedReader(string Name, ImmutableArray<Seed> Seeds, Func<string, bool> Read)
{
    /// <summary>All that there are, with the files of the tests.</summary>
    public static ImmutableArray<FuzzedReader> All(string fixtures)
    {
        ImmutableArray<Seed> Files(params string[] patterns) =>
            [
                .. patterns
                    .SelectMany(pattern => Directory.GetFiles(fixtures, pattern, SearchOption.AllDirectories))
                    .Where(path => new FileInfo(path).Length < 200_000)
                    .Order(StringComparer.Ordinal)
                    .Select(Seed.Of),
            ];
        var words = Path.Combine(fixtures, "reference");
        var numbers = Path.Combine(fixtures, "Origins", "numeric_lstm", "model.safetensors");
        var ids = Path.Combine(fixtures, "Origins", "uni_gru", "model.safetensors");
        return
        [
            new("onnx", Files("*.onnx"), Model),
            new("keras archive", Files("*.keras"), Model),
            new("hdf5", Files("*.h5", "*.hdf5"), Model),
            new("pytorch", Files("*.pt", "*.pth", "*.bin"), Model),
            new("safetensors", Files("*.safetensors"), Model),
            new("config.json", [.. Files("config.json").Where(seed => seed.Model.IsSome)], Model),
            new("reference pickle", [.. Files("model").Where(seed => seed.Path.Contains("reference"))], Model),
            new("npy and npz", Packed.ArraysOfIds, Data(ids, SentenceFormat.NumPy)),
            new("npz of numbers", Packed.ArraysOfNumbers, Data(numbers, SentenceFormat.NumPy)),
            new(
                "table of explanations",
                Texts.Explanations,
                path => KeptTableReader.Read(path, ReadingLimits.Default).IsSuccess
            ),
            new("manifest", ShardTexts.Manifests, path => ManifestFile.Read(path).IsSuccess),
            new("table of a shard", Texts.Explanations, ShardTexts.Merge),
            new(
                "vectors of words",
                Texts.Vectors,
                path => WordVectorsFile.Read(path, ModelFiles.Read(numbers).OrThrow()).IsSuccess
            ),
            new("recipe.json", Checkpoints.Recipes, path => RecipeFile.Read(path).IsSuccess),
            Checkpoints.Reader(),
            new("tokenizer.json", Texts.Tokenizers, path => TokenizerFile.Read(path).IsSuccess),
            .. Packed.Texts.Select(seed => new FuzzedReader(
                System.IO.Path.GetExtension(System.IO.Path.ChangeExtension(seed.Path, null))[1..] + ".gz",
                [seed],
                Data(words, SentenceFormat.Of(seed.Path))
            )),
            new("parquet", [Packed.ParquetOfText()], Data(words, SentenceFormat.Parquet)),
            new("parquet of numbers", [Packed.ParquetOfNumbers()], Data(numbers, SentenceFormat.Parquet)),
            .. Texts
                .Data.GroupBy(text => (text.Format, text.OfNumbers))
                .Select(group => new FuzzedReader(
                    $"{group.Key.Format}{(group.Key.OfNumbers ? " of numbers" : "")}",
                    [.. group.Select(text => Seed.OfText(text.Text))],
                    Data(
                        group.Key.OfNumbers ? numbers : words,
                        SentenceFormat.All.Single(format => format.Name == group.Key.Format)
                    )
                )),
        ];
    }

    private static bool Model(string path) => ModelFiles.Read(path).IsSuccess;

    private static Func<string, bool> Data(string model, SentenceFormat format)
    {
        var stored = ModelFiles.Read(model).OrThrow();
        var encoder = new SentenceEncoder(
            stored.Network,
            stored.Config.Tokenisation,
            stored.Network.Vocabulary.UnknownWord
        );
        return path =>
        {
            var read = format.Read(
                SentenceSource.File(path),
                SentenceOptions.Default,
                encoder,
                (_, sentence) => sentence
            );
            return read.Count() >= 0;
        };
    }
}
