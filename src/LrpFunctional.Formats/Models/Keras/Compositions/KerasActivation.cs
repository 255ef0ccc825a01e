using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>Keras' activations: settings of layers, and layers of their own.</summary>
internal static class KerasActivation
{
    private const string Linear = "linear";
    private const string Softmax = "softmax";

    // keras.activations.leaky_relu and the layer LeakyReLU differ.
    private const double SlopeOfName = 0.2;
    private const double SlopeOfLayer = 0.3;

    private static readonly ImmutableArray<string> OfStateDicts = [Linear, "tanh", "relu", "sigmoid", Softmax];

    private static readonly ImmutableDictionary<string, Activation> Named = new Dictionary<string, Activation>
    {
        [Linear] = Activation.None,
        ["tanh"] = Activation.Tanh,
        ["relu"] = Activation.Relu,
        ["relu6"] = Activation.Relu.Clipped(6),
        ["sigmoid"] = Activation.Sigmoid,
        ["elu"] = Activation.Elu(1),
        ["selu"] = Activation.Selu,
        ["gelu"] = Activation.Gelu,
        ["swish"] = Activation.Silu,
        ["silu"] = Activation.Silu,
        ["softplus"] = Activation.Softplus,
        ["softsign"] = Activation.Softsign,
        ["exponential"] = Activation.Exponential,
        ["leaky_relu"] = Activation.LeakyRelu(SlopeOfName),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The classes that no state dict has names for.</summary>
    public static ImmutableArray<string> Classes { get; } = [KerasClass.LeakyRelu, KerasClass.PRelu, KerasClass.Elu];

    /// <summary>Whether a layer has an activation that no state dict has a name for where it stands.</summary>
    /// <param name="layers">The layers of a graph.</param>
    /// <param name="at">The number of one of them.</param>
    public static bool IsBeyondStateDicts(ImmutableArray<KerasLayer> layers, int at) =>
        layers[at] switch
        {
            { Class: KerasClass.Relu } relu => relu.Config.Maybe("max_value").IsSome
                || Slope(relu, 0) != 0
                || !IsBelowDense(layers, at),
            { Class: KerasClass.Dense or KerasClass.Activation } layer => layer
                .Config.Maybe("activation")
                .Filter(name => name.ValueKind == JsonValueKind.String)
                .Map(name => name.GetString()!)
                .Exists(name =>
                    (!OfStateDicts.Contains(name) && IsKnown(name))
                    || (name is "sigmoid" or Softmax && IsBelowDense(layers, at))
                    || (name is "tanh" or "relu" && !IsBelowDense(layers, at))
                ),
            _ => false,
        };

    private static bool IsBelowDense(ImmutableArray<KerasLayer> layers, int at) =>
        layers.Skip(at + 1).Any(above => above.Class == KerasClass.Dense);

    /// <summary>The activation that a layer's setting names, or softmax, which may only stand at the end.</summary>
    public static (Activation Inner, Option<string> End) Of(KerasLayer layer, int version) =>
        layer.Config.MaybeText("activation").IfNone(Linear) switch
        {
            Softmax => (Activation.None, Softmax),
            var name => (
                OfName(name, version)
                    .IfNone(() =>
                        throw layer.Config.Fault(
                            $"its activation is {name}, where softmax at the end or one of {Names} is expected"
                        )
                    ),
                Option<string>.None
            ),
        };

    /// <summary>The function that a setting of a recurrent layer names.</summary>
    public static Activation OfCell(KerasConfig config, string setting, int version) =>
        OfName(config.Text(setting), version)
            .IfNone(() => throw config.Fault($"{setting} is {config.Text(setting)}, where one of {Names} is expected"));

    /// <summary>What a layer that is an activation is made of.</summary>
    public static KerasLayers.Made Of(KerasLayer layer, int version, int units, ImmutableArray<Hdf5Numbers> weights)
    {
        var (activation, end) = layer.Class switch
        {
            KerasClass.Activation => Of(layer, version),
            KerasClass.Softmax => (Activation.None, Prelude.Some(Softmax)),
            _ => (OfClass(layer, units, weights), Option<string>.None),
        };
        return new KerasLayers.Made(activation == Activation.None ? [] : [new ActivationWeights(activation)], end);
    }

    private static Activation OfClass(KerasLayer layer, int units, ImmutableArray<Hdf5Numbers> weights)
    {
        switch (layer.Class)
        {
            case KerasClass.LeakyRelu:
                return Activation.LeakyRelu(
                    layer.Config.Maybe("alpha").IsSome ? layer.Config.Number("alpha") : Slope(layer, SlopeOfLayer)
                );
            case KerasClass.Elu:
                return Activation.Elu(layer.Config.Maybe("alpha").IsSome ? layer.Config.Number("alpha") : 1);
            case KerasClass.PRelu:
                KerasLayers.Count(layer, weights, 1);
                return weights[0].Shape is [.. var before, var own] && own == units && before.All(size => size == 1)
                    ? Activation.PRelu([.. weights[0].Tensor.Values.Span])
                    : throw layer.Config.Fault(
                        $"its slopes are ({string.Join(", ", weights[0].Shape)}), where one for each of {units} units "
                            + "is expected, as with shared_axes=[1]"
                    );
            default:
                var slope = Slope(layer, 0);
                if (layer.Config.Maybe("max_value").IsNone)
                    return slope == 0 ? Activation.Relu : Activation.LeakyRelu(slope);
                return slope == 0 && layer.Config.Number("max_value") is > 0 and var limit
                    ? Activation.Relu.Clipped(limit)
                    : throw layer.Config.Fault(
                        $"max_value is {layer.Config["max_value"]}, where null, or a number above 0 without "
                            + "negative_slope, is expected"
                    );
        }
    }

    // Some versions wrote the number as a list of one.
    private static double Slope(KerasLayer layer, double otherwise) =>
        layer
            .Config.Maybe("negative_slope")
            .Map(value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value)
            .Map(value =>
                value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble())
                    ? value.GetDouble()
                    : throw layer.Config.Fault(
                        $"negative_slope is {KerasConfig.Short(value)}, where a number is expected"
                    )
            )
            .IfNone(otherwise);

    private static string Names => string.Join(", ", Named.Keys.Append("hard_sigmoid").Order(StringComparer.Ordinal));

    private static Option<Activation> OfName(string name, int version) =>
        name == "hard_sigmoid" ? Activation.HardSigmoid(version < 3 ? 0.2 : 1.0 / 6, 0.5)
        : Named.TryGetValue(name, out var activation) ? activation
        : Option<Activation>.None;

    private static bool IsKnown(string name) => Named.ContainsKey(name) || name == "hard_sigmoid";
}
