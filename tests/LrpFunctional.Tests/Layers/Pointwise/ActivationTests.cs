using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;
using MathNet.Numerics;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Pointwise;

/// <summary>Activations of one number, in a dense layer and as a layer of their own.</summary>
public sealed class ActivationTests
{
    private static readonly ImmutableArray<double> Slopes = [0.25, -0.5, 0];

    private static ImmutableDictionary<string, (Activation Made, Func<double, double> Literal)> All { get; } =
        new (Activation, Func<double, double>)[]
        {
            (Activation.None, z => z),
            (Activation.Tanh, Math.Tanh),
            (Activation.Relu, z => Math.Max(0, z)),
            (Activation.Sigmoid, Logistic),
            (Activation.HardSigmoid(0.2, 0.5), z => Math.Clamp((0.2 * z) + 0.5, 0, 1)),
            (Activation.LeakyRelu(0.01), z => z > 0 ? z : 0.01 * z),
            (Activation.Elu(1.5), z => z > 0 ? z : 1.5 * (Math.Exp(z) - 1)),
            (Activation.Selu, z => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.Exp(z) - 1))),
            (Activation.Gelu, z => z * 0.5 * (1 + SpecialFunctions.Erf(z / Math.Sqrt(2)))),
            (
                Activation.GeluTanh,
                z => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * Math.Pow(z, 3)))))
            ),
            (Activation.Silu, z => z * Logistic(z)),
            (Activation.Softplus, z => Math.Log(1 + Math.Exp(z))),
            (Activation.Softsign, z => z / (1 + Math.Abs(z))),
            (Activation.Exponential, Math.Exp),
            (Activation.Tanh.Clipped(0.9), z => Math.Tanh(Math.Clamp(z, -0.9, 0.9))),
        }.ToImmutableDictionary(pair => $"{pair.Item1}");

    public static TheoryData<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_slope_and_rescale_are_what_the_formula_says(string name)
    {
        const double Step = 1e-6;
        var (activation, literal) = All[name];
        var z = Matrix.Of(1, 81, [.. Enumerable.Range(-40, 81).Select(i => (i * 0.1731) + 0.00713)]);
        var (y, ones) = (activation.Of(z), Matrix.Constant(1, 81, 1));
        Close.Relative(1e-14, z.Span.ToArray().Select(literal), y.Span.ToArray());
        Close.Relative(
            1e-7,
            z.Span.ToArray().Select(at => (literal(at + Step) - literal(at - Step)) / (2 * Step)),
            activation.Back(ones, z, y).Span.ToArray()
        );
        foreach (var distance in new[] { 0.8, 1e-7, 1e-12, 0 })
        {
            var other = z.Map(number => number - distance);
            var multipliers = activation.Rescaled(ones, new Pair(z, other));
            var changes = z.Span.ToArray().Zip(other.Span.ToArray(), (to, from) => literal(to) - literal(from));
            Close.Absolute(1e-11, changes, multipliers.Times(z - other).Span.ToArray());
            Assert.All(multipliers.Span.ToArray(), number => Assert.True(double.IsFinite(number)));
        }
    }

    [Fact]
    public void Each_unit_has_its_own_slope_where_slopes_are_learned()
    {
        var activation = Activation.PRelu(Slopes);
        var z = Matrix.Of(2, 3, [-2, -2, -2, 3, -4, 5]);
        var y = activation.Of(z);
        Assert.Equal([-0.5, 1, 0, 3, 2, 5], y.Span.ToArray());
        Assert.Equal([0.25, -0.5, 0, 1, -0.5, 1], activation.Back(Matrix.Constant(2, 3, 1), z, y).Span.ToArray());
        Assert.Contains(
            "slopes for 3 units, where 2 are expected",
            Assert
                .Throws<FaultException>(() => Build(Network(Dense(5, 2, 3) with { Activation = activation })))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_activation_is_a_value_and_says_what_it_is()
    {
        Assert.Equal(Activation.LeakyRelu(0.01), Activation.LeakyRelu(0.01));
        Assert.NotEqual(Activation.LeakyRelu(0.01), Activation.LeakyRelu(0.02));
        Assert.NotEqual(Activation.LeakyRelu(0.01), Activation.Elu(0.01));
        Assert.Equal(Activation.PRelu(Slopes), Activation.PRelu([.. Slopes]));
        Assert.Equal(
            ["None", "Tanh", "Relu", "HardSigmoid(0.2, 0.5)"],
            new[] { Activation.None, Activation.Tanh, Activation.Relu, Activation.HardSigmoid(0.2, 0.5) }.Select(
                activation => $"{activation}"
            )
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void As_a_layer_of_its_own_it_is_explained_as_in_a_dense_layer(string name)
    {
        var activation = All[name].Made;
        var apart = Build(Network(new ActivationWeights(activation)));
        var together = Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(Cell(1, Width, 3)),
                new ReadingWeights(Reading.LastState),
                Dense(7, 3, 3) with
                {
                    Activation = activation,
                },
                Dense(6, 2, 3)
            )
        );
        NetworkClaims.GradientsAreThoseOfDifferences(apart);
        NetworkClaims.RelevanceIsConservedAndLedgersClose(apart);
        NetworkClaims.MultipliersAddUp(apart);
        NetworkClaims.PartsAddUp(apart);
        NetworkClaims.TheQuickWayGivesWhatTheStepsGive(apart);
        NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(apart);
        NetworkClaims.GradientsAreThoseOfDifferences(together);
        NetworkClaims.MultipliersAddUp(together);
        NetworkClaims.PartsAddUp(together);
        Assert.NotEqual(apart.Hash, together.Hash);
    }

    // Between two layers at each step, and behind the reading.
    private static NetworkWeights Network(ILayerWeights added) =>
        NetworkWeights.Chain(
            Numbers,
            new RecurrentWeights(Cell(1, Width, 3)),
            added,
            new RecurrentWeights(Cell(2, added is DenseWeights ? 2 : 3, 3)),
            new ReadingWeights(Reading.LastState),
            Dense(7, 3, 3),
            added is DenseWeights ? new ActivationWeights(Activation.Tanh) : added,
            Dense(6, 2, 3)
        );

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));
}
