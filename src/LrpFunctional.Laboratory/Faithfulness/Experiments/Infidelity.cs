using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Infidelity (Yeh et al. 2019) of words: Σ_S (β Σ_{t ∈ S} R_t − Δ_S)² / Σ_S Δ_S² with Δ_S = f(x) − f(x without the
/// words of S), f the score of the class predicted, over drawn sets S that hold each word with probability one half; the
/// scale β ≥ 0 that is best for the sentence makes methods of different scales comparable. 0 foretells every change; 1
/// foretells none.
/// </summary>
public static class Infidelity
{
    /// <summary>How many sets are drawn of each sentence.</summary>
    public const int Sets = 50;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "infidelity",
            "The part of the changes of the score, when random sets of words are taken out, that the sums of their "
                + "relevances do not foretell: the smaller the better; 0 foretells all of them, 1 none.",
            "part not foretold",
            "",
            "",
            [],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        // Of one word a set is all or nothing, which any number foretells.
        ImmutableArray<Sentence> cases =
        [
            .. bench.Sentences.Where(sentence => bench.Network.StepsRead(sentence).Length > 1),
        ];
        if (cases.IsEmpty)
            return new Fault("infidelity", "no sentence has two words that are read", "give longer sentences");
        var predictions = bench.Predict(cases);
        ImmutableArray<ImmutableArray<ImmutableArray<int>>> sets =
        [
            .. cases.Select(sentence => Drawn(bench, sentence)),
        ];
        ImmutableArray<ImmutableArray<double>> changes =
        [
            .. bench
                .Predict(
                    cases.SelectMany(
                        (sentence, at) =>
                            sets[at].Select(set => bench.Erasing.Without(bench.Network, sentence, set.Contains))
                    )
                )
                .Chunk(Sets)
                .Select(
                    (after, at) =>
                    {
                        var of = predictions[at].Class;
                        return after.Select(one => predictions[at].Scores[of] - one.Scores[of]).ToImmutableArray();
                    }
                ),
        ];
        var missed = Bench.Averaged(
            bench.Explain(cases, Target.Predicted),
            (explanation, at) =>
                Missed([.. sets[at].Select(set => set.Sum(step => explanation.Relevances[step]))], changes[at])
        );
        return new Findings(
            [],
            bench.Scores("infidelity", missed),
            $"{cases.Length} sentences of two words or more, {Sets} sets of words of each; words taken out by "
                + bench.Erasing.Name
        );
    }

    /// <summary>
    /// min_{β ≥ 0} Σ (β a − Δ)² / Σ Δ² = 1 − max(0, Σ a Δ)² / (Σ a² Σ Δ²); 1 where either is zero everywhere.
    /// </summary>
    internal static double Missed(ImmutableArray<double> foretold, ImmutableArray<double> changes)
    {
        var together = Math.Max(0, foretold.Zip(changes, (sum, change) => sum * change).Sum());
        var sizes = foretold.Sum(sum => sum * sum) * changes.Sum(change => change * change);
        return sizes > 0 ? Math.Max(0, 1 - (together * together / sizes)) : 1;
    }

    // A mask that skips zeros leaves nothing of a sentence whose every word is taken out: one word always stays.
    private static ImmutableArray<ImmutableArray<int>> Drawn(Bench bench, Sentence sentence)
    {
        var (read, key) = (bench.Network.StepsRead(sentence), Changes.Key(bench.Seed, sentence));
        return
        [
            .. Enumerable
                .Range(0, Sets)
                .Select(set =>
                {
                    var bits = RandomNumbers.Bits(key, set);
                    var kept = RandomNumbers.Below(read.Length, bits, read.Length);
                    return read.Where((_, at) => at != kept && RandomNumbers.Below(2, bits, at) == 1)
                        .ToImmutableArray();
                }),
        ];
    }
}
