using LrpFunctional.Layers;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Layers.Windows;

/// <summary>Pooling against loops over its windows.</summary>
public sealed class PoolingTests
{
    private const double Epsilon = 0.01;
    private const double Delta = 0.5;

    public static TheoryData<string> Settings { get; } =
    [.. WindowSettings.Names.Where(name => WindowSettings.Of(name).AreNeverEmpty)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Each_window_has_its_maximum_or_average(string name) =>
        Assert.All(
            Enum.GetValues<Pooling>(),
            pooling =>
            {
                var windows = WindowSettings.Of(name);
                var (rows, trace) = Run(windows, pooling);
                foreach (var lane in Enumerable.Range(0, 3))
                {
                    var literal = LiteralLane.Of(windows, rows, WindowSettings.Packing, lane);
                    Close.Absolute(
                        1e-14,
                        literal.Rows(
                            literal.Windows.Select(window =>
                                LiteralWindows.Pool(pooling, LiteralWindows.Of(window, literal.Places))
                            )
                        ),
                        trace.Packing.RowsOf(lane).SelectMany(row => trace.Made.Row(row).ToArray())
                    );
                }
            }
        );

    [Theory]
    [MemberData(nameof(Settings))]
    public void Relevance_goes_to_the_first_highest_place_or_by_the_epsilon_rule_to_all(string name) =>
        Assert.All(
            Enum.GetValues<Pooling>(),
            pooling =>
            {
                var windows = WindowSettings.Of(name);
                var (rows, trace) = Run(windows, pooling);
                var reaching = WindowSettings.Rows(7, trace.Made.Rows, trace.Made.Columns);
                var relevance = trace
                    .Relevance(RuleSet.Epsilon(Epsilon, Delta), 0, new Arriving.AtEach(reaching))
                    .ToRead(0)
                    .OfRows(Strand.InRows(rows.Columns), WindowSettings.Packing);
                foreach (var lane in Enumerable.Range(0, 3))
                {
                    var literal = LiteralLane.Of(windows, rows, WindowSettings.Packing, lane);
                    var ofWindows = literal.OfWindows(
                        [.. trace.Packing.RowsOf(lane).Select(row => reaching.Row(row).ToArray())],
                        WindowSettings.Channels
                    );
                    Close.Absolute(
                        1e-10,
                        LiteralLane.Read(windows, Relevance(pooling, literal, ofWindows)),
                        WindowSettings.Packing.RowsOf(lane).SelectMany(row => relevance.Row(row).ToArray())
                    );
                }
            }
        );

    [Fact]
    public void Of_equals_the_first_is_the_maximum()
    {
        var layer = WindowSettings.Layer(new PoolingWeights(new TimeWindows(new WindowAxis(2)), Pooling.Max), 1);
        var trace = layer.Forward(Packing.Of([3]), [Matrix.Of(3, 1, [-2, -2, -3])]);
        Assert.Equal([-2, -2], trace.Made.Span.ToArray());
        var back = trace.Gradient(new Arriving.AtEach(Matrix.Of(2, 1, [1, 10])));
        Assert.Equal([1, 10, 0], back.ToRead(0).OfRows(layer.Strands, Packing.Of([3])).Span.ToArray());
    }

    [Fact]
    public void A_window_that_can_be_all_padding_is_refused()
    {
        var refused = Assert.Throws<FaultException>(() =>
            WindowSettings.Layer(
                new PoolingWeights(
                    new TimeWindows(new WindowAxis(2) { Padding = new WindowPadding.Explicit(2, 0) }),
                    Pooling.Average
                ),
                1
            )
        );
        Assert.Contains("padded places only", refused.Message, StringComparison.Ordinal);
    }

    private static (Matrix Rows, ILayerTrace Trace) Run(IWindows windows, Pooling pooling)
    {
        var units = WindowSettings.Units(windows);
        var rows = WindowSettings.Rows(3, WindowSettings.Packing.Rows, units);
        return (
            rows,
            WindowSettings.Layer(new PoolingWeights(windows, pooling), units).Forward(WindowSettings.Packing, [rows])
        );
    }

    private static double[][] Relevance(Pooling pooling, LiteralLane lane, double[][] reaching)
    {
        var relevance = lane.Places.Select(place => new double[place.Length]).ToArray();
        for (var q = 0; q < lane.Windows.Length; q++)
        {
            var real = lane.Windows[q].Where(place => place >= 0).ToArray();
            var z = LiteralWindows.Pool(pooling, LiteralWindows.Of(lane.Windows[q], lane.Places));
            for (var c = 0; c < z.Length; c++)
            {
                if (pooling == Pooling.Max)
                {
                    relevance[real.First(place => lane.Places[place][c] == z[c])][c] += reaching[q][c];
                    continue;
                }

                var weight = 1.0 / (pooling == Pooling.Average ? real.Length : lane.Windows[q].Length);
                var sent = new LiteralRule(Epsilon, Delta).Send(
                    [.. real.Select(place => lane.Places[place][c])],
                    (_, _) => weight,
                    [0],
                    [z[c]],
                    [reaching[q][c]],
                    real.Length
                );
                foreach (var (at, place) in real.Index())
                    relevance[place][c] += sent[at];
            }
        }

        return relevance;
    }
}
