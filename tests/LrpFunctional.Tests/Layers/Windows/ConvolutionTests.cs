using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Layers.Windows;

/// <summary>A convolution against loops over its windows.</summary>
public sealed class ConvolutionTests
{
    private const int Outputs = 4;

    public static TheoryData<string> Settings { get; } = [.. WindowSettings.Names];

    public static TheoryData<string> Rules => LiteralLinearRule.Names;

    [Theory]
    [MemberData(nameof(Settings))]
    public void Each_window_has_its_sum(string name)
    {
        foreach (var groups in new[] { 1, 2 })
        {
            var weights = Weights(WindowSettings.Of(name), groups, Activation.Tanh);
            var (rows, trace) = Run(weights);
            Assert.Equal(trace.Made.Rows, trace.Packing.Rows);
            foreach (var lane in Enumerable.Range(0, 3))
            {
                var literal = LiteralLane.Of(weights.Windows, rows, WindowSettings.Packing, lane);
                Close.Absolute(
                    1e-12,
                    literal.Rows(Sums(weights, literal).Select(sums => sums.Select(Math.Tanh).ToArray())),
                    trace.Packing.RowsOf(lane).SelectMany(row => trace.Made.Row(row).ToArray())
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Relevance_is_what_the_message_matrices_of_all_windows_give(string rule)
    {
        foreach (var name in WindowSettings.Names)
        foreach (var groups in new[] { 1, 2 })
        {
            var weights = Weights(WindowSettings.Of(name), groups, Activation.Relu);
            var (rows, trace) = Run(weights);
            var reaching = WindowSettings.Rows(7, trace.Made.Rows, trace.Made.Columns);
            var rules = RuleSet.Of(LiteralLinearRule.Rule(rule), ProductRule.All, RuleSet.Default.Time);
            var read = trace.Relevance(rules, 0, new Arriving.AtEach(reaching)).ToRead(0);
            var relevance = read.OfRows(Strand.InRows(rows.Columns), WindowSettings.Packing);
            foreach (var lane in Enumerable.Range(0, 3))
            {
                var literal = LiteralLane.Of(weights.Windows, rows, WindowSettings.Packing, lane);
                var ofWindows = literal.OfWindows(
                    [.. trace.Packing.RowsOf(lane).Select(row => reaching.Row(row).ToArray())],
                    Outputs
                );
                Close.Absolute(
                    1e-9,
                    LiteralLane.Read(weights.Windows, Relevance(rule, weights, literal, ofWindows)),
                    WindowSettings.Packing.RowsOf(lane).SelectMany(row => relevance.Row(row).ToArray())
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void With_a_bias_factor_of_one_nothing_is_lost_on_padded_places(string name)
    {
        var (_, trace) = Run(Weights(WindowSettings.Of(name), 2, Activation.None));
        var reaching = WindowSettings.Rows(8, trace.Made.Rows, trace.Made.Columns);
        var relevance = trace.Relevance(RuleSet.Epsilon(0.01, 1), 0, new Arriving.AtEach(reaching));
        var received = relevance.ToRead(0).OfRows(Strand.InRows(trace.Layer.Units), WindowSettings.Packing);
        Close.Absolute(
            1e-9,
            [reaching.Span.ToArray().Sum()],
            [received.Span.ToArray().Sum() + relevance.Leftover.ToSeq().Sum(left => left.Span.ToArray().Sum())]
        );
    }

    [Fact]
    public void Padding_is_that_of_keras()
    {
        // A kernel of ones adds up its window; what is padded in Same stands behind the last step first.
        double[] Sums(WindowAxis time)
        {
            var layer = WindowSettings.Layer(
                new ConvolutionWeights(
                    new TimeWindows(time),
                    new Weight("kernel", Matrix.Constant(1, time.Size, 1)),
                    Option<Weight>.None
                ),
                1
            );
            return layer.Forward(Packing.Of([4]), [Matrix.Of(4, 1, [1, 10, 100, 1000])]).Made.Span.ToArray();
        }

        Assert.Equal([111, 1110], Sums(new WindowAxis(3)));
        Assert.Equal([11, 111, 1110, 1100], Sums(new WindowAxis(3) { Padding = new WindowPadding.Same() }));
        Assert.Equal([111, 1100], Sums(new WindowAxis(3) { Stride = 2, Padding = new WindowPadding.Same() }));
        Assert.Equal([11, 110, 1100, 1000], Sums(new WindowAxis(2) { Padding = new WindowPadding.Same() }));
        Assert.Equal([1, 11, 111, 1110], Sums(new WindowAxis(3) { Padding = new WindowPadding.Causal() }));
        Assert.Equal(
            [1, 10, 101, 1010],
            Sums(new WindowAxis(2) { Dilation = 2, Padding = new WindowPadding.Causal() })
        );
    }

    [Fact]
    public void Weights_in_the_order_of_pytorch_are_turned_into_that_of_windows() =>
        Assert.Equal(
            Matrix.Of(2, 6, [1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12]),
            ConvolutionWeights
                .FromChannelsFirst(
                    new Weight("weight", Matrix.Of(2, 6, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])),
                    places: 3
                )
                .Values
        );

    [Fact]
    public void All_that_does_not_fit_is_named_at_once_and_sequences_too_short_for_a_window_are_refused()
    {
        var axis = new WindowAxis(3) { Stride = 0, Dilation = 2 };
        var faults = Assert.Throws<FaultException>(() =>
            WindowSettings.Layer(
                new ConvolutionWeights(
                    new TimeWindows(axis),
                    new Weight("kernel", Matrix.Zero(4, 17)),
                    new Weight("bias", Matrix.Zero(1, 3)),
                    Groups: 5
                ),
                6
            )
        );
        Assert.Equal(4, faults.Faults.Length);
        Assert.All(
            ["stride: 0", "kernel", "bias", "5 groups"],
            part => Assert.Contains(part, faults.Message, StringComparison.Ordinal)
        );
        var layer = WindowSettings.Layer(Weights(new TimeWindows(axis with { Stride = 1 }), 1, Activation.None), 6);
        var refused = Assert.Throws<ArgumentException>(() => layer.Forward(Packing.Of([6, 4]), [Matrix.Zero(10, 6)]));
        Assert.Contains("has 4 steps, where a window that spans 5", refused.Message, StringComparison.Ordinal);
        var images = new ImageWindows(new ImageShape(2, 3, 4), new WindowAxis(3), new WindowAxis(1));
        Assert.All(
            [(24, "an image is 2 × 3"), (23, "a step has 23 numbers")],
            wrong =>
                Assert.Contains(
                    wrong.Item2,
                    Assert
                        .Throws<FaultException>(() =>
                            WindowSettings.Layer(new PoolingWeights(images, Pooling.Max), wrong.Item1)
                        )
                        .Message,
                    StringComparison.Ordinal
                )
        );
    }

    private static ConvolutionWeights Weights(IWindows windows, int groups, Activation activation) =>
        new(
            windows,
            new Weight("kernel", WindowSettings.Rows(1, Outputs, windows.Places * WindowSettings.Channels / groups)),
            new Weight("bias", WindowSettings.Rows(2, 1, Outputs)),
            activation,
            groups
        );

    private static (Matrix Rows, ILayerTrace Trace) Run(ConvolutionWeights weights)
    {
        var units = WindowSettings.Units(weights.Windows);
        var rows = WindowSettings.Rows(3, WindowSettings.Packing.Rows, units);
        return (rows, WindowSettings.Layer(weights, units).Forward(WindowSettings.Packing, [rows]));
    }

    private static IEnumerable<double[]> Sums(ConvolutionWeights weights, LiteralLane lane) =>
        lane.Windows.Select(window =>
            LiteralWindows.Convolve(
                LiteralWindows.Of(window, lane.Places),
                WindowSettings.Channels,
                (j, p, c) => weights.Weights.Values[j, (p * WindowSettings.Channels / weights.Groups) + c],
                Bias(weights),
                weights.Groups
            )
        );

    // Window by window, group by group: the messages of all places, and what padded ones got in equal parts.
    private static double[][] Relevance(string rule, ConvolutionWeights weights, LiteralLane lane, double[][] reaching)
    {
        var relevance = lane.Places.Select(place => new double[place.Length]).ToArray();
        var (channels, outputs) = (WindowSettings.Channels / weights.Groups, Outputs / weights.Groups);
        for (var q = 0; q < lane.Windows.Length; q++)
        {
            var window = LiteralWindows.Of(lane.Windows[q], lane.Places);
            var real = window.Count(place => place is not null) * channels;
            for (var group = 0; group < weights.Groups; group++)
            {
                var (first, firstOutput) = (group * channels, group * outputs);
                double[] x =
                [
                    .. window.SelectMany(place =>
                        Enumerable.Range(first, channels).Select(channel => place?[channel] ?? 0)
                    ),
                ];
                var literal = new LiteralLinearRule(
                    rule,
                    x,
                    (j, k) => weights.Weights.Values[firstOutput + j, k],
                    Bias(weights)[firstOutput..(firstOutput + outputs)],
                    (_, _) => true
                );
                double[] messages =
                [
                    .. Enumerable
                        .Range(0, x.Length)
                        .Select(k =>
                            Enumerable.Range(0, outputs).Sum(j => literal.Message(j, k, reaching[q][firstOutput + j]))
                        ),
                ];
                var padded = Enumerable
                    .Range(0, x.Length)
                    .Where(k => window[k / channels] is null)
                    .Sum(k => messages[k]);
                for (var k = 0; k < x.Length; k++)
                {
                    if (lane.Windows[q][k / channels] is >= 0 and var place)
                        relevance[place][first + (k % channels)] += messages[k] + (padded / real);
                }
            }
        }

        return relevance;
    }

    private static double[] Bias(ConvolutionWeights weights) =>
        [.. weights.Bias.ToSeq().SelectMany(bias => bias.Values.Span.ToArray())];
}
