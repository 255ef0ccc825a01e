using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>What each class of Keras' layers is made of.</summary>
internal static class KerasLayers
{
    /// <summary>What a layer is made of, each part reading the one before it.</summary>
    /// <param name="Layers">The parts; none for a layer that does nothing here.</param>
    /// <param name="End">The activation upon them that may only stand at the end.</param>
    internal sealed record Made(ImmutableArray<ILayerWeights> Layers, Option<string> End)
    {
        /// <summary>How the image lies that each step then is, where it is one.</summary>
        public Option<ImageShape> Image { get; init; }

        /// <summary>How the image lies that each step was before, where the layer leaves it so.</summary>
        public Option<ImageShape> KeptImage { get; init; }

        /// <summary>
        /// Whether the last flow that it reads is read once more, as keys where only values are given.
        /// </summary>
        public bool Repeats { get; init; }

        /// <summary>
        /// Layers upon each of the flows that it reads, whose results the parts read instead.
        /// </summary>
        public ImmutableArray<ImmutableArray<ILayerWeights>> Each { get; init; } = [];

        /// <summary>
        /// What is made of the last of these parts for each output that is read, where it has several.
        /// </summary>
        public ImmutableArray<(int Number, ImmutableArray<ILayerWeights> Layers)> Outputs { get; init; } = [];

        public static Made Of(params ImmutableArray<ILayerWeights> layers) => new(layers, Option<string>.None);
    }

    /// <summary>The classes of what no state dict has names for.</summary>
    public static ImmutableArray<string> OfCompositions { get; } =
    [
        KerasClass.TimeDistributed,
        KerasClass.BatchNormalization,
        KerasClass.LayerNormalization,
        KerasClass.Concatenate,
        KerasClass.Add,
        KerasClass.Average,
        KerasClass.Maximum,
        KerasClass.Minimum,
        KerasClass.Attention,
        KerasClass.AdditiveAttention,
        KerasClass.MultiHeadAttention,
        .. KerasActivation.Classes,
        .. KerasHandAttention.Classes,
        .. KerasOperation.Classes.Except(KerasHandAttention.Classes),
        KerasClass.Subtract,
        .. KerasWindows.Classes,
    ];

    /// <summary>
    /// The classes beside those over images that a TimeDistributed may call at each step, or a model that it calls.
    /// </summary>
    public static ImmutableArray<string> AtEachStep { get; } =
    [
        KerasClass.Dense,
        KerasClass.BatchNormalization,
        KerasClass.LayerNormalization,
        KerasClass.Add,
        KerasClass.Subtract,
        KerasClass.Average,
        KerasClass.Multiply,
        KerasClass.Activation,
        KerasClass.Relu,
        .. KerasActivation.Classes,
    ];

    /// <summary>The layer in a TimeDistributed; any other stays as it is.</summary>
    public static KerasLayer Unwrapped(KerasLayer layer) =>
        layer.Class == KerasClass.TimeDistributed
            ? Unwrapped(KerasLayer.Of(layer.Entry.Place, layer.Config["layer"])) with
            {
                Name = layer.Name,
                IsAtEachStep = true,
            }
            : layer;

    /// <summary>Whether an image at each step lies as before in what a layer makes.</summary>
    public static bool KeepsImages(KerasLayer layer) =>
        layer.Class is not (KerasClass.Dense or KerasClass.LayerNormalization) && AtEachStep.Contains(layer.Class);

    /// <summary>Whether a layer has weights in the file.</summary>
    public static bool HasWeights(KerasLayer layer) =>
        layer.Class
            is KerasClass.Embedding
                or KerasClass.Dense
                or KerasClass.BatchNormalization
                or KerasClass.PRelu
                or KerasClass.MultiHeadAttention
        || (layer.Class == KerasClass.LayerNormalization && OwnScaleAndShift(layer) > 0)
        || KerasAttention.HasWeights(layer)
        || KerasWindows.HasWeights(layer.Class)
        || KerasClass.Recurrent.Contains(layer.Class);

    /// <summary>Whether Keras lets a layer take in what stands at masked steps.</summary>
    public static bool IgnoresMask(KerasLayer layer) =>
        layer.Class
            is KerasClass.Max
                or KerasClass.Attention
                or KerasClass.AdditiveAttention
                or KerasClass.MultiHeadAttention
        || KerasOperation.Is(layer)
        || KerasWindows.Classes.Contains(layer.Class)
        || (KerasHandAttention.Classes.Contains(layer.Class) && !KerasProduct.IsLayer(layer));

    /// <summary>What a layer is made of.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="version">The major version of Keras.</param>
    /// <param name="read">What it reads.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="outputs">The numbers of its outputs that are read.</param>
    public static Made Of(
        KerasLayer layer,
        int version,
        ImmutableArray<KerasFlow> read,
        ImmutableArray<Hdf5Numbers> weights,
        ImmutableArray<int> outputs
    ) =>
        layer.Class switch
        {
            var kind when layer.IsAtEachStep && KerasWindows.OfImages.Contains(kind) => KerasWindows.OverImages(
                layer,
                layer,
                version,
                read[0].Image,
                weights
            ),
            var kind when layer.IsAtEachStep && !AtEachStep.Contains(kind) => throw layer.Entry.Fault(
                "it is what a TimeDistributed calls at each step, or a part of that, where one of "
                    + $"{string.Join(", ", AtEachStep.Concat(KerasWindows.OfImages))} is expected"
            ),
            KerasClass.LayerNormalization when read[0].Image.IsSome => throw layer.Entry.Fault(
                "it normalises the places of an image by themselves, where steps of numbers are expected"
            ),
            var kind when KerasClass.Recurrent.Contains(kind) => KerasRecurrent.Of(
                KerasLevel.Of(layer, version),
                weights,
                [.. read.Skip(1)],
                outputs
            ),
            KerasClass.Dense => Dense(layer, version, weights),
            KerasClass.MultiHeadAttention => KerasHeads.Of(layer, read, weights),
            KerasClass.Attention or KerasClass.AdditiveAttention => KerasAttention.Of(layer, read, weights),
            var kind when KerasWindows.Classes.Contains(kind) => KerasWindows.OverTime(
                layer,
                version,
                read[0].Shape,
                weights
            ),
            KerasClass.BatchNormalization => Made.Of(
                Normalisation(layer, weights, read[0].Image.Match(image => image.Places, () => 1))
            ),
            KerasClass.LayerNormalization => Made.Of(LayerNormalisation(layer, weights)),
            KerasClass.Concatenate
            or KerasClass.Add
            or KerasClass.Average
            or KerasClass.Maximum
            or KerasClass.Minimum
            or KerasClass.Multiply
            or KerasClass.Subtract when read.Length < 2 => throw layer.Entry.Fault(
                $"it reads {read.Length} layers, where several are expected"
            ),
            KerasClass.Concatenate => IsLastAxis(layer, read[0].Shape)
                ? Made.Of(new ConcatenationWeights())
                : throw layer.Config.Fault(
                    $"axis is {KerasConfig.Short(layer.Config["axis"])}, where the last one is expected"
                ),
            KerasClass.Add => Made.Of(new SumWeights()),
            KerasClass.Subtract when read.Length > 2 => throw layer.Entry.Fault(
                $"it reads {read.Length} layers, where two are expected"
            ),
            KerasClass.Subtract => Made.Of(new SumWeights()) with
            {
                Each =
                [
                    [],
                    [Affine(layer, -1, 0, read[1].Shape.Units)],
                ],
            },
            KerasClass.Multiply => KerasProduct.Of(layer, read),
            KerasClass.Maximum => Made.Of(new MaximumWeights()),
            KerasClass.Minimum => Made.Of(new MaximumWeights(), Affine(layer, -1, 0, read[0].Shape.Units)) with
            {
                Each =
                [
                    .. read.Select(flow =>
                        ImmutableArray.Create<ILayerWeights>(Affine(layer, -1, 0, flow.Shape.Units))
                    ),
                ],
            },
            KerasClass.Permute => KerasReshape.OfPermute(layer, read[0]),
            KerasClass.Reshape => KerasReshape.Of(layer, read[0]),
            KerasClass.Affine => Made.Of(
                Affine(layer, layer.Config.Number("scale"), layer.Config.Number("shift"), read[0].Shape.Units)
            ),
            KerasClass.MeanOf or KerasClass.MaxOf => OverTime(layer, read[0].Shape),
            KerasClass.Sum when IsOverTime(layer, read[0].Shape) && read[0].Shape.Steps.Case is int steps => Made.Of(
                new ReadingWeights(Reading.Mean),
                Affine(layer, steps, 0, read[0].Shape.Units)
            ),
            KerasClass.Average => Made.Of(new SumWeights(), Affine(layer, 1.0 / read.Length, 0, read[0].Shape.Units)),
            KerasClass.Mean => Made.Of(new ReadingWeights(Reading.Mean)),
            KerasClass.Max => Made.Of(new ReadingWeights(Reading.Max)),
            KerasClass.Softmax when !IsLastAxis(layer, read[0].Shape) => throw layer.Config.Fault(
                $"axis is {KerasConfig.Short(layer.Config["axis"])}, where the last one is expected but in an attention"
            ),
            var kind when KerasClass.Activations.Contains(kind) || KerasActivation.Classes.Contains(kind) =>
                KerasActivation.Of(layer, version, read[0].Shape.Units, weights),
            var kind when KerasHandAttention.Classes.Contains(kind) => throw layer.Entry.Fault(
                $"it stands where no {kind} is read: only in an attention, the states of all steps times the softmax "
                    + "over steps of what Dense layers make of them, summed over steps"
            ),
            _ => throw layer.Entry.Fault($"its class is {layer.Class}, which is not read where it stands"),
        };

    /// <summary>The word vectors.</summary>
    public static Weight Embedding(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights)
    {
        Count(layer, weights, 1);
        KerasShape.Check(weights[0], $"{layer.Config.Whole("input_dim")}", $"{layer.Config.Whole("output_dim")}");
        return new Weight(weights[0].Place, weights[0].Tensor.Values);
    }

    /// <summary>The weights in a number that is expected.</summary>
    /// <exception cref="FaultException">There are others.</exception>
    public static void Count(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights, int expected)
    {
        if (weights.Length != expected)
            throw layer.Config.Fault($"it has {weights.Length} arrays of weights, where {expected} are expected");
    }

    /// <summary>I (d × d).</summary>
    public static Matrix Identity(int units) =>
        Matrix.Of(
            units,
            units,
            [.. Enumerable.Range(0, units * units).Select(at => at / units == at % units ? 1.0 : 0)]
        );

    private static Made Dense(KerasLayer layer, int version, ImmutableArray<Hdf5Numbers> weights)
    {
        var hasBias = layer.Config.Flag("use_bias", otherwise: true);
        Count(layer, weights, hasBias ? 2 : 1);
        KerasShape.Check(weights[0], "d", $"{layer.Config.Whole("units")}");
        var (activation, end) = KerasActivation.Of(layer, version);
        return new Made(
            [
                new DenseWeights(
                    new Weight(weights[0].Place, weights[0].Transposed.Values),
                    hasBias ? new Weight(weights[1].Place, weights[1].Tensor.Values) : Option<Weight>.None,
                    activation
                ),
            ],
            end
        );
    }

    // c x + d.
    private static ScaleShiftWeights Affine(KerasLayer layer, double scale, double shift, int units) =>
        new(
            new Weight($"{layer.Config.Place}: scale", Matrix.Constant(1, units, scale)),
            new Weight($"{layer.Config.Place}: shift", Matrix.Constant(1, units, shift))
        );

    // Operations over an axis are read where that is the steps'.
    private static Made OverTime(KerasLayer layer, FlowShape read) =>
        IsOverTime(layer, read)
            ? Made.Of(new ReadingWeights(layer.Class == KerasClass.MeanOf ? Reading.Mean : Reading.Max))
            : throw layer.Config.Fault("it is over other axes than the steps', or keeps it");

    private static bool IsOverTime(KerasLayer layer, FlowShape read) =>
        KerasAxis.Sizes(layer.Config, "axis") is [1 or -2]
        && !read.IsVector
        && !layer.Config.Flag("keepdims", otherwise: false);

    private static bool IsLastAxis(KerasLayer layer, FlowShape read) =>
        layer
            .Config.Maybe("axis")
            .Match(
                axis => KerasAxis.Sizes(axis) is [var at] && (at == -1 || at == (read.IsVector ? 1 : 2)),
                () => true
            );

    private static int OwnScaleAndShift(KerasLayer layer) =>
        (layer.Config.Flag("scale", otherwise: true) ? 1 : 0) + (layer.Config.Flag("center", otherwise: true) ? 1 : 0);

    private static LayerNormalisationWeights LayerNormalisation(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights)
    {
        Count(layer, weights, OwnScaleAndShift(layer));
        Option<Weight> Of(string setting, int at) =>
            layer.Config.Flag(setting, otherwise: true)
                ? new Weight(weights[at].Place, weights[at].Tensor.Values)
                : Option<Weight>.None;
        return new LayerNormalisationWeights(
            Of("scale", 0),
            Of("center", weights.Length - 1),
            layer.Config.Number("epsilon")
        );
    }

    // γ (x − μ) / √(σ² + ε) + β, at each place of an image.
    private static ScaleShiftWeights Normalisation(KerasLayer layer, ImmutableArray<Hdf5Numbers> weights, int places)
    {
        var (hasScale, hasCenter) = (
            layer.Config.Flag("scale", otherwise: true),
            layer.Config.Flag("center", otherwise: true)
        );
        Count(layer, weights, 2 + (hasScale ? 1 : 0) + (hasCenter ? 1 : 0));
        ImmutableArray<double> Of(int at) =>
            [.. Enumerable.Repeat(weights[at].Tensor.Values.Span.ToArray(), places).SelectMany(one => one)];
        var (mean, variance) = (Of(weights.Length - 2), Of(weights.Length - 1));
        var gamma = hasScale ? Of(0) : [.. mean.Select(_ => 1.0)];
        var beta = hasCenter ? Of(hasScale ? 1 : 0) : [.. mean.Select(_ => 0.0)];
        if (new[] { gamma, beta, variance }.Any(numbers => numbers.Length != mean.Length))
            throw layer.Config.Fault("its arrays of weights have different lengths");
        var epsilon = layer.Config.Number("epsilon");
        ImmutableArray<double> scale =
        [
            .. gamma.Zip(variance, (factor, square) => factor / Math.Sqrt(square + epsilon)),
        ];
        return new ScaleShiftWeights(
            new Weight($"{layer.Config.Place}: scale", Matrix.Of(1, scale.Length, scale)),
            new Weight(
                $"{layer.Config.Place}: shift",
                Matrix.Of(1, scale.Length, [.. beta.Select((shift, at) => shift - (scale[at] * mean[at]))])
            )
        );
    }
}
