using System.Collections.Immutable;
using System.CommandLine;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which model it is.</summary>
internal sealed record ModelOptions(
    System.CommandLine.Option<string[]> Model,
    System.CommandLine.Option<string?> Vocabulary,
    System.CommandLine.Option<string?> Tokenizer,
    System.CommandLine.Option<string?> Vectors,
    System.CommandLine.Option<string?> Output,
    LimitOption Limit
)
{
    public static ModelOptions AddTo(Command command)
    {
        var options = new ModelOptions(
            new("--model")
            {
                Description =
                    "The model: a file (.onnx, .safetensors, .pt, .pth, .bin, .h5, .hdf5, .keras, .npz), a folder "
                    + "with one, or the reference program's folder [default: the model that comes with lrp]",
                HelpName = "PATH",
                Arity = ArgumentArity.ExactlyOne,
                CustomParser = result => [.. result.Tokens.Select(token => token.Value)],
            },
            VocabularyOption(),
            TokenizerOption(),
            VectorsOption(),
            new("--output")
            {
                Description =
                    "For an ONNX or Keras file of several outputs: the one that the scores are, by its name or its "
                    + "number from 0 [default: the only one; in ONNX else the one with most of the graph above it]",
                HelpName = "NAME|N",
            },
            LimitOption.AddTo(command)
        );
        command.Options.Add(options.Model);
        command.Options.Add(options.Vocabulary);
        command.Options.Add(options.Tokenizer);
        command.Options.Add(options.Vectors);
        command.Options.Add(options.Output);
        EmptyNames.Refuse(
            command,
            options.Model,
            options.Vocabulary,
            options.Tokenizer,
            options.Vectors,
            options.Output
        );
        return options;
    }

    /// <summary>The same where several models may be named, one after the other.</summary>
    public ModelOptions TakingSeveral()
    {
        Model.Arity = ArgumentArity.OneOrMore;
        Model.Description += "; repeatable, for several side by side";
        return this;
    }

    public static System.CommandLine.Option<string?> VocabularyOption() =>
        new("--vocab")
        {
            Description =
                "File with one word a line, in the order of the model's embedding, or a .json file of words "
                + "and their ids [default: vocab.txt, or else vocab.json, beside the model, if there is one]",
            HelpName = "FILE",
        };

    private static System.CommandLine.Option<string?> TokenizerOption() =>
        new("--tokenizer")
        {
            Description =
                "File that says how plain text is split into pieces and what their ids are: Hugging Face's "
                + "tokenizer.json, Keras' Tokenizer.to_json() or its TextVectorization's get_vocabulary() [default: "
                + "tokenizer.json beside the model, if there is one and no --vocab]",
            HelpName = "FILE",
        };

    private static System.CommandLine.Option<string?> VectorsOption() =>
        new("--vectors")
        {
            Description =
                "For a model that reads numbers: file of word vectors, as word2vec and GloVe write them as text, that "
                + "words are turned into; those that it lacks are zeros, unless --unknown says error [default: none]",
            HelpName = "FILE",
        };

    /// <summary>All of them but the limits.</summary>
    public ImmutableArray<System.CommandLine.Option> All => [Model, Vocabulary, Tokenizer, Vectors, Output];

    /// <summary>The model, which reads words where vectors of words are given.</summary>
    /// <exception cref="FaultException">It cannot be read, or does not go with the words.</exception>
    public StoredModel Read(ParseResult parsed) => Read(parsed, Paths(parsed)[0]);

    /// <summary>Where the models are, in the order in which they are named: one, where a command takes one.</summary>
    public ImmutableArray<string> Paths(ParseResult parsed) =>
        parsed.GetValue(Model) is { Length: > 0 } given ? [.. given] : [Shipped.Model];

    /// <summary>One of the models, as <see cref="Read(ParseResult)"/>.</summary>
    /// <exception cref="FaultException">It cannot be read, or does not go with the words.</exception>
    public StoredModel Read(ParseResult parsed, string path)
    {
        var (vocabulary, vectors, limits) = (parsed.GetValue(Vocabulary), parsed.GetValue(Vectors), Limit.Read(parsed));
        if (vectors is not null && vocabulary is not null)
            throw new FaultException(
                new Fault(
                    Vectors.Name,
                    $"it is given beside {Vocabulary.Name}, and has words of its own",
                    "leave one out"
                )
            );
        var model = Read(path, vocabulary, limits, parsed.GetValue(Tokenizer), parsed.GetValue(Output));
        return vectors is null ? model : WordVectorsFile.Read(vectors, model, limits).OrThrow();
    }

    /// <summary>The files that the models are read from.</summary>
    public ImmutableArray<InputFile> Files(ParseResult parsed)
    {
        var (vocabulary, tokenizer) = (parsed.GetValue(Vocabulary), parsed.GetValue(Tokenizer));
        var vectors = Prelude.Optional(parsed.GetValue(Vectors));
        return
        [
            .. Paths(parsed)
                .SelectMany(path =>
                    ModelFiles.Files(path, Prelude.Optional(vocabulary), Prelude.Optional(tokenizer)).AsEnumerable()
                )
                .Distinct()
                .Select(file =>
                    InputFile.Of(
                        file == vocabulary ? Vocabulary.Name
                            : file == tokenizer ? Tokenizer.Name
                            : Model.Name,
                        file
                    )
                ),
            .. vectors.Map(file => InputFile.Of(Vectors.Name, file)),
        ];
    }

    /// <summary>The model at a path; one in ONNX is compared with ONNX Runtime.</summary>
    public static StoredModel Read(
        string path,
        string? vocabulary,
        ReadingLimits limits,
        string? tokenizer = null,
        string? output = null
    ) =>
        ModelFiles
            .Read(path, Prelude.Optional(vocabulary), limits, Prelude.Optional(tokenizer), Prelude.Optional(output))
            .Bind(model => OnnxCheck.Of(path, model))
            .OrThrow();
}
