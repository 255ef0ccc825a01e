using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models;

/// <summary>Models on disk: files of several kinds, or folders that hold one.</summary>
public static class ModelFiles
{
    internal const string Tensors = "model.safetensors";
    internal const string Vocabulary = "vocab.txt";
    internal const string Config = "config.json";

    /// <summary>The layout of models in ONNX.</summary>
    public const string Onnx = OnnxModel.Name;

    private static readonly ImmutableArray<Kind> Kinds =
    [
        new(".safetensors", "safetensors state dict", StateDictLayout.Of(SafetensorsFile.Read)),
        new(".safetensors.index.json", "safetensors state dict in parts", StateDictLayout.Of(SafetensorsIndex.Read))
        {
            Parts = SafetensorsIndex.Parts,
        },
        new(".npz", "NumPy arrays", StateDictLayout.Of(NpzFile.Read)),
        new(".onnx", Onnx, Whole(OnnxModel.Read)) { Parts = OnnxModel.Parts },
        new(".h5", "Keras HDF5", Whole(KerasModel.Read)),
        new(".keras", "Keras", Whole(KerasModel.Read)),
    ];

    /// <summary>The model at a path, or every fault found in its files.</summary>
    /// <param name="path">A model's file, or a folder with one; vocab.txt and config.json beside it are used when there.</param>
    /// <param name="vocabulary">A file of words in place of vocab.txt.</param>
    public static Validation<Fault, StoredModel> Read(string path, Option<string> vocabulary = default)
    {
        if (File.Exists(path)) return OfFile(path, vocabulary);
        if (!Directory.Exists(path)) return new Fault(path, "there is no such file or folder", "check the path");
        var files = In(path);
        if (files.Length > 1) return new Fault(path, $"there are several models, {string.Join(", ", files.Select(Path.GetFileName))}", "name one of the files");
        if (files.Length == 1) return OfFile(files[0], vocabulary);
        if (ReferenceLayout.IsIn(path))
        {
            return vocabulary.Match(
                words => new Fault(words, "it is a vocabulary beside that of the reference program's folder", "leave it out"),
                () => ReferenceLayout.Read(path));
        }

        return new Fault(
            path,
            $"there is no model: {string.Join(", ", Kinds.Select(kind => $"model{kind.Ending}"))}, or model, vocab and embeddings.npy, are expected",
            "name the model's file, or the folder that holds it");
    }

    /// <summary>The files of the model at a path: its own, its parts, and the vocabulary and config.json beside it.</summary>
    /// <param name="path">A model's file, or a folder with one, as <see cref="Read"/> takes it.</param>
    /// <param name="vocabulary">A file of words in place of vocab.txt.</param>
    /// <exception cref="FaultException">The file that names the parts cannot be read.</exception>
    public static ImmutableArray<string> Files(string path, Option<string> vocabulary = default)
    {
        var file = File.Exists(path) ? path : In(path).FirstOrDefault();
        if (file is null) return ReferenceLayout.Files(path);
        var parts = Kinds.Where(kind => kind.Fits(file)).SelectMany(kind => kind.Parts(file));
        string[] others = [vocabulary.IfNone(Beside(file, Vocabulary)), Beside(file, Config)];
        return [file, .. parts.Select(part => Beside(file, part)), .. others.Where(File.Exists)];
    }

    /// <summary>Writes a model as model.safetensors, vocab.txt and config.json into a new folder, whole or not at all; tensors keep their types.</summary>
    /// <exception cref="FaultException">The folder exists, or its parent does not.</exception>
    /// <exception cref="OperationCanceledException">The work was ended before the folder appeared.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public static void Write(string folder, StoredModel model, CancellationToken cancellation = default)
    {
        using var output = OutputFolder.Create(folder);
        StateDictLayout.Write(output.Draft, model);
        output.Complete(cancellation);
    }

    private static ImmutableArray<string> In(string folder) =>
        [.. Kinds.Select(kind => Path.Combine(folder, $"model{kind.Ending}")).Where(File.Exists)];

    private static string Beside(string path, string file) =>
        Path.Combine(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".", file);

    private static Validation<Fault, StoredModel> OfFile(string path, Option<string> vocabulary)
    {
        var kinds = Kinds.Where(kind => kind.Fits(path)).ToImmutableArray();
        if (kinds.IsEmpty)
        {
            return new Fault(path, $"its name does not end as that of a model, where {string.Join(", ", Kinds.Select(kind => kind.Ending))} is expected", "name a model's file, or a folder");
        }

        var words = vocabulary.IfNone(Beside(path, Vocabulary));
        var isThere = vocabulary.IsSome || File.Exists(words);
        return (isThere ? Edge.Read(words, () => Prelude.Some(Words(words))) : Option<ImmutableArray<string>>.None,
                File.Exists(Beside(path, Config)) ? ModelConfig.Read(Beside(path, Config)) : ModelConfig.Default)
            .Apply((words, config) => (words, config))
            .Bind(read => isThere || read.config.UnknownWord.IsNone
                ? Validation<Fault, (Option<ImmutableArray<string>> words, ModelConfig config)>.Success(read)
                : new Fault(words, "there is no such file, but config.json names an unknown word", "put the vocabulary there, or name it with --vocab"))
            .Bind(read => kinds[0].Read(path, read.config).Bind(model => StoredModel.Create(kinds[0].Name, words, read.words, model.Config, model.Tensors)));
    }

    // A file that says itself how its network works has the last word about that; config.json says what words and classes are.
    private static Func<string, ModelConfig, Validation<Fault, (ModelConfig Config, ImmutableDictionary<string, Tensor> Tensors)>> Whole(
        Func<string, (ModelConfig Config, ImmutableDictionary<string, Tensor> Tensors)> read) =>
        (path, config) => Edge.Read(path, () => read(path)).Map(model =>
            (config with { Architecture = model.Config.Architecture with { HasOneBias = StoredModel.HasOneBias(model.Tensors) } }, model.Tensors));

    // Only a line feed ends a word: words may hold any other blank.
    private static ImmutableArray<string> Words(string path)
    {
        var text = Edge.Text(path);
        return text.Length == 0 ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(word => word.TrimEnd('\r'))];
    }

    /// <summary>A kind of model file: how its name ends, what it is called, and how it is read.</summary>
    private sealed record Kind(
        string Ending,
        string Name,
        Func<string, ModelConfig, Validation<Fault, (ModelConfig Config, ImmutableDictionary<string, Tensor> Tensors)>> Read)
    {
        /// <summary>The names of the files beside a model's own that hold parts of it.</summary>
        public Func<string, ImmutableArray<string>> Parts { get; init; } = _ => [];

        public bool Fits(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);
    }
}
