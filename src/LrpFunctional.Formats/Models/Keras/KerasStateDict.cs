using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Models.Keras.Compositions;
using LrpFunctional.Formats.Models.StateDicts.Composed;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// What Keras' save_weights writes: the weights of each layer under its name, and nothing of what it does with them;
/// read as a state dict.
/// </summary>
/// <param name="Tensors">The weights, under the names that PyTorch would give them.</param>
/// <param name="Gates">The function of the gates that the version of Keras takes if told nothing.</param>
/// <param name="ResetsBefore">Whether the reset gate of a GRU acts before the product, as its biases show.</param>
/// <param name="Conventions">What is meant where layers are listed.</param>
internal sealed record KerasStateDict(
    StateDict Tensors,
    Option<HardSigmoid> Gates,
    bool ResetsBefore,
    LayerConventions Conventions
)
{
    private const string Names = "layer_names";
    private const string OfLayer = "weight_names";

    private static readonly ImmutableArray<string> BiasNames = ["ih", "hh"];

    // Keras took other gates by default up to 2.3.
    private static readonly Version LogisticGates = new(2, 3);

    /// <summary>Whether a file has weights only.</summary>
    public static bool IsIn(Hdf5Object root) =>
        root.Texts("model_config").IsNone && (root.Texts(Names).IsSome || KerasWeightStore.IsIn(root));

    /// <summary>The weights of a file.</summary>
    public static KerasStateDict Of(Hdf5Object root) =>
        root.Texts(Names).Match(names => OfNames(root, [.. names]), () => OfStore(root));

    private static KerasStateDict OfStore(Hdf5Object root)
    {
        var layers = KerasStoredWeights.Of(root);
        return new KerasStateDict(
            new StateDict([.. layers.SelectMany(layer => Named(layer.Name, layer.Arrays))]),
            Option<HardSigmoid>.None,
            ResetBefore(layers),
            LayerConventions.Keras(LayerConventions.Logistic, []) with
            {
                Open = "what else is done in it and in which order, weights alone do not say",
                HardSigmoid = KerasWeightStore.IsOfKeras2(root)
                    ? new HardSigmoid(0.2, 0.5)
                    : LayerConventions.PyTorch.HardSigmoid,
            }
        );
    }

    private static bool ResetBefore(
        ImmutableArray<(string Name, ImmutableArray<(string Name, Hdf5Numbers Numbers)> Arrays)> layers
    ) =>
        layers
            .SelectMany(layer => Parts(layer.Arrays))
            .Any(part => part.IsCell && part.IsGru && part.Bias.Exists(bias => bias.Shape.Length == 1));

    private static KerasStateDict OfNames(Hdf5Object root, ImmutableArray<string> names)
    {
        var layers = names
            .Select(layer => (Name: layer, Arrays: Arrays(root[layer])))
            .Where(layer => !layer.Arrays.IsEmpty)
            .ToImmutableArray();
        var version = root.Texts("keras_version").Bind(texts => texts.HeadOrNone()).IfNone("");
        var isOld =
            !version.Contains("-tf", StringComparison.Ordinal)
            && Version.TryParse(version, out var number)
            && number < LogisticGates;
        var hasCells = layers.SelectMany(layer => Parts(layer.Arrays)).Any(part => part.IsCell);
        return new KerasStateDict(
            new StateDict([.. layers.SelectMany(layer => Named(layer.Name, layer.Arrays))])
            {
                Notes =
                    isOld && hasCells
                        ?
                        [
                            $"the gates are hard-sigmoid, 0.2 x + 0.5, the default of Keras {version}, "
                                + "where config.json says no other hard_sigmoid, or gates of a listed layer",
                        ]
                        : [],
            },
            isOld ? new HardSigmoid(0.2, 0.5) : Option<HardSigmoid>.None,
            ResetBefore(layers),
            LayerConventions.Keras(isOld ? LayerConventions.Hard : LayerConventions.Logistic, names)
        );
    }

    /// <summary>What the user says, and beside it what the file shows.</summary>
    public ModelConfig Understood(ModelConfig config) =>
        config with
        {
            Architecture = config.Architecture with
            {
                HasOneBias = true,
                ResetsBefore = ResetsBefore || config.Architecture.ResetsBefore,
                Gates = config.Architecture.Gates || Gates,
            },
        };

    // In a layer of several kernels that are none of directions only their whole names tell them apart.
    private static string Whole(string layer, string array) =>
        $"{layer}.{string.Join('.', array.Split('/').SkipWhile(part => part == layer))}";

    private static ImmutableArray<(string Name, Hdf5Numbers Numbers)> Arrays(Hdf5Object layer) =>
        [
            .. layer
                .Texts(OfLayer)
                .ToSeq()
                .SelectMany(names => names)
                .Select(name => (name.Split(':')[0], layer[name].Numbers)),
        ];

    private static IEnumerable<StateTensor> Named(
        string layer,
        ImmutableArray<(string Name, Hdf5Numbers Numbers)> arrays
    )
    {
        var parts = Parts(arrays);
        var isRead =
            !parts.IsEmpty
            && parts.All(part => part.Count <= 3)
            && (parts.Length == 1 || parts.All(part => part.IsCell));
        return isRead ? parts.SelectMany((part, at) => part.Tensors(layer, isReverse: at > 0))
            : arrays.DistinctBy(array => Last(array.Name)).Count() < arrays.Length
                ? arrays.Select(array => Plain(Whole(layer, array.Name), array.Numbers))
            : arrays.Select(array => Plain(Module(layer, Last(array.Name)), array.Numbers));
    }

    private static ImmutableArray<Part> Parts(ImmutableArray<(string Name, Hdf5Numbers Numbers)> arrays)
    {
        var starts = arrays
            .Index()
            .Where(array => Last(array.Item.Name) == "kernel")
            .Select(array => array.Index)
            .ToArray();
        return [.. starts.Zip(starts.Skip(1).Append(arrays.Length), (from, to) => Part.Of(arrays[from..to]))];
    }

    private static string Last(string name) => name.Split('/')[^1];

    // What is no product keeps Keras' name where PyTorch has none, so that it can be refused by it.
    private static string Module(string layer, string array) =>
        array switch
        {
            "embeddings" => $"{layer}.weight",
            "gamma" => $"{layer}.weight",
            "beta" => $"{layer}.bias",
            "moving_mean" => $"{layer}.running_mean",
            "moving_variance" => $"{layer}.running_var",
            _ => $"{layer}.{array}",
        };

    private static StateTensor Plain(string name, Hdf5Numbers numbers) =>
        new(name, numbers.Place, $"{numbers.Layout.Type}", numbers.Shape, _ => numbers.Tensor);

    /// <summary>A kernel and what belongs to it.</summary>
    private sealed record Part(Hdf5Numbers Kernel, Option<Hdf5Numbers> Recurrent, Option<Hdf5Numbers> Bias, int Count)
    {
        public bool IsCell => Recurrent.IsSome;

        public bool IsGru => Blocks == GateOrder.Gru.Length;

        private long Blocks =>
            Recurrent
                .Filter(matrix => matrix.Shape is [> 0, _])
                .Match(matrix => matrix.Shape[1] / matrix.Shape[0], () => 0);

        public static Part Of(ImmutableArray<(string Name, Hdf5Numbers Numbers)> arrays)
        {
            Option<Hdf5Numbers> Called(string name) =>
                arrays.Where(array => Last(array.Name) == name).Select(array => array.Numbers).HeadOrNone();
            return new Part(arrays[0].Numbers, Called("recurrent_kernel"), Called("bias"), arrays.Length);
        }

        public IEnumerable<StateTensor> Tensors(string layer, bool isReverse)
        {
            var end = isReverse ? "_reverse" : "";
            if (!IsCell)
                return [Turned($"{layer}.weight", Kernel), .. Bias.Map(bias => Plain($"{layer}.bias", bias)).ToSeq()];
            return
            [
                Turned($"{layer}.weight_ih_l0{end}", Kernel),
                .. Recurrent.Map(matrix => Turned($"{layer}.weight_hh_l0{end}", matrix)).ToSeq(),
                .. Bias.ToSeq().SelectMany(bias => Biases(layer, bias, end)),
            ];
        }

        private IEnumerable<StateTensor> Biases(string layer, Hdf5Numbers bias, string end) =>
            bias.Shape is [2, var length]
                ? BiasNames.Select(
                    (of, row) =>
                        new StateTensor(
                            $"{layer}.bias_{of}_l0{end}",
                            bias.Place,
                            $"{bias.Layout.Type}",
                            [length],
                            _ => Ordered(Row(bias.Tensor, row))
                        )
                )
                : [Plain($"{layer}.bias_ih_l0{end}", bias) with { Read = _ => Ordered(bias.Tensor) }];

        // The kernel of a convolution (k × e × d) is one of d × e × k.
        private StateTensor Turned(string name, Hdf5Numbers kernel) =>
            kernel.Shape.Length is 2 or 3
                ? Plain(name, kernel) with
                {
                    Shape = [.. kernel.Shape.Reverse()],
                    Read = shape =>
                        (kernel.Shape.Length, shape.Length) switch
                        {
                            (2, _) => Ordered(kernel.Transposed),
                            (_, 2) => Reversed(kernel, shape),
                            _ => kernel.Tensor,
                        },
                }
                : Plain(name, kernel);

        private static Tensor Reversed(Hdf5Numbers kernel, ImmutableArray<long> shape)
        {
            var (places, channels) = ((int)kernel.Shape[0], (int)kernel.Shape[1]);
            var flat = KerasWindows.Flat(kernel).Transposed;
            return flat with
            {
                Shape = [.. shape.Select(size => (int)size)],
                Values = Matrix.Of(
                    flat.Values.Rows,
                    flat.Values.Columns,
                    [
                        .. from output in Enumerable.Range(0, flat.Values.Rows)
                        from channel in Enumerable.Range(0, channels)
                        from place in Enumerable.Range(0, places)
                        select flat.Values[output, (place * channels) + channel],
                    ]
                ),
            };
        }

        // Keras has the blocks of an LSTM in the order i, f, g, o, and those of a GRU in z, r, n.
        private Tensor Ordered(Tensor tensor) =>
            IsCell && IsGru ? GateOrder.ToStandard(GateOrder.Gru, KerasModel.GruOrder, tensor) : tensor;

        private static Tensor Row(Tensor biases, int row) =>
            biases with
            {
                Shape = [biases.Values.Columns],
                Values = biases.Values.Slice(row, 1),
            };
    }
}
