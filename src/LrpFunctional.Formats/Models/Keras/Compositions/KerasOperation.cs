using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// Functions of TensorFlow that Keras 2 calls (TFOpLambda) and operations of Keras 3, as the layers that do the same.
/// They are told by their names; no code in a file is ever run.
/// </summary>
internal static class KerasOperation
{
    private const string OfTensorFlow = "alpha";
    private const double SlopeOfFunction = 0.2;

    private static readonly ImmutableDictionary<string, string> Functions = Table(
        (KerasClass.Add, "__operators__.add math.add add math.add_n"),
        (KerasClass.Subtract, "math.subtract __operators__.sub subtract"),
        (KerasClass.Multiply, "math.multiply __operators__.mul multiply math.scalar_mul"),
        (KerasClass.Divide, "math.truediv math.divide __operators__.truediv divide realdiv"),
        (KerasClass.Negative, "math.negative negative __operators__.neg"),
        (KerasClass.Sum, "math.reduce_sum reduce_sum"),
        (KerasClass.MeanOf, "math.reduce_mean reduce_mean"),
        (KerasClass.MaxOf, "math.reduce_max reduce_max"),
        (KerasClass.Softmax, "nn.softmax compat.v1.nn.softmax"),
        (KerasClass.ExpandDims, "expand_dims compat.v1.expand_dims"),
        (KerasClass.Squeeze, "squeeze compat.v1.squeeze"),
        (KerasClass.Concatenate, "concat"),
        (KerasClass.Matmul, "linalg.matmul matmul"),
        (KerasClass.Transpose, "transpose compat.v1.transpose"),
        (KerasClass.Identity, "identity stop_gradient"),
        ("Relu", "nn.relu"),
        ("Relu6", "nn.relu6"),
        ("Tanh", "math.tanh nn.tanh tanh"),
        ("Sigmoid", "math.sigmoid nn.sigmoid sigmoid"),
        ("Elu", "nn.elu"),
        ("Selu", "nn.selu"),
        ("Silu", "nn.silu nn.swish"),
        ("Softplus", "math.softplus nn.softplus"),
        ("Softsign", "nn.softsign math.softsign"),
        ("Exp", "math.exp exp"),
        ("LeakyRelu", "nn.leaky_relu")
    );

    // Activations by the names that layers have for them.
    private static readonly ImmutableDictionary<string, string> Activations = new Dictionary<string, string>
    {
        ["Relu"] = "relu",
        ["Relu6"] = "relu6",
        ["Tanh"] = "tanh",
        ["Sigmoid"] = "sigmoid",
        ["Selu"] = "selu",
        ["Silu"] = "silu",
        ["Softplus"] = "softplus",
        ["Softsign"] = "softsign",
        ["Exp"] = "exponential",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The classes that are operations only, and no layers.</summary>
    public static ImmutableArray<string> Classes { get; } =
    [
        KerasClass.Sum,
        KerasClass.MeanOf,
        KerasClass.MaxOf,
        KerasClass.ExpandDims,
        KerasClass.Squeeze,
        KerasClass.Divide,
        KerasClass.TrueDivide,
        KerasClass.Negative,
        KerasClass.Matmul,
        KerasClass.Transpose,
        KerasClass.StopGradient,
        "Elu",
        "LeakyRelu",
        .. Activations.Keys.Order(StringComparer.Ordinal),
    ];

    /// <summary>The functions that are read, by their names in TensorFlow.</summary>
    public static ImmutableArray<string> OfFunctions { get; } = [.. Functions.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a layer of a file is an operation of Keras 3, called with tensors and numbers.</summary>
    public static bool Is(KerasLayer layer) =>
        Classes.Contains(layer.Class)
        || layer.Entry.MaybeText("module").Exists(module => module.Contains(".ops", StringComparison.Ordinal));

    /// <summary>The node as one of the layer that does the same; any other stays as it is.</summary>
    /// <exception cref="FaultException">A function, or what it is called with, is not read.</exception>
    public static KerasNode AsLayer(KerasNode node) =>
        node.Layer.Class == KerasClass.Function ? OfFunction(node)
        : Is(node.Layer) ? As(node, node.Layer.Class, node.Layer.Config, SlopeOfFunction)
        : node;

    private static KerasNode OfFunction(KerasNode node)
    {
        var function = node.Layer.Config.Text("function");
        return As(
            node,
            Functions.TryGetValue(function, out var kind)
                ? kind
                : throw node.Layer.Config.Fault(
                    $"its function is {function}, which is not read; the table \"Layers of Keras\" has all that are"
                ),
            node.Arguments.IfNone(node.Layer.Config),
            SlopeOfFunction
        );
    }

    private static KerasNode As(KerasNode node, string kind, KerasConfig said, double slope)
    {
        KerasNode Of(string layer, params ImmutableArray<(string Name, JsonElement Value)> settings)
        {
            var config = new KerasConfig(
                said.Place,
                JsonSerializer.SerializeToElement(
                    settings.ToDictionary(setting => setting.Name, setting => setting.Value),
                    KerasJson.Default.DictionaryStringJsonElement
                )
            );
            return node with
            {
                Layer = node.Layer with { Class = layer, Config = KerasSettings.Check(layer, config).OrThrow() },
            };
        }

        KerasNode Same(params ImmutableArray<string> settings) =>
            Of(kind, [.. settings.SelectMany(name => said.Maybe(name).Map(value => (name, value)).ToSeq())]);

        KerasNode Affine(double scale, double shift) =>
            Of(KerasClass.Affine, ("scale", Json(scale)), ("shift", Json(shift)));

        if (node.Number.Case is double number)
            return (kind, node.NumberIsFirst) switch
            {
                (KerasClass.Add, _) => Affine(1, number),
                (KerasClass.Subtract, false) => Affine(1, -number),
                (KerasClass.Subtract, true) => Affine(-1, number),
                (KerasClass.Multiply, _) => Affine(number, 0),
                (KerasClass.Divide or KerasClass.TrueDivide, false) when number != 0 => Affine(1 / number, 0),
                _ => throw node.Layer.Entry.Fault("it is called with a number where only layers are expected"),
            };
        return kind switch
        {
            KerasClass.Negative => Affine(-1, 0),
            KerasClass.Divide or KerasClass.TrueDivide => throw node.Layer.Entry.Fault(
                "it divides by what a layer made, where a number is expected"
            ),
            KerasClass.StopGradient => Of(KerasClass.Identity),
            KerasClass.Sum or KerasClass.MeanOf or KerasClass.MaxOf => Same("axis", "keepdims"),
            KerasClass.Softmax or KerasClass.ExpandDims or KerasClass.Squeeze or KerasClass.Concatenate => Same("axis"),
            KerasClass.Matmul => Same("transpose_a", "transpose_b"),
            KerasClass.Transpose when said.Maybe("perm").Case is JsonElement order => Of(kind, ("axes", order)),
            KerasClass.Transpose => Same("axes"),
            "Elu" => Of(KerasClass.Elu, ("alpha", said.Maybe("alpha").IfNone(Json(1)))),
            "LeakyRelu" => Of(
                KerasClass.LeakyRelu,
                ("negative_slope", (said.Maybe("negative_slope") || said.Maybe(OfTensorFlow)).IfNone(Json(slope)))
            ),
            _ when Activations.TryGetValue(kind, out var activation) => Of(
                KerasClass.Activation,
                ("activation", JsonSerializer.SerializeToElement(activation, KerasJson.Default.String))
            ),
            KerasClass.Add or KerasClass.Subtract or KerasClass.Multiply or KerasClass.Identity => Of(kind),
            _ => node,
        };
    }

    private static JsonElement Json(double number) =>
        JsonSerializer.SerializeToElement(number, KerasJson.Default.Double);

    private static ImmutableDictionary<string, string> Table(
        params ImmutableArray<(string Class, string Names)> rows
    ) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Class)))
            .ToImmutableDictionary(StringComparer.Ordinal);
}
