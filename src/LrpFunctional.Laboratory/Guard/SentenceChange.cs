using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory.Guard;

/// <summary>A sentence as it was and as it is.</summary>
/// <param name="Verdict">What became of its explanations.</param>
/// <param name="Before">As it was, if it was there.</param>
/// <param name="Now">As it is, if it is there.</param>
/// <param name="Explanations">Those that are on both sides: method by method, target by target.</param>
/// <param name="IsReordered">Whether it stands elsewhere among the others; that changes no explanation.</param>
public sealed record SentenceChange(
    Verdict Verdict,
    Option<KeptSentence> Before,
    Option<KeptSentence> Now,
    ImmutableArray<ExplanationChange> Explanations,
    bool IsReordered
)
{
    /// <summary>The explanation that changed most, first by verdict, then by distance; there is none of a sentence that
    /// is on one side only.</summary>
    public Option<ExplanationChange> Worst =>
        Explanations.IsEmpty
            ? Option<ExplanationChange>.None
            : Explanations.MaxBy(change => (change.Verdict, change.Distance.IfNone(double.PositiveInfinity)))!;

    /// <summary>The sentence as it is, or as it was where it is no more.</summary>
    public KeptSentence Sentence => (Now | Before).IfNone(() => throw new InvalidOperationException("it is nowhere"));

    /// <summary>A sentence that is on one side only.</summary>
    internal static SentenceChange Missing(KeptSentence before) =>
        new(Verdict.Missing, before, Option<KeptSentence>.None, [], IsReordered: false);

    /// <summary>The same for one that is new.</summary>
    internal static SentenceChange New(KeptSentence now) =>
        new(Verdict.New, Option<KeptSentence>.None, now, [], IsReordered: false);

    /// <summary>A sentence on both sides, or why its explanations are no pairs.</summary>
    internal static Validation<Fault, SentenceChange> Of(KeptSentence before, KeptSentence now, Tolerance tolerance)
    {
        var (were, are) = (ByKey(before), ByKey(now));
        var hasOtherWords = !before.Places.AsSpan().SequenceEqual(now.Places.AsSpan());
        if (!hasOtherWords && !were.Keys.ToHashSet().SetEquals(are.Keys))
            return new Fault(
                before.Where,
                $"{before.Name} has {were.Count} explanations there, where {are.Count} are expected, as in {now.Where}",
                "give the --target, --position and --method that it was made with"
            );
        ImmutableArray<ExplanationChange> changes =
        [
            .. before
                .Explanations.Zip(Keys(before), (was, key) => (was, key))
                .Where(pair => are.ContainsKey(pair.key))
                .Select(pair => ExplanationChange.Of(pair.was, are[pair.key], tolerance)),
        ];
        return new SentenceChange(
            hasOtherWords ? Verdict.OtherWords : changes.Max(change => change.Verdict),
            before,
            now,
            changes,
            IsReordered: false
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(SentenceChange? other) =>
        other is not null
        && (Verdict, Before, Now, IsReordered) == (other.Verdict, other.Before, other.Now, other.IsReordered)
        && Explanations.AsSpan().SequenceEqual(other.Explanations.AsSpan());

    /// <summary>A hash over verdict and sentence.</summary>
    public override int GetHashCode() => HashCode.Combine(Verdict, Before, Now, IsReordered);

    private static Dictionary<((string, int?), int), KeptExplanation> ByKey(KeptSentence sentence) =>
        sentence
            .Explanations.Zip(Keys(sentence), (explanation, key) => (explanation, key))
            .ToDictionary(pair => pair.key, pair => pair.explanation);

    // By the same method after the same words there are several where several classes are explained, in their order.
    private static ImmutableArray<((string Method, int? Prefix) Key, int Earlier)> Keys(KeptSentence sentence) =>
        Numbered.Keys(sentence.Explanations, explanation => (explanation.Method, explanation.Prefix.ToNullable()));
}
