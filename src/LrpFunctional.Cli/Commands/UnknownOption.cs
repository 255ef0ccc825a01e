using System.CommandLine;
using LrpFunctional.Formats.Models;
using LrpFunctional.Networks;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says what becomes of a word outside the vocabulary.</summary>
internal sealed record UnknownOption(Option<string> Unknown)
{
    private const string Refuse = "error";
    private const string Row = "unk";
    private const string Zero = "zero";

    public static UnknownOption AddTo(Command command)
    {
        var option = new Option<string>("--unknown")
        {
            Description =
                "What a word outside the vocabulary is: an error, the model's unknown word, or zeros "
                + "[default: unk if the model has an unknown word, zero with --vectors, else error]",
        };
        option.AcceptOnlyFromAmong(Refuse, Row, Zero);
        command.Options.Add(option);
        return new UnknownOption(option);
    }

    /// <summary>What is done about a word that the model lacks.</summary>
    /// <exception cref="FaultException">It is to be the unknown word, and the model has none.</exception>
    public UnknownWord Read(ParseResult parsed, StoredModel model) =>
        parsed.GetValue(Unknown) switch
        {
            null or Refuse when !model.HasWords => (place, word) =>
                new Fault(
                    place,
                    $"\"{word}\" is no number of a word from 0 to {model.Network.Embedding.Rows - 1}, and the "
                        + "model has no vocabulary",
                    "put vocab.txt beside the model, or name it with --vocab"
                ),
            Refuse => UnknownWordPolicy.Refuse,
            null when model.HasVectors => UnknownWordPolicy.Zero,
            Zero => UnknownWordPolicy.Zero,
            Row => UnknownWordPolicy.As(
                model.Network.Vocabulary.UnknownId.IfNone(() =>
                    throw new FaultException(
                        new Fault(
                            "--unknown unk",
                            "the model has no unknown word",
                            "choose error or zero, or name unknown_word in the model's config.json"
                        )
                    )
                )
            ),
            _ => model.Network.Vocabulary.UnknownWord,
        };
}
