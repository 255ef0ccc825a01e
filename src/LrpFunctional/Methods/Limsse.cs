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
/// <param name="Samples">The most substrings that are all taken, and how many are drawn of more; from 1 to 10
/// million.</param>
/// <param name="Longest">The longest substring, from 1 on.</param>
/// <param name="Seed">What the substrings come from, with the sentence's own words or numbers.</param>
public sealed record Limsse(int Samples = 3000, int Longest = 6, int Seed = 0)
{
    /// <summary>How many substrings there may be.</summary>
    public static NumberRange SampleCounts { get; } = NumberRange.Whole(1, 10_000_000, "3000 is the default");

    /// <summary>What the longest substring may be.</summary>
    public static NumberRange Lengths { get; } = NumberRange.Whole(1, int.MaxValue, "6 is the default");

    /// <summary>The method limsse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one substring, or none has a word.</exception>
    public Method Method =>
        Method.Of(
            "limsse",
            "a linear model of substrings",
            $"{SampleCounts.Require(nameof(Samples), Samples)} substrings of up to "
                + $"{Lengths.Require(nameof(Longest), Longest)} words, seed {Seed}",
            new SentenceWords(HasFeatures: false, Shares)
        );

    /// <summary>The substrings of a sentence, each different one once, with how often it counts.</summary>
    internal ImmutableArray<(Substring Substring, int Count)> Substrings(Sentence sentence)
    {
        var lengths = Enumerable.Range(1, Math.Min(Longest, sentence.Length));
        return lengths.Sum(length => (long)sentence.Length - length + 1) <= Samples
            ?
            [
                .. from length in lengths
                from first in Enumerable.Range(0, sentence.Length - length + 1)
                select (new Substring(first, length), 1),
            ]
            : Drawn(sentence);
    }

    private ImmutableArray<(Substring Substring, int Count)> Drawn(Sentence sentence)
    {
        var key = Changes.Key(Seed, sentence);
        Substring Next(int sample)
        {
            var length = 1 + RandomNumbers.Below(Math.Min(Longest, sentence.Length), key, 2 * sample);
            return new Substring(RandomNumbers.Below(sentence.Length - length + 1, key, (2 * sample) + 1), length);
        }

        return
        [
            .. Enumerable
                .Range(0, Samples)
                .Select(Next)
                .CountBy(substring => substring)
                .Select(counted => (counted.Key, counted.Value)),
        ];
    }

    private ImmutableArray<SentenceShare> Shares(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var taken = Substrings(sentence);
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
