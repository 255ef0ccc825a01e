using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// The pointing game on hybrid documents (Poerner, Roth, Schütze 2018): ten sentences after a shuffle make a document;
/// a hit is a document whose most relevant word for the class predicted stands in a sentence that people gave that
/// class. Documents without such a sentence, in which no hit can be, are left out.
/// </summary>
public static class Pointing
{
    /// <summary>The sentences of a document.</summary>
    public const int PerDocument = 10;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "pointing",
            "The share of documents of ten shuffled sentences whose most relevant word lies in a sentence with the class "
                + "that the document is predicted to be of: the larger the better; random says what chance does.",
            "share of hits",
            "",
            "",
            ["cd", "shapley"],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        var labelled = bench.Labelled;
        if (labelled.Length < PerDocument)
            return new Fault(
                "pointing",
                $"{labelled.Length} sentences have a label, where {PerDocument} make a document",
                "give more sentences, with the classes that people gave"
            );
        ImmutableArray<ImmutableArray<Sentence>> documents =
        [
            .. RandomNumbers
                .Permutation(RandomNumbers.Bits((ulong)bench.Seed, 0), labelled.Length)
                .Select(at => labelled[at])
                .Chunk(PerDocument)
                .Where(parts => parts.Length == PerDocument)
                .Select(parts => parts.ToImmutableArray()),
        ];
        var possible = documents
            .Zip(bench.Predict(documents.Select(Joined)), (parts, prediction) => (parts, prediction.Class))
            .Where(document => document.parts.Any(part => part.Label.Exists(label => label == document.Class)))
            .ToImmutableArray();
        return possible.IsEmpty
            ? new Fault(
                "pointing",
                $"none of {documents.Length} documents is predicted to be of a class that one of its sentences has",
                "give more sentences"
            )
            : Of(bench, documents.Length, [.. possible.Select(document => document.parts)]);
    }

    private static Findings Of(Bench bench, int all, ImmutableArray<ImmutableArray<Sentence>> documents)
    {
        var explanations = bench.Explain(documents.Select(Joined), Target.Predicted);
        var hits = Bench.Averaged(explanations, (explanation, at) => IsHit(documents[at], explanation) ? 1 : 0);
        return new Findings(
            [],
            bench.Scores("hits", hits, ofDocuments => Wilson.Share(ofDocuments.Sum(), ofDocuments.Length)),
            $"{documents.Length} of {all} documents of {PerDocument} sentences, those with a sentence of the class predicted"
        );
    }

    private static bool IsHit(ImmutableArray<Sentence> parts, Explanation explanation)
    {
        var top = Ordering.MostFirst(explanation)[0];
        var ends = parts.Select((_, at) => parts.Take(at + 1).Sum(part => part.Length));
        var found = ends.TakeWhile(end => end <= top).Count();
        return parts[found].Label.Exists(label => label == explanation.Prediction.Class);
    }

    private static Sentence Joined(ImmutableArray<Sentence> parts) =>
        parts[0].Numbers.IsSome
            ? Sentence.Of(
                MatrixRows.Stack(
                    parts[0].Numbers.Map(numbers => numbers.Columns).IfNone(0),
                    [.. parts.Select(part => part.Numbers).Somes()]
                ),
                Option<int>.None
            )
            : Sentence.Of(
                [.. parts.SelectMany(part => part.Words)],
                [.. parts.SelectMany(part => part.Ids)],
                Option<int>.None
            );
}
