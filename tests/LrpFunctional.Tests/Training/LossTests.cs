using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training.Learning;

namespace LrpFunctional.Tests.Training;

public sealed class LossTests
{
    private const double Step = 1e-6;

    [Fact]
    public void Cross_entropy_of_even_scores_is_the_logarithm_of_how_many_classes_there_are()
    {
        var loss = Loss.CrossEntropy(Matrix.Zero(1, 4), Matrix.Of(1, 4, [0, 1, 0, 0]));
        Assert.Equal(Math.Log(4), loss.Value[0, 0], 12);
        Assert.Equal([0.25, -0.75, 0.25, 0.25], loss.ByScores.Span.ToArray());
    }

    [Fact]
    public void Squared_error_is_half_the_square_of_what_is_missed()
    {
        var loss = Loss.SquaredError(Matrix.Of(1, 2, [3, 1]), Matrix.Of(1, 2, [1, 1]));
        Assert.Equal(2, loss.Value[0, 0]);
        Assert.Equal([2.0, 0], loss.ByScores.Span.ToArray());
    }

    [Fact]
    public void Scores_of_any_size_have_a_finite_loss()
    {
        var loss = Loss.CrossEntropy(Matrix.Of(1, 2, [1_000, -1_000]), Matrix.Of(1, 2, [0, 1]));
        Assert.Equal(2_000, loss.Value[0, 0], 9);
    }

    [Fact]
    public void Each_gradient_is_that_of_central_differences()
    {
        var (scores, wanted) = (SmallLayers.Of(1, 3, 4).Values, SmallLayers.Of(2, 3, 4).Values.Map(Math.Abs));
        var distribution = wanted.Over(wanted.RowSums().Repeat(4));
        foreach (var loss in new Func<Matrix, Matrix, Loss>[] { Loss.CrossEntropy, Loss.SquaredError })
        {
            double Sum(int place, double change)
            {
                var moved = scores.Span.ToArray();
                moved[place] += change;
                return loss(Matrix.Of(3, 4, [.. moved]), distribution).Value.Span.ToArray().Sum();
            }

            Close.Absolute(
                1e-8,
                Enumerable.Range(0, 12).Select(place => (Sum(place, Step) - Sum(place, -Step)) / (2 * Step)),
                loss(scores, distribution).ByScores.Span.ToArray()
            );
        }
    }
}
