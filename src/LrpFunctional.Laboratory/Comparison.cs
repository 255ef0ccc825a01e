using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory;

/// <summary>How far methods agree and what they cost, over as many sentences as were added.</summary>
/// <param name="Methods">The names of the methods.</param>
/// <param name="Agreements">How far each agrees with each.</param>
/// <param name="Times">The time that each took, forward pass included.</param>
/// <param name="Sentences">How many sentences.</param>
public sealed record Comparison(
    ImmutableArray<string> Methods,
    AgreementTable Agreements,
    ImmutableArray<TimeSpan> Times,
    int Sentences
)
{
    /// <summary>Nothing compared yet.</summary>
    /// <param name="methods">The names of at least one method.</param>
    public static Comparison Of(ImmutableArray<string> methods) =>
        new(methods, AgreementTable.Among(methods.Length), [.. methods.Select(_ => TimeSpan.Zero)], 0);

    /// <summary>The comparison of methods over sentences, which are read once.</summary>
    /// <exception cref="NotSupportedException">The network is not supported by a method.</exception>
    public static Comparison Of(
        MethodRuns runs,
        IEnumerable<Sentence> sentences,
        CancellationToken cancellation = default
    ) =>
        runs.Over(sentences, cancellation)
            .Aggregate(
                Of([.. runs.Methods.Select(method => method.Name)]),
                (sum, lap) => lap.Explanations.Aggregate(sum.Add(lap.Times), (all, ofSentence) => all.Add(ofSentence))
            );

    /// <summary>With the explanations of one more sentence: method by method, class by class.</summary>
    public Comparison Add(ImmutableArray<Explanation> ofSentence) =>
        this with
        {
            Agreements = Agreements.Add(ofSentence),
            Sentences = Sentences + 1,
        };

    /// <summary>With more time of each method.</summary>
    public Comparison Add(ImmutableArray<TimeSpan> times) =>
        this with
        {
            Times = [.. Times.Zip(times, (sum, time) => sum + time)],
        };

    /// <summary>Milliseconds per sentence of a method; none without sentences.</summary>
    public Option<double> Milliseconds(int method) =>
        Sentences == 0 ? Option<double>.None : Times[method].TotalMilliseconds / Sentences;

    /// <summary>The cost of a method in times that of LRP; none where LRP takes no part.</summary>
    public Option<double> TimesLrp(int method) =>
        Sentences == 0 || Methods.IndexOf(Lrp.Default.Name) is not (>= 0 and var lrp)
            ? Option<double>.None
            : Times[method] / Times[lrp];
}
