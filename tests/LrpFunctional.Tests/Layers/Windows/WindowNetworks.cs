using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Windows;

/// <summary>Small networks with windows, flattening and repetition in them.</summary>
internal static class WindowNetworks
{
    private static readonly ImageShape Image = new(3, 4, 2);

    private static readonly ILayerWeights Last = new ReadingWeights(Reading.LastState);
    private static readonly ILayerWeights Mean = new ReadingWeights(Reading.Mean);

    /// <summary>Each with the lengths that its sequences can have, the same number of them.</summary>
    public static ImmutableDictionary<string, (NetworkWeights Weights, int[] Lengths)> All { get; } =
        ImmutableDictionary<string, (NetworkWeights Weights, int[] Lengths)>
            .Empty.Add(
                "a causal convolution below an LSTM",
                Any(Convolution(Causal(3), 3, Activation.Tanh), Lstm(3, 2), Last, Dense(3, 2, 2))
            )
            .Add(
                "a dilated convolution in strides and groups, whose windows can be empty",
                Any(Convolution(Same(2, 2, 2), 4, Activation.Relu, 2), Lstm(4, 2, both: true), Mean, Dense(3, 2, 4))
            )
            .Add(
                "a valid convolution and max pooling below an LSTM",
                (
                    Chain(Convolution(new WindowAxis(3), 3, Activation.Relu), Max(new WindowAxis(2)), Lstm(3, 2), Last),
                    [4, 6, 9, 6]
                )
            )
            .Add(
                "a convolution and average pooling above an LSTM from both sides",
                Any(
                    Lstm(Width, 2, both: true),
                    Convolution(Padded(3, 2, 1), 3, Activation.Tanh),
                    new PoolingWeights(new TimeWindows(Same(3, 2)), Pooling.Average),
                    Mean,
                    Dense(3, 2, 3)
                )
            )
            .Add(
                "average pooling that counts what is padded, between LSTMs",
                Any(
                    Lstm(Width, 3),
                    new PoolingWeights(new TimeWindows(Padded(3, 1, 1)), Pooling.AverageWithPadding),
                    Lstm(3, 2),
                    Last,
                    Dense(3, 2, 2)
                )
            )
            .Add(
                "a vector of all steps",
                (
                    NetworkWeights.Chain(
                        Numbers,
                        Convolution(new WindowAxis(2), 3, Activation.None),
                        Lstm(3, 2),
                        new FlattenWeights(),
                        Dense(3, 2, 10)
                    ) with
                    {
                        Steps = 6,
                    },
                    [6, 6, 6, 6]
                )
            )
            .Add(
                "an encoder, and a decoder of its last state repeated",
                Any(Lstm(Width, 3), Last, new RepetitionWeights(4), Lstm(3, 2, both: true), Mean, Dense(3, 2, 4))
            )
            .Add(
                "steps of zeros added and cut off",
                Any(new PaddingWeights(2, 1), Lstm(Width, 3), new PaddingWeights(-1, -2), Mean, Dense(3, 2, 3))
            )
            .Add(
                "a skip beside a convolution",
                (
                    new NetworkWeights(
                        Numbers,
                        [
                            new PlacedWeights(Convolution(Same(3, 1), 3, Activation.Tanh), [-1]),
                            new PlacedWeights(new ConcatenationWeights(), [0, -1]),
                            new PlacedWeights(Lstm(7, 2), [1]),
                            new PlacedWeights(Last, [2]),
                            new PlacedWeights(Dense(3, 2, 2), [3]),
                        ]
                    ),
                    [1, 4, 9, 4]
                )
            )
            .Add("a convolution over images, and an LSTM over these", (Images(Image, Pooling.Max), [1, 4, 5, 4]))
            .Add(
                "a convolution over images with channels first",
                (Images(Image with { IsChannelsFirst = true }, Pooling.Average), [1, 4, 5, 4])
            );

    public static ILayerWeights Lstm(int inputs, int units, bool both = false) =>
        new RecurrentWeights([
            Cell(1, inputs, units),
            .. both ? new[] { Cell(2, inputs, units, fromLeft: false) } : [],
        ]);

    public static ConvolutionWeights Convolution(WindowAxis axis, int outputs, Activation activation, int groups = 1) =>
        new(new TimeWindows(axis), Of(5, outputs, axis.Size * Width / groups), Of(6, 1, outputs), activation, groups);

    public static WindowAxis Causal(int size) => new(size) { Padding = new WindowPadding.Causal() };

    private static PoolingWeights Max(WindowAxis axis) => new(new TimeWindows(axis), Pooling.Max);

    private static WindowAxis Same(int size, int stride, int dilation = 1) =>
        new(size)
        {
            Stride = stride,
            Dilation = dilation,
            Padding = new WindowPadding.Same(),
        };

    private static WindowAxis Padded(int size, int before, int behind) =>
        new(size) { Padding = new WindowPadding.Explicit(before, behind) };

    private static (NetworkWeights Weights, int[] Lengths) Any(params ImmutableArray<ILayerWeights> layers) =>
        (NetworkWeights.Chain(Numbers, layers), [1, 4, 9, 4]);

    private static NetworkWeights Chain(params ImmutableArray<ILayerWeights> layers) =>
        NetworkWeights.Chain(Numbers, layers.Add(Dense(3, 2, 2)));

    // 3 × 4 places of 2 channels, then of 3, and 1 × 2 places of 3.
    private static NetworkWeights Images(ImageShape image, Pooling pooling) =>
        NetworkWeights.Chain(
            new Weight("input", Matrix.Zero(0, image.Units)),
            new ConvolutionWeights(
                new ImageWindows(image, Same(2, 1), Same(3, 1)),
                Of(5, 3, 2 * 3 * 2),
                Of(6, 1, 3),
                Activation.Tanh
            ),
            new PoolingWeights(
                new ImageWindows(
                    image with
                    {
                        Channels = 3,
                    },
                    new WindowAxis(2) { Stride = 2 },
                    new WindowAxis(2) { Stride = 2 }
                ),
                pooling
            ),
            Lstm(6, 2),
            Last,
            Dense(3, 2, 2)
        );
}
