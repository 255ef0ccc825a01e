using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.Dropouts;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

public sealed class WeightGradientTests
{
    private const double Step = 1e-5;
    private const int PlacesOfEach = 7;

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void What_is_learned_of_each_kind_of_network_has_the_gradient_of_central_differences(string kind)
    {
        NetworkWeights weights = NetworkKinds.All[kind].Weights();
        AgreesWithDifferences(weights);
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void The_quick_way_finds_what_the_steps_find(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var batch = PackedBatch.Of(RandomNetworks.Sentences(network, 8, 3, 9, 1, 4, 4, 6, 12));
        var byScores = ByScores(batch.Packing.Lanes(0), network.Classes.Length);
        var steps = GradientPass.Back(ForwardPass.Run(network, batch), byScores).ByWeights;
        Agrees(1e-10, steps, Quick<double>(network, batch, byScores, threads: 1));
        Agrees(1e-3, steps, Quick<float>(network, batch, byScores, threads: 1));
        Assert.Equal(
            Quick<float>(network, batch, byScores, threads: 1).SelectMany(layer => layer),
            Quick<float>(network, batch, byScores, threads: 4).SelectMany(layer => layer)
        );
    }

    [Fact]
    public void Behind_a_dropout_gradients_are_those_of_the_units_that_it_kept()
    {
        var cell = SmallLayers.Cell(1, SmallLayers.Width, 5);
        AgreesWithDifferences(
            NetworkWeights.Chain(
                SmallLayers.Numbers,
                new DropoutWeights(0.5, 7),
                new LrpFunctional.Layers.Recurrent.RecurrentWeights(cell),
                new DropoutWeights(0.3, 8),
                new LrpFunctional.Layers.Readings.ReadingWeights(LrpFunctional.Layers.Readings.Reading.LastState),
                SmallLayers.Dense(2, 2, 5)
            )
        );
    }

    private static void AgreesWithDifferences(NetworkWeights weights)
    {
        var network = RandomNetworks.Build(weights);
        var batch = PackedBatch.Of(RandomNetworks.Sentences(network, 15, 1, 5, 3, 5));
        var byScores = ByScores(4, network.Classes.Length);
        var gradient = GradientPass.Back(ForwardPass.Run(network, batch), byScores).ByWeights;
        foreach (var (layer, placed) in weights.Layers.Select((placed, layer) => (layer, placed)))
        {
            var learned = placed.Weights.Learned;
            Assert.True(learned.IsEmpty || learned.Length == gradient[layer].Length);
            foreach (var (at, weight) in learned.Select((weight, at) => (at, weight)).Where(each => each.weight.IsSome))
            {
                var values = weight.IfNone(SmallLayers.Numbers).Values;
                var places = Places(values.Span.Length);
                double Objective(int place, double change) =>
                    Dot(byScores, Scores(weights, batch, layer, at, Moved(values, place, change)));
                Near(
                    1e-6,
                    places.Select(place => (Objective(place, Step) - Objective(place, -Step)) / (2 * Step)),
                    places.Select(place => gradient[layer][at].Span[place])
                );
            }
        }
    }

    private static Matrix Scores(NetworkWeights weights, PackedBatch batch, int layer, int at, Matrix values)
    {
        var placed = weights.Layers[layer];
        ImmutableArray<Matrix> all =
        [
            .. placed.Weights.Learned.Select(weight => weight.Match(own => own.Values, () => Matrix.Zero(1, 1))),
        ];
        var moved = weights with
        {
            Layers = weights.Layers.SetItem(
                layer,
                placed with
                {
                    Weights = placed.Weights.WithLearned(all.SetItem(at, values)),
                }
            ),
        };
        return ForwardPass.Run(RandomNetworks.Build(moved), batch).Scores;
    }

    private static ImmutableArray<ImmutableArray<Matrix>> Quick<T>(
        RecurrentNetwork network,
        PackedBatch batch,
        Matrix byScores,
        int threads
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = Run<T>.Of(network, batch, table: null, Recording.Gates, threads);
        using var gradient = RunGradient<T>.Of(run, byScores);
        return gradient.ByWeights;
    }

    private static void Agrees(
        double tolerance,
        ImmutableArray<ImmutableArray<Matrix>> expected,
        ImmutableArray<ImmutableArray<Matrix>> actual
    )
    {
        foreach (var (slow, quick) in expected.Zip(actual))
        {
            Assert.Equal(slow.Length, quick.Length);
            foreach (var (one, other) in slow.Zip(quick))
                Near(tolerance, one.Span.ToArray(), other.Span.ToArray());
        }
    }

    // The bias of the last scorer of an attention has no influence: nothing is relative to its gradient.
    private static void Near(double tolerance, IEnumerable<double> expected, IEnumerable<double> actual)
    {
        double[] numbers = [.. expected];
        Close.Absolute(tolerance * Math.Max(1, numbers.Max(Math.Abs)), numbers, actual);
    }

    private static Matrix ByScores(int lanes, int classes) => SmallLayers.Of(3, lanes, classes).Values;

    private static ImmutableArray<int> Places(int count) =>
        [
            .. Enumerable
                .Range(0, Math.Min(count, PlacesOfEach))
                .Select(at => at * count / Math.Min(count, PlacesOfEach)),
        ];

    private static Matrix Moved(Matrix values, int place, double change)
    {
        var moved = values.Span.ToArray();
        moved[place] += change;
        return Matrix.Of(values.Rows, values.Columns, [.. moved]);
    }

    private static double Dot(Matrix one, Matrix other) => one.Times(other).Span.ToArray().Sum();
}
