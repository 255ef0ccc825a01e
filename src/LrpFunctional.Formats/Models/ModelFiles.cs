using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Formats.Tensors.PyTorch;
using LrpFunctional.Formats.Tokenizers;

namespace LrpFunctional.Formats.Models;

/// <summary>Models on disk: files of several kinds, or folders that hold one.</summary>
public static class ModelFiles
{
    internal const string Tensors = "model.safetensors";
    internal const string Vocabulary = "vocab.txt";
    internal const string VocabularyOfIds = "vocab.json";
    internal const string Config = "config.json";

    /// <summary>The layout of models in ONNX.</summary>
    public const string Onnx = OnnxModel.Name;

    private static readonly ImmutableArray<Kind> Kinds =
    [
        new(
            ".safetensors",
            "safetensors state dict",
            StateDictLayout.Of((path, _) => SafetensorsFile.Read(path)),
            Refused
        ),
        new(
            ".safetensors.index.json",
            "safetensors state dict in parts",
            StateDictLayout.Of((path, _) => SafetensorsIndex.Read(path)),
            Refused
        )
        {
            Parts = SafetensorsIndex.Parts,
        },
        new(".pt", "PyTorch state dict", StateDictLayout.Of(TorchFile.Read), Refused),
        new(".pth", "PyTorch state dict", StateDictLayout.Of(TorchFile.Read), Refused),
        new(".bin", "PyTorch state dict", StateDictLayout.Of(TorchFile.Read), Refused),
        new(".npz", "NumPy arrays", StateDictLayout.Of(NpzFile.Read), Refused),
        new(".onnx", Onnx, Whole((path, _) => OnnxParts.Read(path)), Left)
        {
            Parts = OnnxModel.Parts,
            Choosing = output => Whole((path, _) => OnnxParts.Read(path, output)),
        },
        new(".h5", "Keras HDF5", OfKerasHdf5, Left) { Parts = KerasArchitecture.Parts, Choosing = OfKerasOutput },
        new(".hdf5", "Keras HDF5", OfKerasHdf5, Left) { Parts = KerasArchitecture.Parts, Choosing = OfKerasOutput },
        new(".keras", "Keras", Whole(OfKeras), Left) { Choosing = OfKerasOutput },
    ];

    /// <summary>The model at a path, or every fault found in its files.</summary>
    /// <param name="path">A model's file, or a folder with one; tokenizer.json, or else vocab.txt or vocab.json, and
    /// config.json beside it are used when there.</param>
    /// <param name="vocabulary">A file of words in place of what lies beside the model.</param>
    /// <param name="limits">How large what the files hold may be; as usual if left out.</param>
    /// <param name="tokenizer">A tokenizer's file in place of what lies beside the model.</param>
    /// <param name="output">Which output of an ONNX or Keras file the scores are, by its name or number from 0.</param>
    public static Validation<Fault, StoredModel> Read(
        string path,
        Option<string> vocabulary = default,
        ReadingLimits? limits = null,
        Option<string> tokenizer = default,
        Option<string> output = default
    )
    {
        Validation<Fault, StoredModel> OfFile(string file) =>
            Edge.Read(
                    file,
                    () => ModelFiles.OfFile(file, vocabulary, tokenizer, limits ?? ReadingLimits.Default, output)
                )
                .Bind(read => read);
        foreach (var file in tokenizer.Filter(_ => vocabulary.IsSome))
            return new Fault(file, "it is a tokenizer beside a vocabulary, and has words of its own", "leave one out");
        if (File.Exists(path))
            return OfFile(path);
        if (!Directory.Exists(path))
            return new Fault(path, "there is no such file or folder", "check the path");
        var files = In(path);
        if (files.Length > 1)
            return new Fault(
                path,
                $"there are several models, {string.Join(", ", files.Select(Path.GetFileName))}",
                "name one of the files"
            );
        if (files.Length == 1)
            return OfFile(files[0]);
        if (ReferenceLayout.IsIn(path))
        {
            foreach (var said in output)
                return HasOne(path, said);
            return (vocabulary | tokenizer).Match(
                words => new Fault(
                    words,
                    "it is a vocabulary beside that of the reference program's folder",
                    "leave it out"
                ),
                () => ReferenceLayout.Read(path, limits ?? ReadingLimits.Default)
            );
        }

        foreach (var other in OtherPrograms.Of(path))
            return other;
        return new Fault(
            path,
            $"there is no model: {string.Join(", ", Kinds.Select(kind => $"model{kind.Ending}"))}, or model, vocab "
                + "and embeddings.npy, are expected",
            "name the model's file, or the folder that holds it"
        );
    }

    /// <summary>
    /// The files of the model at a path: its own, its parts, and the tokenizer or vocabulary and config.json beside it.
    /// </summary>
    /// <param name="path">A model's file, or a folder with one, as <see cref="Read"/> takes it.</param>
    /// <param name="vocabulary">A file of words in place of what lies beside the model.</param>
    /// <param name="tokenizer">A tokenizer's file in place of what lies beside the model.</param>
    /// <exception cref="FaultException">The file that names the parts cannot be read.</exception>
    public static ImmutableArray<string> Files(
        string path,
        Option<string> vocabulary = default,
        Option<string> tokenizer = default
    )
    {
        var file = File.Exists(path) ? path : In(path).FirstOrDefault();
        if (file is null)
            return ReferenceLayout.Files(path);
        var parts = Kinds.Where(kind => kind.Fits(file)).SelectMany(kind => kind.Parts(file));
        string[] others =
        [
            (vocabulary | TokenizerOf(file, vocabulary, tokenizer)).IfNone(() => Beside(file, Vocabulary)),
            Beside(file, Config),
        ];
        return [file, .. parts.Select(part => Beside(file, part)), .. others.Where(File.Exists)];
    }

    /// <summary>
    /// Writes a model as model.safetensors, vocab.txt and config.json into a new folder, whole or not at all; tensors
    /// keep their types.
    /// </summary>
    /// <exception cref="FaultException">The folder exists, or its parent does not.</exception>
    /// <exception cref="OperationCanceledException">The work was ended before the folder appeared.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public static void Write(string folder, StoredModel model, CancellationToken cancellation = default) =>
        Write(folder, model, [], cancellation);

    /// <summary>The same with other texts beside the model, each under its name.</summary>
    public static void Write(
        string folder,
        StoredModel model,
        ImmutableArray<(string Name, string Text)> beside,
        CancellationToken cancellation
    )
    {
        if (model.IsComposed && model.Config.Layers.IsEmpty)
            throw new FaultException(
                new Fault(
                    model.Layout,
                    "its layers are put together in a way that a state dict has no names for",
                    "keep the file as it is: it is read as such"
                )
            );
        using var output = OutputFolder.Create(folder);
        StateDictLayout.Write(output.Draft, model);
        foreach (var (name, text) in beside)
            File.WriteAllText(Path.Combine(output.Draft, name), text, Edge.Utf8);
        output.Complete(cancellation);
    }

    private static ImmutableArray<string> In(string folder) =>
        [.. Kinds.Select(kind => Path.Combine(folder, $"model{kind.Ending}")).Where(File.Exists)];

    private static string Beside(string path, string file) => Neighbour.Beside(path, file);

    // A vocabulary that is named is taken as it is.
    private static Option<string> TokenizerOf(string path, Option<string> vocabulary, Option<string> tokenizer) =>
        tokenizer.IsNone && vocabulary.IsNone && Beside(path, TokenizerFile.Name) is var beside && File.Exists(beside)
            ? beside
            : tokenizer;

    private static Validation<Fault, StoredModel> OfFile(
        string path,
        Option<string> vocabulary,
        Option<string> tokenizer,
        ReadingLimits limits,
        Option<string> output
    )
    {
        var kinds = Kinds.Where(kind => kind.Fits(path)).ToImmutableArray();
        if (kinds.IsEmpty)
        {
            foreach (var other in OtherPrograms.Of(path))
                return other;
            return new Fault(
                path,
                "its name does not end as that of a model, "
                    + $"where {string.Join(", ", Kinds.Select(kind => kind.Ending))} is expected",
                "name a model's file, or a folder"
            );
        }

        var kind = kinds[0];
        var words = (vocabulary | tokenizer).IfNone(() =>
            File.Exists(Beside(path, Vocabulary)) || !File.Exists(Beside(path, VocabularyOfIds))
                ? Beside(path, Vocabulary)
                : Beside(path, VocabularyOfIds)
        );
        var isThere = vocabulary.IsSome || File.Exists(words);
        var config = File.Exists(Beside(path, Config))
            ? ModelConfig.Read(Beside(path, Config), kind.Foreign)
            : (ModelConfig.Default, []);
        var parts = config.Bind(said =>
            output
                .Match(kind.Choosing, () => kind.Read)(path, said.Config, limits)
                .Map(parts => parts with { Notes = parts.Notes.AddRange(said.Notes) })
        );
        var none = Option<RowWords>.None;
        foreach (var file in TokenizerOf(path, vocabulary, tokenizer))
        {
            if (tokenizer.IsSome || !parts.Exists(said => !said.ReadsWords))
                return (TokenizerFile.Read(file, limits), parts)
                    .Apply((made, parts) => (made, parts))
                    .Bind(read => Tokenized(kind, file, read.made, read.parts));
        }

        if (!isThere && parts.ToOption().Bind(read => read.Words).Case is ImmutableArray<string> own)
            return Edge.Read(path, () => TextVectorizations.Of(path, own, limits))
                .Bind(made => parts.Bind(read => Tokenized(kind, path, made, read)));

        if (isThere && vocabulary.IsNone && parts.Exists(parts => !parts.ReadsWords))
        {
            var fault = new Fault(
                words,
                "words are listed there, while the network reads numbers and has no embedding",
                "put the file elsewhere, or give the network its embedding"
            );
            return (kind.Foreign(fault), parts)
                .Apply((note, parts) => parts with { Notes = parts.Notes.Add(note) })
                .Bind(parts => Model(kind.Name, words, none, parts));
        }

        return (isThere ? Edge.Read(words, () => Prelude.Some(VocabularyFile.Read(words, limits))) : none, parts)
            .Apply((words, parts) => (words, parts))
            .Bind(read =>
                isThere || read.parts.Config.UnknownWord.IsNone
                    ? Model(kind.Name, words, read.words, read.parts)
                    : new Fault(
                        words,
                        "there is no such file, but config.json names an unknown word",
                        "put the vocabulary there, or name it with --vocab"
                    )
            );
    }

    // The words and the unknown one are the tokenizer's.
    private static Validation<Fault, StoredModel> Tokenized(
        Kind kind,
        string file,
        Tokenizer tokenizer,
        ModelParts parts
    )
    {
        Validation<Fault, Unit> Fits(bool holds, string problem, string remedy) =>
            Validations.Require(holds, new Fault(file, problem, remedy));
        var config = parts.Config;
        return (
            Fits(
                parts.ReadsWords,
                "it is a tokenizer, while the network reads numbers and has no embedding",
                "leave it out, or choose another model"
            ),
            Fits(
                config.Tokenisation == Tokenisation.Blanks,
                $"it is a tokenizer, while config.json says tokenisation is {config.Tokenisation.Scheme}",
                "leave that out of config.json, or name the words with --vocab"
            ),
            Fits(
                config.UnknownWord.IsNone || config.UnknownWord.Same(tokenizer.Unknown),
                $"its unknown piece is {tokenizer.Unknown.IfNone("none")}, while config.json says unknown_word is "
                    + config.UnknownWord.IfNone("none"),
                "leave that out of config.json"
            )
        )
            .Apply((_, _, _) => parts with { Config = config with { UnknownWord = tokenizer.Unknown } })
            .Bind(fitted =>
                Model(
                    kind.Name,
                    file,
                    VocabularyFile.Placed(file, [.. tokenizer.Words.Select(word => (word.Word, (long)word.Id))]),
                    fitted with
                    {
                        Notes = fitted.Notes.Add($"text is split by {Path.GetFileName(file)}"),
                    }
                )
            )
            .Map(model => model with { Tokenizer = tokenizer });
    }

    /// <summary>The model of what its files say, or every fault in that.</summary>
    /// <param name="layout">The name of the layout.</param>
    /// <param name="vocabulary">The vocabulary's file, for messages.</param>
    /// <param name="words">The vocabulary, where there is one.</param>
    /// <param name="parts">What is said beside it.</param>
    internal static Validation<Fault, StoredModel> Model(
        string layout,
        string vocabulary,
        Option<RowWords> words,
        ModelParts parts
    ) =>
        parts
            .Composition.Match(
                network => StoredModel.Compose(layout, vocabulary, words, parts.Config, parts.Tensors, network),
                () => StoredModel.Create(layout, vocabulary, words, parts.Config, parts.Tensors)
            )
            .Map(model => model with { Graph = parts.Graph, Notes = parts.Notes });

    // A file that says itself how its network works has the last word about that; config.json says what words and
    // classes are.
    private static Func<string, ModelConfig, ReadingLimits, Validation<Fault, ModelParts>> Whole(
        Func<string, ReadingLimits, ModelParts> read
    ) =>
        (path, config, limits) =>
            Edge.Read(path, () => read(path, limits))
                .Map(parts =>
                {
                    var hasOneBias = StoredModel.HasOneBias(parts.Tensors);
                    return parts with
                    {
                        Config = config with
                        {
                            Padding = config.Padding || parts.Config.Padding,
                            Architecture = parts.Config.Architecture with { HasOneBias = hasOneBias },
                            Layers = [],
                        },
                    };
                });

    private static ModelParts OfKeras(string path, ReadingLimits limits)
    {
        return KerasModel.Read(path, limits);
    }

    private static Func<string, ModelConfig, ReadingLimits, Validation<Fault, ModelParts>> OfKerasOutput(
        string output
    ) => Whole((path, limits) => KerasModel.Read(path, limits, output));

    private static Fault HasOne(string path, string output) =>
        new(
            path,
            $"the output {Printable.Value(output)} is chosen of it, while weights alone name no outputs",
            "leave it out, or name an ONNX or Keras file"
        );

    // Weights alone are a state dict: what they leave open, config.json says, and what a list of layers leaves out is
    // meant as Keras does, not as in a file that we write.
    private static Validation<Fault, ModelParts> OfKerasHdf5(string path, ModelConfig config, ReadingLimits limits) =>
        Edge.Read(path, () => KerasFile.OfWeights(path, limits))
            .Bind(weights =>
                weights.Match(
                    only =>
                        StateDictLayout
                            .Understood(path, only.Understood(config), only.Tensors, only.Conventions)
                            .Map(parts => parts with { Config = parts.Config with { Layers = [] } }),
                    () => Whole(OfKeras)(path, config, limits)
                )
            );

    // Beside a file that describes itself may lie those of other programs; one that does not is nothing without ours.
    private static Validation<Fault, string> Left(Fault fault) => $"{fault.Where} is not read: {fault.Problem}";

    private static Validation<Fault, string> Refused(Fault fault) => fault;

    /// <summary>A kind of model file.</summary>
    /// <param name="Ending">How its name ends.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Read">Takes its path, what config.json says, and how large what it holds may be.</param>
    /// <param name="Foreign">What becomes of a file beside it that is another program's: a note, or the fault.</param>
    private sealed record Kind(
        string Ending,
        string Name,
        Func<string, ModelConfig, ReadingLimits, Validation<Fault, ModelParts>> Read,
        Func<Fault, Validation<Fault, string>> Foreign
    )
    {
        /// <summary>The names of the files beside a model's own that hold parts of it.</summary>
        public Func<string, ImmutableArray<string>> Parts { get; init; } = _ => [];

        /// <summary>How it is read where one of its outputs is chosen.</summary>
        public Func<
            string,
            Func<string, ModelConfig, ReadingLimits, Validation<Fault, ModelParts>>
        > Choosing { get; init; } = output => (path, _, _) => HasOne(path, output);

        public bool Fits(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);
    }
}
