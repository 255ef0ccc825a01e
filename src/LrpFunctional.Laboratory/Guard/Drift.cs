using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory.Guard;

/// <summary>How far explanations moved between two tables.</summary>
/// <param name="Tolerance">How far they may.</param>
/// <param name="Sentences">The sentences as the earlier table has them, then those that are new.</param>
public sealed record Drift(Tolerance Tolerance, ImmutableArray<SentenceChange> Sentences)
{
    /// <summary>Whether every explanation that was is still there, within the tolerance, and no other.</summary>
    public bool Agrees => Sentences.All(sentence => sentence.Verdict == Verdict.Agrees);

    /// <summary>Those of a verdict.</summary>
    public ImmutableArray<SentenceChange> Of(Verdict verdict) =>
        [.. Sentences.Where(sentence => sentence.Verdict == verdict)];

    /// <summary>The fewest that would have to be put back for the order that was.</summary>
    public ImmutableArray<SentenceChange> Reordered => [.. Sentences.Where(sentence => sentence.IsReordered)];

    /// <summary>Those whose explanations changed: first by verdict, gravest first, then by distance; at most as many as
    /// are asked for.</summary>
    public ImmutableArray<SentenceChange> Worst(int most) =>
        [
            .. Sentences
                .Where(sentence => sentence.Verdict != Verdict.Agrees)
                .SelectMany(sentence => sentence.Worst.Map(worst => (sentence, worst)))
                .OrderByDescending(pair => pair.sentence.Verdict)
                .ThenByDescending(pair => pair.worst.Distance.IfNone(double.PositiveInfinity))
                .Take(most)
                .Select(pair => pair.sentence),
        ];

    /// <summary>
    /// What changed from one table to another. Sentences are the same where their names are, if both tables have names,
    /// else where their words are, or the numbers of sequences of numbers; of several, the first is the first.
    /// </summary>
    /// <returns>It, or how the earlier table is none of the same kind, prefixes, methods or targets.</returns>
    public static Validation<Fault, Drift> Of(KeptTable before, KeptTable now, Tolerance tolerance) =>
        before.Shape.Check(now.Shape).Bind(_ => OfSame(before, now, tolerance));

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Drift? other) =>
        other is not null && Tolerance == other.Tolerance && Sentences.AsSpan().SequenceEqual(other.Sentences.AsSpan());

    /// <summary>A hash over the tolerance.</summary>
    public override int GetHashCode() => HashCode.Combine(Tolerance, Sentences.Length);

    private static Validation<Fault, Drift> OfSame(KeptTable before, KeptTable now, Tolerance tolerance)
    {
        var key = Key(before.Shape.Rows, byName: HasNames(before) && HasNames(now));
        var (were, are) = (Keyed(before, key), Keyed(now, key));
        var places = are.Select((sentence, at) => (sentence.Key, at)).ToDictionary(pair => pair.Key, pair => pair.at);
        var known = were.Select(sentence => sentence.Key).ToHashSet();
        ImmutableArray<int> found =
        [
            .. were.Where(sentence => places.ContainsKey(sentence.Key)).Select(sentence => places[sentence.Key]),
        ];
        var inOrder = Rising.Longest(found).Select(at => found[at]).ToHashSet();
        return Validations
            .All(
                were.Select(sentence =>
                    places.TryGetValue(sentence.Key, out var at)
                        ? SentenceChange
                            .Of(sentence.Sentence, are[at].Sentence, tolerance)
                            .Map(change => change with { IsReordered = !inOrder.Contains(at) })
                        : SentenceChange.Missing(sentence.Sentence)
                )
            )
            .Map(changes => new Drift(
                tolerance,
                [
                    .. changes,
                    .. are.Where(sentence => !known.Contains(sentence.Key))
                        .Select(sentence => SentenceChange.New(sentence.Sentence)),
                ]
            ));
    }

    private static bool HasNames(KeptTable table) => table.Sentences.Any(sentence => sentence.Id.IsSome);

    private static Func<KeptSentence, (Option<string> Name, string Words)> Key(KeptRows rows, bool byName) =>
        sentence =>
            byName && sentence.Id.IsSome ? (sentence.Id, "")
            : rows == KeptRows.Words
                ? (Option<string>.None, string.Concat(sentence.Places.Select(word => $"{word.Length}:{word}")))
            : (Option<string>.None, $"{sentence.Number}");

    private static ImmutableArray<(((Option<string>, string) Same, int Earlier) Key, KeptSentence Sentence)> Keyed(
        KeptTable table,
        Func<KeptSentence, (Option<string>, string)> key
    ) => [.. Numbered.Keys(table.Sentences, key).Zip(table.Sentences)];
}
