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
    public static void Agree(RecurrentNetwork network, Sentence sequence)
    {
        var (output, numbers) = (network.Predict(sequence).Class, sequence.Numbers.IfNone(Matrix.Zero(0, 0)));
        var squares = Gradient.Sensitivity.Explain(network, sequence, Featured.Options).FeaturesOrThrow();
        foreach (var at in Enumerable.Range(0, numbers.Span.Length))
        {
            double Score(double change)
            {
                var moved = numbers.Span.ToArray();
                moved[at] += change;
                var changed = Sentence.Of(Matrix.Of(numbers.Rows, numbers.Columns, [.. moved]), Option<int>.None);
                return network.Predict(changed).Scores[output];
            }

            var slope = (Score(Step) - Score(-Step)) / (2 * Step);
            Close.Absolute(1e-7, [slope * slope], [squares.Span[at]]);
        }
    }
}
