using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Training;

/// <summary>A network that learns examples by a recipe.</summary>
/// <param name="Recipe">How it learns.</param>
/// <param name="Examples">What it learns.</param>
/// <param name="Loss">How wrong scores are, given what is wanted: <see cref="Learning.Loss.CrossEntropy"/> for
/// classes.</param>
public sealed record Lesson(Recipe Recipe, ImmutableArray<Example> Examples, Func<Matrix, Matrix, Loss> Loss)
{
    /// <summary>The row of the word that stands for unknown ones, where there is one.</summary>
    public Option<int> UnknownWord { get; init; }

    private int StepsOfEpoch => (Examples.Length + Recipe.BatchSize - 1) / Recipe.BatchSize;

    /// <summary>Random vectors for so many words.</summary>
    public Matrix RandomVectors(int words, int size) =>
        Recipe.VectorScale * RandomNumbers.Normals(Keys.Of((ulong)Recipe.Seed, 0, 1), words, size);

    /// <summary>The recipe's network before the first step, over word vectors (V × e), or none (0 × e).</summary>
    public Learner Start(Matrix vectors) =>
        Learner.Of(
            Recipe.Architecture.Initial(vectors.Columns, Examples[0].Wanted.Columns, Keys.Of((ulong)Recipe.Seed, 0, 2)),
            vectors
        );

    /// <summary>The epochs one after the other, each computed when it is asked for.</summary>
    /// <param name="start">Where it goes on from: the start, or any epoch of the same lesson.</param>
    /// <param name="epochs">How many epochs were done before.</param>
    /// <param name="threads">How many threads work; their number changes no bit.</param>
    /// <param name="follow">Is told of each step: epoch, how many of its steps were taken, out of how many.</param>
    /// <param name="cancellation">Ends the work before the next step.</param>
    /// <exception cref="FaultException">While it runs: a loss, or its gradient, is no finite number.</exception>
    public IEnumerable<Epoch> Run(
        Learner start,
        int epochs,
        int threads,
        Action<int, int, int> follow,
        CancellationToken cancellation = default
    )
    {
        var counts = Counts(start.Vectors.Length);
        var learner = start;
        for (var number = epochs + 1; number <= Recipe.Epochs; number++)
        {
            var key = Keys.Of((ulong)Recipe.Seed, 1, number);
            var batches = Minibatches.Of(Examples, Recipe.BatchSize, key);
            var (sum, steps) = (0.0, 0);
            foreach (var batch in batches)
            {
                cancellation.ThrowIfCancellationRequested();
                var (after, loss) = Step(learner, batch, counts, Keys.Of(key, 2, steps), threads);
                learner = after;
                sum += loss;
                follow(number, ++steps, batches.Length);
            }

            yield return new Epoch(number, learner, sum / steps);
        }
    }

    private (Learner After, double Loss) Step(
        Learner learner,
        ImmutableArray<Example> batch,
        ImmutableArray<int> counts,
        ulong key,
        int threads
    )
    {
        var alpha = Recipe.Dropouts.Words;
        var seen = UnknownWord.Match(
            unknown =>
                alpha > 0 ? Minibatches.WithUnknownWords(batch, unknown, counts, alpha, Keys.Of(key, -4, 0)) : batch,
            () => batch
        );
        var gradient = BatchGradient.Of(learner, seen, Loss, Recipe.Dropouts, Recipe.Precision, key, threads);
        var norm = gradient.Norm;
        if (!double.IsFinite(gradient.Loss + norm))
            throw new FaultException(Diverged(learner.Step + 1));
        var rate = Recipe.RateOf(learner.Step + 1, Recipe.Epochs * StepsOfEpoch);
        return (
            learner.After(gradient.ClippedTo(Recipe.Clip, norm), Recipe.Optimiser, rate, rate * Recipe.VectorRate),
            gradient.Loss
        );
    }

    private static Fault Diverged(int step) =>
        new(
            $"step {step}",
            "the loss or its gradient is no finite number: numbers of the data are too large, or the training diverged",
            "scale the data to about 1, lower the rate of the recipe, or say clip: 1"
        );

    private ImmutableArray<int> Counts(int words)
    {
        var counts = Examples
            .SelectMany(example => example.Sentence.Ids)
            .GroupBy(id => id)
            .ToDictionary(id => id.Key, id => id.Count());
        return [.. Enumerable.Range(0, words).Select(word => counts.GetValueOrDefault(word))];
    }
}
