using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that asks for phrases in place of single words.</summary>
internal sealed record SpanOption(System.CommandLine.Option<Phrase[]> Span)
{
    public static SpanOption AddTo(Command command)
    {
        var option = new System.CommandLine.Option<Phrase[]>("--span")
        {
            Description =
                "Words of each sentence from the FIRST to the LAST, counted from 1, that stand in a row of "
                + "their own in place of single words: with the sum of their numbers, "
                + "or by cd with their own part; repeatable",
            HelpName = "FIRST-LAST",
            CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token.Value))],
        };
        command.Options.Add(option);
        return new SpanOption(option);
    }

    /// <summary>The phrases asked for; none if words are, beside none of the options that say what else is a row.</summary>
    /// <exception cref="FaultException">Such an option is given.</exception>
    public ImmutableArray<Phrase> Read(ParseResult parsed, ExplainingOptions explained) =>
        Read(parsed, [explained.Pool.Pool, explained.Prefixes.Prefixes, .. explained.Granularity.All]);

    /// <summary>The phrases asked for; none if words are.</summary>
    /// <exception cref="FaultException">An option is given that speaks of words or features.</exception>
    public ImmutableArray<Phrase> Read(ParseResult parsed, params ReadOnlySpan<System.CommandLine.Option> others)
    {
        ImmutableArray<Phrase> phrases = [.. parsed.GetValue(Span) ?? []];
        foreach (var other in others)
        {
            if (!phrases.IsEmpty && parsed.GetResult(other) is { Implicit: false })
                throw new FaultException(
                    new Fault(Span.Name, $"it does not go together with {other.Name}", "leave one out")
                );
        }

        return phrases;
    }

    /// <summary>The sentence, if it has all phrases.</summary>
    public static Validation<Fault, Sentence> Check(ImmutableArray<Phrase> phrases, string place, Sentence sentence) =>
        phrases.Aggregate(
            Validation<Fault, Sentence>.Success(sentence),
            (checkedSoFar, phrase) => checkedSoFar.Bind(one => phrase.Check(place, one))
        );

    /// <summary>The table of phrases, where there are any, or else that of words, steps, features or pieces.</summary>
    /// <exception cref="FaultException">Options do not go together, or not with the model.</exception>
    public static PoolOption.Pooling Pooling(ExplainingOptions explained, ParseResult parsed, Explaining explaining)
    {
        var (granularity, pool) = (explained.Granularity, explained.Pool);
        if (granularity.IsMerged(parsed) && pool.IsOfVectors(parsed, explaining.Model.Network))
            throw new FaultException(
                new Fault(
                    granularity.Granularity.Name,
                    $"it does not go together with {pool.Pool.Name} none",
                    "leave one out"
                )
            );
        return explaining.Phrases.IsEmpty
            ? explained.Granularity.Read(
                parsed,
                explaining.Model.Network,
                () => explained.Pool.Read(parsed, explaining.Model.Network, explaining.Methods)
            )
            : new PoolOption.Pooling(
                Detail.Words,
                (writer, _, _) =>
                    new PhraseTable(
                        writer,
                        explaining.Phrases,
                        explanation => Relevances(explaining.Methods, explanation, explaining.Phrases)
                    )
            );
    }

    /// <summary>What phrases have by an explanation of one of some methods.</summary>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public static ImmutableArray<double> Relevances(
        ImmutableArray<Method> methods,
        Explanation explanation,
        ImmutableArray<Phrase> phrases
    )
    {
        var parts = methods.Single(method => method.Name == explanation.Method).OfPhrases(explanation, phrases);
        foreach (var (phrase, part) in phrases.Zip(parts).Where(one => !double.IsFinite(one.Item2)))
        {
            throw new FaultException(
                new Fault(
                    $"--span {phrase.Name} of \"{explanation.Prediction.Sentence}\", {explanation.Method}",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the relevance is {part}, where a finite number is expected"
                    ),
                    "scale the model's weights down"
                )
            );
        }

        return parts;
    }

    private static Phrase Parse(ArgumentResult result, string text)
    {
        var ends = text.Split('-')
            .Select(part =>
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0
            )
            .ToImmutableArray();
        if (ends.Length > 2 || ends[0] < 1 || ends[^1] < ends[0])
            result.AddError($"\"{text}\" is no span of words; write for example 2-4, or 2 for one word");
        return new Phrase(ends[0] - 1, ends[^1] - 1);
    }
}
