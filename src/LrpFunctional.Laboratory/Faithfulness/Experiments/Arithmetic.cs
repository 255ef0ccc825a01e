using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Rules;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Toy arithmetic (Arras, Osman, Müller, Samek 2019): a network says n_a + n_b, or n_a − n_b, of two numbers in a
/// sequence, where n_b is told by coming later, or by a column of its own; the relevance of either step should be what
/// its number adds, and that of all others 0. Explained by the methods and by LRP with each of its product rules.
/// </summary>
public static class Arithmetic
{
    /// <summary>The tasks.</summary>
    public static ImmutableArray<string> Tasks { get; } = ["sum", "difference", "difference_by_columns"];

    /// <summary>
    /// ε of LRP with each product rule. A network that keeps a sum small, where tanh is a line, has 1 % of a state in an
    /// ε of 0.001, and more where two numbers cancel.
    /// </summary>
    public const double Epsilon = 1e-6;

    /// <summary>LRP with each product rule, named after it.</summary>
    public static ImmutableArray<Explainer> Rules { get; } =
    [.. ProductRule.Offered.Select(product => new Explainer($"lrp {product.Name}", [Lrp.With(RulesOf(product))]))];

    private static RuleSet RulesOf(ProductRule product)
    {
        var sums = new EpsilonRule(new Stabilizer(Epsilon), 0);
        return RuleSet.Of(sums.AsInProgram, product, sums);
    }

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "arithmetic",
            "The correlation of the relevance of two numbers with what they add to a sum, or a difference, that a network "
                + "of its own says: 1 is the best; random has 0.",
            "correlation",
            "",
            "",
            [],
            Of
        )
        {
            Tasks = Tasks,
        };

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        var tasks = bench.Tasks.Where(task => Tasks.Contains(task.Name)).ToImmutableArray();
        if (tasks.IsEmpty || tasks.Any(task => task.Sequences.IsEmpty))
            return new Fault("arithmetic", "there is no network of a sum or a difference with sequences", "name one");
        return new Findings(
            [],
            [.. tasks.SelectMany(task => Scores(bench with { Network = task.Network, Others = Rules }, task))],
            string.Join(", ", tasks.Select(task => $"{task.Sequences.Length} sequences of the {task.Name}"))
        );
    }

    private static IEnumerable<Score> Scores(Bench bench, KnownTask task)
    {
        var known = task.Sequences;
        var found = bench.Explain(known.Select(sequence => sequence.Sentence), Target.Class(0));
        return
        [
            .. Correlations(bench, $"{task.Name}: r of R_a", 0, known, found),
            .. Correlations(bench, $"{task.Name}: r of R_b", 1, known, found),
            .. bench.Scores(
                $"{task.Name}: |y − R_a − R_b|",
                Bench.Averaged(
                    found,
                    (explanation, at) =>
                        Math.Abs(explanation.Value - known[at].Steps.Sum(step => explanation.Relevances[step]))
                )
            ),
            .. bench.Scores(
                $"{task.Name}: share elsewhere",
                Bench.Averaged(found, (explanation, at) => Elsewhere(explanation.Relevances, known[at].Steps))
            ),
        ];
    }

    /// <summary>Σ_{t ≠ a, b} |R_t| / Σ_t |R_t|; what R_t = 1 has where all are 0.</summary>
    internal static double Elsewhere(ImmutableArray<double> relevances, ImmutableArray<int> steps)
    {
        var all = relevances.Sum(Math.Abs);
        return all > 0
            ? relevances.Where((_, step) => !steps.Contains(step)).Sum(Math.Abs) / all
            : 1 - ((double)steps.Length / relevances.Length);
    }

    private static IEnumerable<Score> Correlations(
        Bench bench,
        string part,
        int which,
        ImmutableArray<KnownSequence> known,
        ImmutableArray<ImmutableArray<ImmutableArray<Explanation>>> found
    )
    {
        ImmutableArray<double> truth = [.. known.Select(sequence => sequence.Summands[which])];
        ImmutableArray<ResampledCorrelation> correlations =
        [
            .. found.Select(draws =>
                ResampledCorrelation.Of(
                    [
                        .. draws.Select(draw =>
                            draw.Select((explanation, at) => explanation.Relevances[known[at].Steps[which]])
                                .ToImmutableArray()
                        ),
                    ],
                    truth,
                    bench.Seed
                )
            ),
        ];
        var names = bench.Explainers.Select(explainer => explainer.Name).ToImmutableArray();
        var lrp = names.IndexOf(Lrp.Default.Name);
        return names.Select(
            (name, at) =>
                new Score(
                    name,
                    part,
                    correlations[at].Estimate,
                    lrp < 0 || at == lrp ? Option<Estimate>.None : correlations[lrp].Minus(correlations[at])
                )
        );
    }
}
