using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// Occlusion: R_t = 1/w Σ_{j=t−w+1…t} (f(sentence) − f(sentence without the words j … j+w−1)), the mean over the w
/// windows that cover word t, those at the ends of the sentence cut off there; with w = 1 leave-one-out (Li, Monroe,
/// Jurafsky 2016; windows by Poerner, Roth, Schütze 2018).
/// </summary>
public static class Occlusion
{
    /// <summary>What w may be.</summary>
    public static NumberRange Windows { get; } = NumberRange.Whole(1, 1000, "1, 3 and 7 are customary");

    /// <summary>Leave-one-out, with zeros for the word.</summary>
    public static Method Default { get; } = With();

    /// <summary>The method: occlusion, occlusion-3 and so on, with what is not usual at the end of its name.</summary>
    /// <param name="window">w, from 1 to 1000.</param>
    /// <param name="erasure">How words are taken out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is shorter than 1 or longer than 1000.</exception>
    public static Method With(int window = 1, Erasure erasure = Erasure.Zero) =>
        Method.Of(
            MethodNames.Of(
                "occlusion",
                (Windows.Require(nameof(window), window) > 1, $"{window}"),
                (erasure == Erasure.Unknown, "unknown"),
                (erasure == Erasure.Removal, "removal")
            ),
            window == 1
                ? "what the class loses without the word"
                : $"what the class loses without {window} words, the mean of all windows around the word",
            $"window {window}, erasure {erasure}",
            new SentenceWords(
                HasFeatures: false,
                (network, sentence, outputs) => Shares(window, erasure, network, sentence, outputs)
            )
        );

    private static ImmutableArray<SentenceShare> Shares(
        int window,
        Erasure erasure,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        if (erasure == Erasure.Removal)
            Changes.RequireNoStatic(network, "occlusion by removal shortens a sequence");
        if (window > 1)
            Changes.RequireNoStatic(network, "occlusion of several steps takes neighbours");
        // The k-th window ends with word k.
        var changed = Enumerable
            .Range(0, sentence.Length + window - 1)
            .Select(last => Without(erasure, network, sentence, last - window + 1, window));
        SentenceShare Share(ImmutableArray<double> values)
        {
            double Mean(int word) => Enumerable.Range(word, window).Average(last => values[0] - values[1 + last]);
            return new SentenceShare(
                Matrix.Of(sentence.Length, 1, [.. Enumerable.Range(0, sentence.Length).Select(Mean)]),
                Option<double>.None,
                Option<Matrix>.None
            );
        }

        return [.. OutputSlopes.Values(network, changed.Prepend(sentence), outputs).Select(Share)];
    }

    private static Sentence Without(Erasure erasure, RecurrentNetwork network, Sentence sentence, int first, int window)
    {
        bool IsOut(int step) => step >= first && step - first < window;
        var steps = Enumerable.Range(0, sentence.Length);
        var left = steps.Where(step => !IsOut(step)).ToImmutableArray();
        return erasure == Erasure.Removal && !left.IsEmpty
            ? Changes.Pick(network, sentence, left, Sentence.ZeroId)
            : Changes.Pick(
                network,
                sentence,
                [.. steps.Select(step => IsOut(step) ? -1 : step)],
                erasure == Erasure.Unknown ? Changes.UnknownId(network) : Sentence.ZeroId
            );
    }
}
