using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// Keras' convolutions and poolings, over time or, inside a TimeDistributed, over the image of a step.
/// </summary>
internal static class KerasWindows
{
    private static readonly ImmutableArray<string> Convolutions = [KerasClass.Conv1D, KerasClass.Conv2D];
    private static readonly ImmutableArray<string> Depthwise = [KerasClass.DepthwiseConv1D, KerasClass.SeparableConv1D];

    /// <summary>The classes that are read here.</summary>
    public static ImmutableArray<string> Classes { get; } =
    [
        KerasClass.Conv1D,
        KerasClass.DepthwiseConv1D,
        KerasClass.SeparableConv1D,
        KerasClass.MaxPooling1D,
        KerasClass.AveragePooling1D,
        KerasClass.Flatten,
        KerasClass.RepeatVector,
        KerasClass.ZeroPadding1D,
        KerasClass.Cropping1D,
        KerasClass.UpSampling1D,
    ];

    /// <summary>The classes that are read inside a TimeDistributed.</summary>
    public static ImmutableArray<string> OfImages { get; } =
    [
        KerasClass.Conv1D,
        KerasClass.Conv2D,
        KerasClass.MaxPooling1D,
        KerasClass.MaxPooling2D,
        KerasClass.AveragePooling1D,
        KerasClass.AveragePooling2D,
        KerasClass.Mean,
        KerasClass.Max,
        KerasClass.GlobalAveragePooling2D,
        KerasClass.GlobalMaxPooling2D,
        KerasClass.Flatten,
    ];

    /// <summary>Whether a class has weights.</summary>
    public static bool HasWeights(string kind) => Convolutions.Contains(kind) || Depthwise.Contains(kind);

    /// <summary>Weights of more than two axes as a matrix of as many columns as the last has.</summary>
    public static Hdf5Numbers Flat(Hdf5Numbers numbers) =>
        numbers.Shape.Length > 2
            ? numbers with
            {
                Shape = [numbers.Shape[..^1].Aggregate(1L, Product), numbers.Shape[^1]],
            }
            : numbers;

    // Sizes of an array of nothing may be as large as they like.
    private static long Product(long product, long size) => (long)Int128.Min(long.MaxValue, (Int128)product * size);

    /// <summary>What a layer over time is made of.</summary>
    public static KerasLayers.Made OverTime(
        KerasLayer layer,
        int version,
        FlowShape read,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        switch (layer.Class)
        {
            case KerasClass.Flatten:
                return read.IsVector ? KerasLayers.Made.Of() : KerasLayers.Made.Of(new FlattenWeights());
            case KerasClass.RepeatVector:
                return KerasLayers.Made.Of(new RepetitionWeights(layer.Config.Whole("n")));
            case KerasClass.ZeroPadding1D:
                var (before, behind) = Sides(layer, "padding");
                return KerasLayers.Made.Of(new PaddingWeights(before, behind));
            case KerasClass.Cropping1D:
                var (first, last) = Sides(layer, "cropping");
                return KerasLayers.Made.Of(new PaddingWeights(-first, -last));
            case KerasClass.UpSampling1D:
                return KerasLayers.Made.Of(new UpsamplingWeights(layer.Config.Whole("size")));
            case KerasClass.DepthwiseConv1D or KerasClass.SeparableConv1D:
                return Separable(new TimeWindows(Axis(layer, 0)), layer, version, read.Units, weights);
            default:
                return Over(new TimeWindows(Axis(layer, 0)), layer, version, weights);
        }
    }

    /// <summary>What a layer over the image of each step is made of, and how the image then lies.</summary>
    public static KerasLayers.Made OverImages(
        KerasLayer wrapper,
        KerasLayer layer,
        int version,
        Option<ImageShape> image,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        if (layer.Class == KerasClass.Flatten)
            return KerasLayers.Made.Of();
        var known = image.IfNone(() => throw wrapper.Config.Fault("how the image of a step lies is not said"));
        var isPlane = layer.Class.EndsWith("2D", StringComparison.Ordinal);
        var windows = IsGlobal(layer.Class)
            ? new ImageWindows(known, new WindowAxis(known.Height), new WindowAxis(known.Width))
            : new ImageWindows(known, Axis(layer, 0), isPlane ? Axis(layer, 1) : new WindowAxis(1));
        var made = Over(windows, layer, version, weights);
        var channels = Convolutions.Contains(layer.Class) ? layer.Config.Whole("filters") : known.Channels;
        return made with { Image = ((IWindows)windows).Makes(channels) };
    }

    private static bool IsGlobal(string kind) => kind.StartsWith("Global", StringComparison.Ordinal);

    private static KerasLayers.Made Over(
        IWindows windows,
        KerasLayer layer,
        int version,
        ImmutableArray<Hdf5Numbers> weights
    ) =>
        Convolutions.Contains(layer.Class)
            ? Convolution(windows, layer, version, weights)
            : KerasLayers.Made.Of(
                new PoolingWeights(
                    windows,
                    layer.Class.Contains("Max", StringComparison.Ordinal) ? Pooling.Max : Pooling.Average
                )
            );

    private static KerasLayers.Made Convolution(
        IWindows windows,
        KerasLayer layer,
        int version,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        var (hasBias, filters) = (layer.Config.Flag("use_bias", otherwise: true), layer.Config.Whole("filters"));
        KerasLayers.Count(layer, weights, hasBias ? 2 : 1);
        var axes = layer.Class == KerasClass.Conv1D ? 3 : 4;
        var kernel = weights[0];
        if (kernel.Shape.Length != axes || kernel.Shape[^1] != filters)
            throw layer.Config.Fault(
                $"its kernel is ({string.Join(", ", kernel.Shape)}), where {axes} sizes, the last {filters}, are expected"
            );
        var (activation, end) = KerasActivation.Of(layer, version);
        return new KerasLayers.Made(
            [
                new ConvolutionWeights(
                    windows,
                    new Weight(kernel.Place, Flat(kernel).Transposed.Values),
                    hasBias ? new Weight(weights[1].Place, weights[1].Tensor.Values) : Option<Weight>.None,
                    activation,
                    layer.Config.Maybe("groups").Match(_ => layer.Config.Whole("groups"), () => 1)
                ),
            ],
            end
        );
    }

    // Each channel by itself, and for SeparableConv1D a product by all of them behind it.
    private static KerasLayers.Made Separable(
        IWindows windows,
        KerasLayer layer,
        int version,
        int channels,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        var isSeparable = layer.Class == KerasClass.SeparableConv1D;
        var hasBias = layer.Config.Flag("use_bias", otherwise: true);
        KerasLayers.Count(layer, weights, (isSeparable ? 2 : 1) + (hasBias ? 1 : 0));
        var (size, each) = (Sizes(layer, "kernel_size", 0).IfNone(1), layer.Config.Whole("depth_multiplier"));
        KerasShape.Check(weights[0], $"{size}", $"{channels}", $"{each}");
        var kernel = weights[0] with { Shape = [size, (long)channels * each] };
        var bias = hasBias ? new Weight(weights[^1].Place, weights[^1].Tensor.Values) : Option<Weight>.None;
        var (activation, end) = KerasActivation.Of(layer, version);
        var channelwise = new ConvolutionWeights(
            windows,
            new Weight(kernel.Place, kernel.Transposed.Values),
            isSeparable ? Option<Weight>.None : bias,
            isSeparable ? Activation.None : activation,
            channels
        );
        if (!isSeparable)
            return new KerasLayers.Made([channelwise], end);
        KerasShape.Check(weights[1], "1", $"{(long)channels * each}", $"{layer.Config.Whole("filters")}");
        return new KerasLayers.Made(
            [
                channelwise,
                new DenseWeights(new Weight(weights[1].Place, Flat(weights[1]).Transposed.Values), bias, activation),
            ],
            end
        );
    }

    private static WindowAxis Axis(KerasLayer layer, int axis)
    {
        var isConvolution = HasWeights(layer.Class);
        var size = Sizes(layer, isConvolution ? "kernel_size" : "pool_size", axis).IfNone(2);
        return new WindowAxis(size)
        {
            Stride = Sizes(layer, "strides", axis).IfNone(isConvolution ? 1 : size),
            Dilation = isConvolution ? Sizes(layer, "dilation_rate", axis).IfNone(1) : 1,
            Padding = layer.Config.MaybeText("padding").IfNone("valid") switch
            {
                "valid" => new WindowPadding.Valid(),
                "same" => new WindowPadding.Same(),
                "causal" when layer.Class == KerasClass.Conv1D => new WindowPadding.Causal(),
                var other => throw layer.Config.Fault($"padding is {other}, where valid, same or causal is expected"),
            },
        };
    }

    private static Option<int> Sizes(KerasLayer layer, string name, int axis) =>
        layer.Config.Maybe(name).Map(value => Whole(layer, name, OfAxis(value, axis)));

    private static JsonElement OfAxis(JsonElement value, int axis) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? value[Math.Min(axis, value.GetArrayLength() - 1)]
            : value;

    private static (int Before, int Behind) Sides(KerasLayer layer, string name) =>
        (
            Whole(layer, name, OfAxis(layer.Config[name], 0), least: 0),
            Whole(layer, name, OfAxis(layer.Config[name], 1), least: 0)
        );

    private static int Whole(KerasLayer layer, string name, JsonElement value, int least = 1) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw layer.Config.Fault(
                $"{name} is {KerasConfig.Short(value)}, where whole numbers from {least} are expected"
            );
}
