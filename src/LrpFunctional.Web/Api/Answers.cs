using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Cli;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Sequences;
using LrpFunctional.Web.Serving;

namespace LrpFunctional.Web.Api;

/// <summary>Explanations as what is sent.</summary>
internal static class Answers
{
    /// <summary>As JSON.</summary>
    public static ExplainAnswer Of(Served served, ImmutableArray<ImmutableArray<Explanation>> explanations) =>
        new(served.Network.Hash, Provenance.Version, [.. explanations.Select(ofSentence => Of(served, ofSentence))]);

    /// <summary>As the table that <c>lrp explain</c> writes.</summary>
    public static string Csv(Served served, ImmutableArray<ImmutableArray<Explanation>> explanations)
    {
        using var writer = new StringWriter();
        using (IRelevanceTable table = served.Network.ReadsNumbers ? new StepTable(writer) : new WordTable(writer))
        {
            foreach (var (at, ofSentence) in explanations.Index())
            {
                foreach (var explanation in ofSentence)
                    table.Add(at + 1, explanation);
            }
        }

        return writer.ToString();
    }

    /// <summary>As heatmaps; pieces of words come together.</summary>
    public static HeatmapSet Heatmaps(Served served, ImmutableArray<ImmutableArray<Explanation>> explanations) =>
        new(
            [
                .. explanations.Select(
                    (ofSentence, at) => Heatmap.Of(at + 1, ofSentence, served.Naming, Granularities.Words, Merges.Sum)
                ),
            ],
            Palette.RedBlue,
            Scale.Sentence,
            $"lrp {Provenance.Version}, network {served.Network.Hash}"
        );

    /// <summary>The probability of each class, where there are such.</summary>
    public static ImmutableArray<double>? Probabilities(Served served, Prediction prediction) =>
        prediction.Scores.Length == 1
            ? null
            :
            [
                .. prediction.Scores.Select(
                    (_, at) => Output.Of(at, ModelNaming.ProbabilityOf(served.Model)).Value(prediction.Scores)
                ),
            ];

    /// <summary>The words that were read, and where they stand in the text.</summary>
    public static ImmutableArray<ExplainAnswer.Word>? Words(Served served, Sentence sentence)
    {
        if (sentence.Numbers.IsSome)
            return null;
        var spans = sentence.Written.Map(written => written.Spans);
        var unknown = served.Network.Vocabulary.UnknownId;
        return
        [
            .. sentence.Words.Select(
                (word, at) =>
                {
                    var span = spans.Map(all => all[at]);
                    return new ExplainAnswer.Word(
                        word,
                        span.MatchUnsafe(some => some.First, () => (int?)null),
                        span.MatchUnsafe(some => some.End, () => (int?)null),
                        sentence.Ids[at] != Sentence.ZeroId && !unknown.Exists(id => id == sentence.Ids[at])
                    );
                }
            ),
        ];
    }

    private static ExplainAnswer.Result Of(Served served, ImmutableArray<Explanation> explanations)
    {
        var prediction = explanations[0].Prediction;
        return new ExplainAnswer.Result(
            Words(served, prediction.Sentence),
            prediction.Sentence.Length,
            prediction.Scores,
            Probabilities(served, prediction),
            prediction.Class,
            served.Naming.Predicted(prediction),
            [.. explanations.Select(explanation => Of(served, explanation))]
        );
    }

    private static ExplainAnswer.Explained Of(Served served, Explanation explanation)
    {
        var largest = explanation.Relevances.Max(Math.Abs);
        return new ExplainAnswer.Explained(
            explanation.Method,
            explanation.Provenance.Settings,
            explanation.Provenance.IsSigned,
            explanation.Target.Name,
            served.Naming.Target(explanation.Target),
            explanation.Value,
            explanation.Leftover.MatchUnsafe(leftover => leftover, () => (double?)null),
            explanation.Relevances,
            [.. explanation.Relevances.Select(one => Palette.Level(Scale.Sentence.Shade(one, largest)))]
        );
    }
}
