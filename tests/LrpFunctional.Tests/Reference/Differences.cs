using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>Central differences of the predicted score by each number that a network reads.</summary>
internal static class Differences
{
    private const double Step = 1e-5;

    /// <summary>Their squares are those that sensitivity analysis gives each feature.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sequence">What it reads.</param>
    /// <param name="most">How many numbers are moved at most, from the first to the last.</param>
    public static void Agree(RecurrentNetwork network, Sentence sequence, int most = int.MaxValue)
    {
        var (output, numbers) = (network.Predict(sequence).Class, sequence.Numbers.IfNone(Matrix.Zero(0, 0)));
        var squares = Gradient.Sensitivity.Explain(network, sequence, Featured.Options).FeaturesOrThrow();
        var count = Math.Min(most, numbers.Span.Length);
        foreach (var at in Enumerable.Range(0, count).Select(at => (int)((long)at * numbers.Span.Length / count)))
        {
            double Score(double change)
            {
                var moved = numbers.Span.ToArray();
                moved[at] += change;
                var changed = Sentence.Of(Matrix.Of(numbers.Rows, numbers.Columns, [.. moved]), Option<int>.None);
                return network.Predict(changed).Scores[output];
            }

            var slope = (Score(Step) - Score(-Step)) / (2 * Step);
            Close.Absolute(1e-7 * Math.Max(1, squares.Span[at]), [slope * slope], [squares.Span[at]]);
        }
    }
}
