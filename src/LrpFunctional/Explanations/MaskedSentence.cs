using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>
/// A sentence and the steps of it that a network reads; what is found for these is laid out over the whole, with zeros
/// for the steps that its mask skips.
/// </summary>
/// <param name="Network">The network.</param>
/// <param name="Whole">The sentence.</param>
/// <param name="Steps">The steps that are read, counted from 0, in their order.</param>
internal sealed record MaskedSentence(RecurrentNetwork Network, Sentence Whole, ImmutableArray<int> Steps)
{
    // As many as are read ahead anyway.
    private const int Window = 1024;

    public static MaskedSentence Of(RecurrentNetwork network, Sentence whole) =>
        new(network, whole, network.StepsRead(whole));

    /// <summary>What is read.</summary>
    /// <exception cref="ArgumentException">All steps are skipped.</exception>
    public Sentence Read => Whole.At(Steps);

    /// <summary>
    /// A function of sentences that are read whole, applied to a stream of those that may hold masked steps.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="sentences">The stream, read once.</param>
    /// <param name="whole">One result for each sentence, in their order.</param>
    /// <param name="over">A result, laid out over the sentence.</param>
    public static IEnumerable<T> Map<T>(
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Func<RecurrentNetwork, IEnumerable<Sentence>, IEnumerable<T>> whole,
        Func<MaskedSentence, T, T> over
    ) =>
        network.Mask.IsNone
            ? whole(network, sentences)
            : Windows(network, sentences)
                .SelectMany(window =>
                    window.Zip(whole(network.WithoutMask, window.Select(masked => masked.Read)), over)
                );

    /// <summary>A stream, cut into windows.</summary>
    public static IEnumerable<ImmutableArray<MaskedSentence>> Windows(
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences
    ) => sentences.Chunk(Window).Select(window => window.Select(sentence => Of(network, sentence)).ToImmutableArray());

    /// <summary>The first words or steps of the sentence.</summary>
    public MaskedSentence Prefix(int length) =>
        new(Network, Whole.Prefix(length), [.. Steps.TakeWhile(step => step < length)]);

    /// <summary>
    /// The lengths of the prefixes of which no more is read than this many steps: up to the next step that is read.
    /// </summary>
    public IEnumerable<int> LengthsOf(int steps) =>
        Enumerable.Range(Steps[steps - 1] + 1, (steps < Steps.Length ? Steps[steps] : Whole.Length) - Steps[steps - 1]);

    public Prediction Over(Prediction prediction) => prediction with { Sentence = Whole };

    /// <summary>Rows of the steps read (… × e) as rows of all steps (T × e).</summary>
    public Matrix Over(Matrix rows) => MatrixRows.Gather(rows, Places().AsSpan());

    public Explanation Over(Explanation explanation) =>
        explanation with
        {
            Prediction = Over(explanation.Prediction),
            Provenance = explanation.Provenance with { Network = Network },
            Relevances = OverWords(explanation.Relevances),
            Features = explanation.Features.Map(Over),
            Ledger = explanation.Ledger.Map(Over),
            States = explanation.States.Map(states => states.Select(Over).ToImmutableArray()),
            Sampled = explanation.Sampled.Map(sampled =>
                sampled with
                {
                    StandardErrors = OverWords(sampled.StandardErrors),
                }
            ),
        };

    private ImmutableArray<double> OverWords(ImmutableArray<double> numbers) =>
        [.. Places().Select(place => place < 0 ? 0 : numbers[place])];

    private Explanation Under(Explanation explanation) =>
        explanation with
        {
            Prediction = explanation.Prediction with { Sentence = Read },
            Provenance = explanation.Provenance with { Network = Network.WithoutMask },
            Relevances = [.. Steps.Select(step => explanation.Relevances[step])],
            Features = explanation.Features.Map(features => MatrixRows.Gather(features, Steps.AsSpan())),
        };

    private Option<Phrase> Under(Phrase phrase)
    {
        var (before, through) = (Steps.Count(step => step < phrase.First), Steps.Count(step => step <= phrase.Last));
        return through > before ? new Phrase(before, through - 1) : Option<Phrase>.None;
    }

    /// <summary>
    /// What phrases of the whole have, given what those of the words read have; 0 where nothing of a phrase is read.
    /// </summary>
    public ImmutableArray<double> OfPhrases(
        Explanation explanation,
        ImmutableArray<Phrase> phrases,
        Func<Explanation, ImmutableArray<Phrase>, ImmutableArray<double>> read
    )
    {
        var under = phrases.Select(Under).ToImmutableArray();
        var found = read(Under(explanation), [.. under.Somes()]);
        return [.. under.Select((phrase, at) => phrase.Match(_ => found[under.Take(at).Somes().Count()], () => 0))];
    }

    private Ledger Over(Ledger ledger) =>
        ledger with
        {
            Entries =
            [
                .. ledger.Entries.Select(entry =>
                    entry with
                    {
                        Step = entry.Direction.Bind(direction => entry.Step.Map(step => StepOf(direction, step))),
                    }
                ),
            ],
        };

    private StateRelevance Over(StateRelevance state) =>
        state with
        {
            Step = state.Word.Match(_ => StepOf(state.Direction, state.Step), () => state.Step),
            Word = state.Word.Map(word => Steps[word]),
        };

    // The steps of a cell count in the order in which it reads.
    private int StepOf(Direction direction, int step) =>
        direction == Direction.LeftToRight ? Steps[step] : Whole.Length - 1 - Static - Steps[^(step + 1 + Static)];

    // The cells do not read the static features, which stand behind the last step.
    private int Static => Network.StaticSize > 0 ? 1 : 0;

    /// <summary>The place of each step among those that are read; −1 for one that is skipped.</summary>
    private ImmutableArray<int> Places() =>
        [.. Enumerable.Range(0, Whole.Length).Select(step => Math.Max(-1, Steps.BinarySearch(step)))];
}
