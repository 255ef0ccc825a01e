using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>
/// What a bench's methods say of its sentences for the output predicted, found once, method by method, when it is first
/// asked for.
/// </summary>
/// <param name="Network">The network that they are of, and no other, were it equal.</param>
/// <param name="Options">How they are computed.</param>
/// <param name="Places">The place of each sentence, itself and no other that equals it.</param>
/// <param name="Predictions">Sentence by sentence.</param>
/// <param name="OfMethods">Of each method, itself and no other that equals it, sentence by sentence.</param>
internal sealed record SharedExplanations(
    RecurrentNetwork Network,
    ExplainOptions Options,
    ImmutableDictionary<Sentence, int> Places,
    Lazy<ImmutableArray<Prediction>> Predictions,
    ImmutableDictionary<Method, Lazy<ImmutableArray<Explanation>>> OfMethods
)
{
    /// <summary>
    /// Those of the bench's sentences of which two steps are read or more: others some experiments leave out.
    /// </summary>
    public static SharedExplanations Of(Bench bench)
    {
        ImmutableArray<Sentence> sentences =
        [
            .. bench
                .Sentences.Where(sentence => bench.Network.StepsRead(sentence).Length > 1)
                .Distinct<Sentence>(ReferenceEqualityComparer.Instance),
        ];
        ImmutableArray<Explanation> Found(Method method) =>
            [.. method.Explain(bench.Network, sentences, Target.Predicted, bench.Options, bench.Cancellation)];
        return new SharedExplanations(
            bench.Network,
            bench.Options,
            ImmutableDictionary.CreateRange<Sentence, int>(
                ReferenceEqualityComparer.Instance,
                sentences.Select(KeyValuePair.Create)
            ),
            new Lazy<ImmutableArray<Prediction>>(() =>
                [.. bench.Network.Predict(sentences, bench.Options, bench.Cancellation)]
            ),
            ImmutableDictionary.CreateRange<Method, Lazy<ImmutableArray<Explanation>>>(
                ReferenceEqualityComparer.Instance,
                bench.Methods.Select(method =>
                    KeyValuePair.Create(method, new Lazy<ImmutableArray<Explanation>>(() => Found(method)))
                )
            )
        );
    }

    /// <summary>Whether they are of this network, computed in this way.</summary>
    public bool AreOf(RecurrentNetwork network, ExplainOptions options) =>
        ReferenceEquals(Network, network) && Options == options;

    /// <summary>The explanations of sentences, sentence by sentence, method by method.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="sentences">The sentences.</param>
    /// <param name="target">A target with one output.</param>
    /// <param name="find">Finds those that are not shared, sentence by sentence, method by method.</param>
    public ImmutableArray<ImmutableArray<Explanation>> Explain(
        ImmutableArray<Method> methods,
        ImmutableArray<Sentence> sentences,
        Target target,
        Func<ImmutableArray<Method>, IEnumerable<Sentence>, IEnumerable<ImmutableArray<Explanation>>> find
    )
    {
        var all = sentences.Select((sentence, at) => (Sentence: sentence, At: at, Place: Place(sentence, target)));
        var (known, unknown) = (
            all.Where(one => one.Place.IsSome).ToImmutableArray(),
            all.Where(one => one.Place.IsNone).ToImmutableArray()
        );
        ImmutableArray<int> places = [.. known.SelectMany(one => one.Place.AsEnumerable())];
        ImmutableArray<Method> others = [.. methods.Where(method => !OfMethods.ContainsKey(method))];
        ImmutableArray<ImmutableArray<Explanation>> beside =
        [
            .. others.IsEmpty ? [] : find(others, known.Select(one => one.Sentence)),
        ];
        ImmutableArray<Explanation> Of(Method method) =>
            OfMethods.TryGetValue(method, out var shared)
                ? [.. places.Select(place => shared.Value[place])]
                : [.. beside.Select(ofSentence => ofSentence[others.IndexOf(method)])];
        var columns = places.IsEmpty ? [] : methods.Select(Of).ToImmutableArray();
        var found = find(methods, unknown.Select(one => one.Sentence));
        return
        [
            .. known
                .Select((one, row) => (one.At, Of: columns.Select(column => column[row]).ToImmutableArray()))
                .Concat(unknown.Zip(found, (one, of) => (one.At, Of: of)))
                .OrderBy(one => one.At)
                .Select(one => one.Of),
        ];
    }

    // What is explained of it has to be the output predicted.
    private Option<int> Place(Sentence sentence, Target target) =>
        Places.TryGetValue(sentence, out var place)
        && Predictions.Value[place] is var prediction
        && target.Outputs(prediction).AsSpan().SequenceEqual(Target.Predicted.Outputs(prediction).AsSpan())
            ? place
            : Option<int>.None;
}
