using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>Modules as layers, with the settings that their tensors do not hold.</summary>
internal static class StateLayers
{
    public static ImmutableArray<ILayerWeights> Linear(SaidLayer layer)
    {
        var module = layer.Tensors.Only(layer.Setting);
        return [Dense(layer.Tensors, module, ActivationOf(layer.Setting))];
    }

    public static ImmutableArray<ILayerWeights> Convolution(SaidLayer layer)
    {
        var module = layer.Tensors.Only(layer.Setting);
        var weights = layer.Tensors.Weight(module, StateModule.Weight, 3);
        var places = (int)module.Shape(StateModule.Weight)[2];
        var axis = new WindowAxis(places)
        {
            Stride = layer.Setting.Whole("stride", 1),
            Dilation = layer.Setting.Whole("dilation", 1),
            Padding = Padding(layer.Setting),
        };
        var activation = ActivationOf(layer.Setting);
        return
        [
            new ConvolutionWeights(
                new TimeWindows(axis),
                ConvolutionWeights.FromChannelsFirst(weights, places),
                layer.Tensors.Maybe(module, StateModule.Bias),
                activation == Layers.Pointwise.Activation.None ? Option<Activation>.None : activation,
                layer.Setting.Whole("groups", 1)
            ),
        ];
    }

    public static ImmutableArray<ILayerWeights> BatchNormalisation(SaidLayer layer)
    {
        var module = layer.Tensors.Only(layer.Setting);
        return
        [
            ScaleShiftWeights
                .OfBatchNormalisation(
                    layer.Tensors.Maybe(module, StateModule.Weight),
                    layer.Tensors.Maybe(module, StateModule.Bias),
                    layer.Tensors.Weight(module, "running_mean", 1),
                    layer.Tensors.Weight(module, "running_var", 1),
                    layer.Setting.Number("epsilon", layer.Tensors.Conventions.Epsilon)
                )
                .OrThrow(),
        ];
    }

    public static ImmutableArray<ILayerWeights> LayerNormalisation(SaidLayer layer)
    {
        var module = layer.Tensors.Only(layer.Setting);
        return
        [
            new LayerNormalisationWeights(
                layer.Tensors.Weight(module, StateModule.Weight, 1),
                layer.Tensors.Maybe(module, StateModule.Bias),
                layer.Setting.Number("epsilon", layer.Tensors.Conventions.Epsilon)
            ),
        ];
    }

    /// <summary>Windows as far apart as they are long, where nothing else is said.</summary>
    public static ImmutableArray<ILayerWeights> Pool(SaidLayer layer) =>
        [
            new PoolingWeights(
                new TimeWindows(
                    new WindowAxis(layer.Setting.Count)
                    {
                        Stride = layer.Setting.Whole("stride", layer.Setting.Count),
                        Padding = Padding(layer.Setting),
                    }
                ),
                layer.Setting.Kind.Name == "max_pool" ? Pooling.Max : Pooling.Average
            ),
        ];

    public static ImmutableArray<ILayerWeights> Activation(SaidLayer layer) =>
        [new ActivationWeights(ActivationWords.Of(layer.Setting, layer.Setting.Said))];

    /// <summary>A slope for each unit, or one for all.</summary>
    public static ImmutableArray<ILayerWeights> PRelu(SaidLayer layer)
    {
        ImmutableArray<double> slopes =
        [
            .. layer.Tensors.Weight(layer.Tensors.Only(layer.Setting), StateModule.Weight, 1).Values.Span,
        ];
        return
        [
            new ActivationWeights(
                Layers.Pointwise.Activation.PRelu(
                    slopes.Length == 1 ? [.. Enumerable.Repeat(slopes[0], layer.Read[0].Units)] : slopes
                )
            ),
        ];
    }

    public static ImmutableArray<ILayerWeights> Reading(SaidLayer layer) =>
        ModelConfig.ReadingOf(layer.Setting.Place, layer.Setting.Said).OrThrow() is var reading
        && reading != Layers.Readings.Reading.Attention
            ? [new ReadingWeights(reading)]
            : throw layer.Setting.Fault(
                "attention is scored by layers of its own",
                "write {\"attention\": [\"first module\", \"last module\"], \"activation\": \"tanh\"}"
            );

    /// <summary>Σ_t α_t h_t, scored by linear modules.</summary>
    public static ImmutableArray<ILayerWeights> Attention(SaidLayer layer)
    {
        var modules = layer.Setting.Modules;
        var between = layer.Setting.Settings.ContainsKey("activation")
            ? ActivationOf(layer.Setting)
            : Layers.Pointwise.Activation.Tanh;
        return
        [
            new ReadingWeights(
                Layers.Readings.Reading.Attention,
                [
                    .. modules.Select(
                        (name, at) =>
                            Dense(
                                layer.Tensors,
                                layer.Tensors.Module(layer.Setting, name),
                                at < modules.Length - 1 ? between : Layers.Pointwise.Activation.None
                            )
                    ),
                ]
            ),
        ];
    }

    public static ImmutableArray<ILayerWeights> Flatten(SaidLayer layer) =>
        layer.Setting.Said is "steps_first" or TurnedSteps.Word
            ? [new FlattenWeights()]
            : throw layer.Setting.Fault(
                $"it is {layer.Setting.Said}, where steps_first or {TurnedSteps.Word} is expected",
                "say \"steps_first\" for all numbers of the first step, then of the next, \"channels_first\" for all "
                    + "steps of the first number, then of the next"
            );

    private static DenseWeights Dense(ModuleTensors tensors, StateModule module, Activation activation) =>
        new(tensors.Weight(module, StateModule.Weight, 2), tensors.Maybe(module, StateModule.Bias), activation);

    private static Activation ActivationOf(LayerSetting setting) =>
        ActivationWords.Of(setting, setting.Word("activation", "none"));

    private static WindowPadding Padding(LayerSetting setting)
    {
        if (!setting.Settings.TryGetValue("padding", out var padding))
            return new WindowPadding.Valid();
        if (padding.ValueKind == System.Text.Json.JsonValueKind.Number)
        {
            var each = setting.Whole("padding", 0);
            return each == 0 ? new WindowPadding.Valid() : new WindowPadding.Explicit(each, each);
        }

        return setting.Word("padding", "") switch
        {
            "valid" => new WindowPadding.Valid(),
            "same" => new WindowPadding.Same(),
            "causal" => new WindowPadding.Causal(),
            var other => throw setting.Fault(
                string.Create(CultureInfo.InvariantCulture, $"padding is {other}"),
                "say a number for each side, \"valid\", \"same\" or \"causal\""
            ),
        };
    }
}
