using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>What an experiment is made on.</summary>
/// <param name="Network">The network.</param>
/// <param name="Sentences">The sentences; some experiments need their labels.</param>
/// <param name="Methods">Who explains, beside chance; no two have the same name.</param>
/// <param name="Erasing">How words are taken out.</param>
/// <param name="Seed">What all that is random comes from.</param>
/// <param name="Options">How it is computed.</param>
/// <param name="Cancellation">Ends the work.</param>
public sealed record Bench(
    RecurrentNetwork Network,
    ImmutableArray<Sentence> Sentences,
    ImmutableArray<Method> Methods,
    Erasing Erasing,
    int Seed,
    ExplainOptions Options,
    CancellationToken Cancellation = default
)
{
    /// <summary>Who explains: the methods, and behind them chance.</summary>
    public ImmutableArray<Explainer> Explainers => [.. Methods.Select(Explainer.Of), .. Others, Explainer.Random(Seed)];

    /// <summary>Who explains beside methods and chance.</summary>
    public ImmutableArray<Explainer> Others { get; init; } = [];

    /// <summary>Tasks whose reasons are known, each with its network, for experiments that are made on these.</summary>
    public ImmutableArray<KnownTask> Tasks { get; init; } = [];

    /// <summary>
    /// The column of the data by which relevance is gathered, where one is named: the sentences then have what stands
    /// in it as their own names.
    /// </summary>
    public LanguageExt.Option<string> By { get; init; }

    /// <summary>A way to train a small network, where there is one.</summary>
    public LanguageExt.Option<Relearning> Relearning { get; init; }

    /// <summary>What experiments share, where they share something.</summary>
    internal LanguageExt.Option<SharedExplanations> Shared { get; init; }

    /// <summary>
    /// The same bench for several experiments, which share what its methods say of its sentences for the output
    /// predicted: it is found once, when it is first asked for, and kept as long as the bench. With another network,
    /// other methods or other options it is not taken.
    /// </summary>
    public Bench Sharing() => this with { Shared = SharedExplanations.Of(this) };

    /// <summary>The sentences that have a label that is one of the network's classes.</summary>
    public ImmutableArray<Sentence> Labelled =>
        [.. Sentences.Where(sentence => sentence.Label.Exists(label => label < Network.Classes.Length))];

    /// <summary>What the network says of sentences.</summary>
    /// <exception cref="FaultException">A score is not finite.</exception>
    public ImmutableArray<Prediction> Predict(IEnumerable<Sentence> sentences) =>
        [.. Network.Predict(sentences, Options, Cancellation).Select(Finite)];

    /// <summary>
    /// The explanations of sentences, explainer by explainer, draw by draw, sentence by sentence; of a target with one
    /// output.
    /// </summary>
    /// <exception cref="NotSupportedException">The network is not supported by a method.</exception>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public ImmutableArray<ImmutableArray<ImmutableArray<Explanation>>> Explain(
        IEnumerable<Sentence> sentences,
        Target target
    )
    {
        var found = Explain([.. Explainers.SelectMany(explainer => explainer.Draws)], sentences, target);
        return
        [
            .. Explainers.Select(
                (explainer, at) =>
                {
                    var first = Explainers.Take(at).Sum(earlier => earlier.Draws.Length);
                    return explainer
                        .Draws.Select((_, draw) => found.Select(of => of[first + draw]).ToImmutableArray())
                        .ToImmutableArray();
                }
            ),
        ];
    }

    /// <summary>The explanations of sentences, sentence by sentence, method by method; of a target with one
    /// output.</summary>
    /// <exception cref="NotSupportedException">The network is not supported by a method.</exception>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public ImmutableArray<ImmutableArray<Explanation>> Explain(
        ImmutableArray<Method> methods,
        IEnumerable<Sentence> sentences,
        Target target
    )
    {
        IEnumerable<ImmutableArray<Explanation>> Found(ImmutableArray<Method> by, IEnumerable<Sentence> of) =>
            Pipelines.Explain(by, Network, of, target, Options, Cancellation);
        return
        [
            .. Shared
                .Filter(shared => shared.AreOf(Network, Options))
                .Match(
                    shared => shared.Explain(methods, [.. sentences], target, Found),
                    () => Found(methods, sentences)
                )
                .Select(ofSentence => ofSentence.Select(Finite).ToImmutableArray()),
        ];
    }

    /// <summary>The mean over draws of what each draw has for each sentence, explainer by explainer.</summary>
    public static ImmutableArray<ImmutableArray<double>> Averaged(
        ImmutableArray<ImmutableArray<ImmutableArray<Explanation>>> explanations,
        Func<Explanation, int, double> value
    ) =>
        [
            .. explanations.Select(draws =>
                draws[0].Select((_, at) => draws.Average(draw => value(draw[at], at))).ToImmutableArray()
            ),
        ];

    /// <summary>
    /// What the network says of sentences that explanations change, in the mean over draws: explainer by explainer,
    /// sentence by sentence, change by change. All changed sentences run together.
    /// </summary>
    /// <param name="explanations">Explainer by explainer, draw by draw, sentence by sentence.</param>
    /// <param name="count">How many changes there are of each sentence.</param>
    /// <param name="change">The changed sentences, given an explanation and the place of its sentence.</param>
    /// <param name="value">What counts of a prediction, given the place of the sentence.</param>
    public ImmutableArray<ImmutableArray<ImmutableArray<double>>> Changed(
        ImmutableArray<ImmutableArray<ImmutableArray<Explanation>>> explanations,
        int count,
        Func<Explanation, int, IEnumerable<Sentence>> change,
        Func<Prediction, int, double> value
    )
    {
        var sentences = explanations[0][0].Length;
        var values = Predict(explanations.SelectMany(draws => draws.SelectMany(draw => draw.SelectMany(change))))
            .Select((prediction, at) => value(prediction, at / count % sentences))
            .ToImmutableArray();
        double Mean(int first, int draws, int sentence, int which) =>
            Enumerable.Range(first, draws).Average(draw => values[(((draw * sentences) + sentence) * count) + which]);
        return
        [
            .. explanations.Select(
                (draws, explainer) =>
                {
                    var first = explanations.Take(explainer).Sum(earlier => earlier.Length);
                    return draws[0]
                        .Select(
                            (_, sentence) =>
                                Enumerable
                                    .Range(0, count)
                                    .Select(which => Mean(first, draws.Length, sentence, which))
                                    .ToImmutableArray()
                        )
                        .ToImmutableArray();
                }
            ),
        ];
    }

    /// <summary>At most so many sentences, drawn by the seed, in the order in which they came.</summary>
    public ImmutableArray<Sentence> Sample(ImmutableArray<Sentence> sentences, int most) =>
        [
            .. RandomNumbers
                .Permutation(RandomNumbers.Bits((ulong)Seed, sentences.Length), sentences.Length)
                .Take(most)
                .Order()
                .Select(at => sentences[at]),
        ];

    /// <summary>
    /// How each explainer does in a part of an experiment, given one number for each sentence, and how far LRP lies
    /// from it.
    /// </summary>
    /// <param name="part">The name of the part.</param>
    /// <param name="values">Explainer by explainer, sentence by sentence.</param>
    /// <param name="estimate">The mean with its interval; by the bootstrap where none is given.</param>
    public ImmutableArray<Score> Scores(
        string part,
        ImmutableArray<ImmutableArray<double>> values,
        Func<ImmutableArray<double>, Estimate>? estimate = null
    )
    {
        var of = estimate ?? (ofSentences => Bootstrap.Mean(ofSentences, Seed));
        var lrp = Explainers.Select(explainer => explainer.Name).ToImmutableArray().IndexOf(Lrp.Default.Name);
        return values.IsEmpty || values[0].IsEmpty
            ? []
            :
            [
                .. Explainers.Select(
                    (explainer, at) =>
                        new Score(
                            explainer.Name,
                            part,
                            of(values[at]),
                            lrp < 0 || at == lrp
                                ? LanguageExt.Option<Estimate>.None
                                : Bootstrap.Difference(values[lrp], values[at], Seed)
                        )
                ),
            ];
    }

    private Explanation Finite(Explanation explanation) =>
        Finite(
            explanation,
            explanation.Prediction.Sentence,
            place => Finiteness.Of(place, Options.Precision, explanation)
        );

    private Prediction Finite(Prediction prediction) =>
        Finite(prediction, prediction.Sentence, place => Finiteness.Of(place, Options.Precision, prediction));

    // The sentence is looked for only where there is something to say of it.
    private T Finite<T>(T result, Sentence sentence, Func<string, LanguageExt.Option<Fault>> check) =>
        check("").IsNone
            ? result
            : throw new FaultException([
                .. check(
                        Sentences.IndexOf(sentence) is >= 0 and var at
                            ? $"sentence {at + 1}"
                            : $"a sentence of {sentence.Length} words made of others"
                    )
                    .ToSeq(),
            ]);
}
