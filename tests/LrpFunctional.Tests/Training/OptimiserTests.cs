using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training.Learning;

namespace LrpFunctional.Tests.Training;

public sealed class OptimiserTests
{
    // g is 0.5, then −0.25; worked out by hand from the papers' formulas.
    [Fact]
    public void Two_steps_of_Adam_are_those_of_its_paper()
    {
        var adam = new Optimiser.Adam(0.9, 0.99, 0);
        var once = adam.After(Learned.Of(Of(1)), Of(0.5), 0.1, 1);
        var twice = adam.After(once, Of(-0.25), 0.1, 2);
        var (m, v) = ((0.9 * 0.05) + (0.1 * -0.25), (0.99 * 0.0025) + (0.01 * 0.0625));
        Close.Absolute(1e-15, [0.9], once.Values.Span.ToArray());
        Close.Absolute(
            1e-15,
            [0.9 - (0.1 * (m / (1 - 0.81)) / Math.Sqrt(v / (1 - 0.9801)))],
            twice.Values.Span.ToArray()
        );
    }

    [Fact]
    public void Two_steps_of_AdaGrad_are_those_of_its_paper()
    {
        var adagrad = new Optimiser.AdaGrad(0);
        var once = adagrad.After(Learned.Of(Of(1)), Of(0.5), 0.1, 1);
        var twice = adagrad.After(once, Of(-0.25), 0.1, 2);
        Close.Absolute(1e-15, [0.9], once.Values.Span.ToArray());
        Close.Absolute(1e-15, [0.9 + (0.025 / Math.Sqrt(0.25 + 0.0625))], twice.Values.Span.ToArray());
    }

    private static Matrix Of(double value) => Matrix.Of(1, 1, [value]);
}
