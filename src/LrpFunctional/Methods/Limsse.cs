using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// LIMSSE: R = argmin_v Σ_n (f(substring n) − Σ_{t in substring n} v_t)², the words' parts in a linear model, without a
/// constant, of what the network says of runs of neighbouring words, each read as a sentence of its own (Poerner, Roth,
/// Schütze 2018). Every run of 1 to 6 words counts once, where there are no more of them than samples; else they are
/// drawn, first a length, then a start, each as likely as any other.
/// </summary>
public static class Limsse
{
    /// <summary>The most substrings, unless another number is given.</summary>
    public const int UsualSamples = 3000;

    /// <summary>The longest substring, unless another is given.</summary>
    public const int UsualLongest = 6;

    /// <summary>How many substrings there may be.</summary>
    public static NumberRange SampleCounts { get; } =
        NumberRange.Whole(1, 10_000_000, $"{UsualSamples} is the default");

    /// <summary>What the longest substring may be.</summary>
    public static NumberRange Lengths { get; } = NumberRange.Whole(1, int.MaxValue, $"{UsualLongest} is the default");

    /// <summary>At most 3000 substrings of up to 6 words.</summary>
    public static Method Default { get; } = With();

    /// <summary>The method limsse.</summary>
    /// <param name="samples">The most substrings that are all taken, and how many are drawn of more; from 1 to 10
    /// million.</param>
    /// <param name="longest">The longest substring, from 1 on.</param>
    /// <param name="seed">What the substrings come from, with the sentence's own words or numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one substring, or none has a word.</exception>
    public static Method With(int samples = UsualSamples, int longest = UsualLongest, int seed = 0) =>
        Method.Of(
            "limsse",
            "a linear model of substrings",
            $"{SampleCounts.Require(nameof(samples), samples)} substrings of up to "
                + $"{Lengths.Require(nameof(longest), longest)} words, seed {seed}",
            new SentenceWords(
                HasFeatures: false,
                (network, sentence, outputs) =>
                    Shares(Substrings(sentence, samples, longest, seed), network, sentence, outputs)
            )
        );

    /// <summary>The substrings of a sentence, each different one once, with how often it counts.</summary>
    internal static ImmutableArray<(Substring Substring, int Count)> Substrings(
        Sentence sentence,
        int samples,
        int longest = UsualLongest,
        int seed = 0
    )
    {
        var lengths = Enumerable.Range(1, Math.Min(longest, sentence.Length));
        return lengths.Sum(length => (long)sentence.Length - length + 1) <= samples
            ?
            [
                .. from length in lengths
                from first in Enumerable.Range(0, sentence.Length - length + 1)
                select (new Substring(first, length), 1),
            ]
            : Drawn(sentence, samples, longest, seed);
    }

    private static ImmutableArray<(Substring Substring, int Count)> Drawn(
        Sentence sentence,
        int samples,
        int longest,
        int seed
    )
    {
        var key = Changes.Key(seed, sentence);
        Substring Next(int sample)
        {
            var length = 1 + RandomNumbers.Below(Math.Min(longest, sentence.Length), key, 2 * sample);
            return new Substring(RandomNumbers.Below(sentence.Length - length + 1, key, (2 * sample) + 1), length);
        }

        return
        [
            .. Enumerable
                .Range(0, samples)
                .Select(Next)
                .CountBy(substring => substring)
                .Select(counted => (counted.Key, counted.Value)),
        ];
    }

    private static ImmutableArray<SentenceShare> Shares(
        ImmutableArray<(Substring Substring, int Count)> taken,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        Changes.RequireNoStatic(network, "limsse reads a few steps alone");
        var read = taken.Select(one =>
            Changes.Pick(
                network,
                sentence,
                [.. Enumerable.Range(one.Substring.First, one.Substring.Length)],
                Sentence.ZeroId
            )
        );
        SentenceShare Share(ImmutableArray<double> values) =>
            new(
                LeastSquares.OfSubstrings(
                    sentence.Length,
                    [.. taken.Select(one => one.Substring)],
                    [.. taken.Select(one => one.Count)],
                    values
                ),
                Option<double>.None,
                Option<Matrix>.None
            );
        return [.. OutputSlopes.Values(network, read, outputs).Select(Share)];
    }
}
