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
/// drawn, first a length, then a start, each as likely as any other. The standard errors are those of coefficients of
/// least squares whose residues e_n differ in size (White 1980; MacKinnon, White 1985, HC1): with a row x_n of X for
/// each of N substrings, the square roots of the diagonal of N / (N − T) (XᵀX)⁻¹ Xᵀ diag(e²) X (XᵀX)⁻¹.
/// </summary>
public static class Limsse
{
    /// <summary>The most substrings, unless another number is given.</summary>
    public const int UsualSamples = 3000;

    /// <summary>The longest substring, unless another is given.</summary>
    public const int UsualLongest = 6;

    /// <summary>The most substrings where a standard error is sought, unless another number is given.</summary>
    public const int UsualMost = Rounds.MostTimes * UsualSamples;

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
        Of(Rounds.Of((int)SampleCounts.Require(nameof(samples), samples)), longest, seed);

    /// <summary>
    /// The method limsse with at most 3000 substrings, then twice as many, until no word of the sentence has a larger
    /// standard error; none has any once there are no more substrings than samples.
    /// </summary>
    /// <param name="error">The standard error, in the unit of f, from 0 on.</param>
    /// <param name="most">The most substrings, from 1 to 10 million.</param>
    /// <param name="longest">The longest substring, from 1 on.</param>
    /// <param name="seed">What the substrings come from, with the sentence's own words or numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The error is negative or no number, there is less than one
    /// substring, or none has a word.</exception>
    public static Method Until(double error, int most = UsualMost, int longest = UsualLongest, int seed = 0) =>
        Of(Rounds.Until(error, UsualSamples, (int)SampleCounts.Require(nameof(most), most)), longest, seed);

    private static Method Of(Rounds rounds, int longest, int seed) =>
        Method.Of(
            "limsse",
            "a linear model of substrings",
            rounds.Of($"substrings of up to {Lengths.Require(nameof(longest), longest)} words") + $", seed {seed}",
            new SentenceWords(
                HasFeatures: false,
                (network, sentence, outputs) => Shares(rounds, longest, seed, network, sentence, outputs)
            )
        ) with
        {
            IsSampled = true,
        };

    /// <summary>The substrings of a sentence, each different one once, with how often it counts.</summary>
    internal static ImmutableArray<(Substring Substring, int Count)> Substrings(
        Sentence sentence,
        int samples,
        int longest = UsualLongest,
        int seed = 0
    )
    {
        return HasAll(sentence, samples, longest)
            ?
            [
                .. from length in Enumerable.Range(1, Math.Min(longest, sentence.Length))
                from first in Enumerable.Range(0, sentence.Length - length + 1)
                select (new Substring(first, length), 1),
            ]
            : Drawn(sentence, samples, longest, seed);
    }

    private static bool HasAll(Sentence sentence, int samples, int longest) =>
        Enumerable.Range(1, Math.Min(longest, sentence.Length)).Sum(length => (long)sentence.Length - length + 1)
        <= samples;

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
        Rounds rounds,
        int longest,
        int seed,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        Changes.RequireNoStatic(network, "limsse reads a few steps alone");
        Sentence Read(Substring substring) =>
            Changes.Pick(network, sentence, [.. Enumerable.Range(substring.First, substring.Length)], Sentence.ZeroId);
        Taken Grown(Taken fewer, int samples)
        {
            var substrings = Substrings(sentence, samples, longest, seed);
            ImmutableArray<Substring> fresh =
            [
                .. substrings.Select(one => one.Substring).Where(one => !fewer.Values.ContainsKey(one)),
            ];
            var values = OutputSlopes.Values(network, fresh.Select(Read), outputs);
            return new Taken(
                samples,
                substrings,
                fewer.Values.AddRange(
                    fresh.Select(
                        (one, at) =>
                            KeyValuePair.Create(one, values.Select(ofOutput => ofOutput[at]).ToImmutableArray())
                    )
                )
            );
        }

        SentenceShare Share(Taken taken, int output)
        {
            ImmutableArray<Substring> substrings = [.. taken.Substrings.Select(one => one.Substring)];
            ImmutableArray<int> counts = [.. taken.Substrings.Select(one => one.Count)];
            ImmutableArray<double> values = [.. substrings.Select(one => taken.Values[one][output])];
            var words = LeastSquares.OfSubstrings(sentence.Length, substrings, counts, values);
            return new SentenceShare(words, Option<double>.None, Option<Matrix>.None)
            {
                Sampled = HasAll(sentence, taken.Samples, longest)
                    ? Sampled.Whole(sentence.Length, rounds.Sought)
                    : new Sampled(
                        [.. LeastSquares.StandardErrors(words, substrings, counts, values).Span],
                        taken.Samples,
                        rounds.Sought
                    ),
            };
        }

        return rounds.Draw(
            new Taken(0, [], ImmutableDictionary<Substring, ImmutableArray<double>>.Empty),
            Grown,
            taken => [.. Enumerable.Range(0, outputs.Length).Select(output => Share(taken, output))]
        );
    }

    /// <summary>Substrings, how often each counts, and f of each that was read, for each output.</summary>
    private sealed record Taken(
        int Samples,
        ImmutableArray<(Substring Substring, int Count)> Substrings,
        ImmutableDictionary<Substring, ImmutableArray<double>> Values
    );
}
