using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Layers.Windows;

/// <summary>How windows can lie, over the steps of three lanes or over the image that each step is.</summary>
internal static class WindowSettings
{
    public static ImmutableDictionary<string, IWindows> OverTime { get; } =
        (
            from size in new[] { 1, 2, 3, 4 }
            from stride in new[] { 1, 2, 3 }
            from dilation in new[] { 1, 2 }
            from padding in new WindowPadding[]
            {
                new WindowPadding.Valid(),
                new WindowPadding.Same(),
                new WindowPadding.Causal(),
                new WindowPadding.Explicit(1, 0),
                new WindowPadding.Explicit(2, 3),
            }
            select new TimeWindows(
                new WindowAxis(size)
                {
                    Stride = stride,
                    Dilation = dilation,
                    Padding = padding,
                }
            )
        ).ToImmutableDictionary(windows => $"{windows.Time}", windows => (IWindows)windows);

    public static ImmutableDictionary<string, IWindows> OverImages { get; } =
        (
            from isChannelsFirst in new[] { false, true }
            from axes in new[]
            {
                (new WindowAxis(2), new WindowAxis(3)),
                (Same(3, 2), Same(2, 1)),
                (new WindowAxis(1) { Stride = 2 }, new WindowAxis(2) { Padding = new WindowPadding.Explicit(1, 0) }),
                (new WindowAxis(2) { Dilation = 3 }, Same(3, 3)),
            }
            select new ImageWindows(new ImageShape(4, 5, 6, isChannelsFirst), axes.Item1, axes.Item2)
        ).ToImmutableDictionary(windows => $"{windows}", windows => (IWindows)windows);

    public static ImmutableArray<string> Names { get; } =
    [.. OverTime.Keys.Order(StringComparer.Ordinal), .. OverImages.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Three lanes.</summary>
    public static Packing Packing { get; } = Packing.Of([9, 8, 7]);

    public static IWindows Of(string name) => OverTime.TryGetValue(name, out var windows) ? windows : OverImages[name];

    /// <summary>The numbers of a place.</summary>
    public static int Channels => 6;

    /// <summary>The numbers of a step.</summary>
    public static int Units(IWindows windows) => windows is ImageWindows images ? images.Image.Units : Channels;

    /// <summary>Numbers for each packed row, some of them zero.</summary>
    public static Matrix Rows(int seed, int rows, int columns)
    {
        var random = new Random(seed);
        return Matrix.Of(
            rows,
            columns,
            [
                .. Enumerable
                    .Range(0, rows * columns)
                    .Select(_ => random.Next(9) == 0 ? 0 : (2 * random.NextDouble()) - 1),
            ]
        );
    }

    public static IPlainLayer Layer(ILayerWeights weights, int units) =>
        (IPlainLayer)weights.Create([new FlowShape(Strand.InRows(units), LanguageExt.Option<int>.None)]).OrThrow();

    private static WindowAxis Same(int size, int stride) =>
        new(size) { Stride = stride, Padding = new WindowPadding.Same() };
}
