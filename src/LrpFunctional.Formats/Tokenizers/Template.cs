using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>What is put before and behind the pieces of a text.</summary>
internal sealed record Template(
    ImmutableArray<(string Word, int Id)> Before,
    ImmutableArray<(string Word, int Id)> Behind
)
{
    private const string Type = "type";
    private const string Single = "single";
    private const string Special = "SpecialToken";

    /// <summary>Nothing.</summary>
    public static Template None { get; } = new([], []);

    /// <summary>How many pieces it adds.</summary>
    public int Length => Before.Length + Behind.Length;

    /// <summary>The template of a file, under <c>post_processor</c>.</summary>
    /// <exception cref="FaultException">It is of a kind, or has a setting, that is not done.</exception>
    public static Template Of(Setting step)
    {
        switch (step.Kind)
        {
            case "Sequence":
                return step.Only(Type, "processors")
                    .Each("processors")
                    .Select(Of)
                    .Aggregate(
                        None,
                        (inner, outer) =>
                            new Template([.. outer.Before, .. inner.Before], [.. inner.Behind, .. outer.Behind])
                    );
            case "ByteLevel":
                // It trims offsets, and changes no piece.
                step.Only(Type, "add_prefix_space", "trim_offsets", "use_regex");
                return None;
            case "BertProcessing":
                step.Only(Type, "sep", "cls");
                return new Template([Pair(step.At("cls"))], [Pair(step.At("sep"))]);
            case "RobertaProcessing":
                step.Only(Type, "sep", "cls", "trim_offsets", "add_prefix_space");
                return new Template([Pair(step.At("cls"))], [Pair(step.At("sep"))]);
            case "TemplateProcessing":
                return OfParts(step.Only(Type, Single, "pair", "special_tokens"));
            default:
                throw step.NotDone(Type);
        }
    }

    private static Template OfParts(Setting step)
    {
        var parts = step.Each(Single);
        var sequences = parts.Index().Where(part => part.Item.Has("Sequence")).ToImmutableArray();
        if (sequences.Length != 1 || sequences[0].Item.At("Sequence").Text("id") != "A")
            throw step.NotDone(Single);
        var at = sequences[0].Index;
        return new Template(
            [.. parts[..at].SelectMany(part => Tokens(step, part))],
            [.. parts[(at + 1)..].SelectMany(part => Tokens(step, part))]
        );
    }

    private static IEnumerable<(string Word, int Id)> Tokens(Setting step, Setting part)
    {
        var token = step.At("special_tokens").At(part.Only(Special).At(Special).Text("id")).Only("id", "ids", "tokens");
        var (ids, words) = (token.Each("ids"), token.Each("tokens"));
        return ids.Length == words.Length
            ? words.Zip(ids, (word, id) => (word.Text(), id.Number()))
            : throw token.NotDone("ids");
    }

    private static (string Word, int Id) Pair(Setting pair)
    {
        var both = pair.Each();
        return both.Length == 2
            ? (both[0].Text(), both[1].Number())
            : throw pair.Refused(pair.Json, "a token and its id");
    }
}
