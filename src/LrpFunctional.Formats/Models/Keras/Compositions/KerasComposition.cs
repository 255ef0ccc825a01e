using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// A model whose layers are more than those of a state dict: each becomes one layer of a composition or several, which
/// read what the file says.
/// </summary>
/// <param name="Embedding">The word vectors, where there are any.</param>
/// <param name="Layers">The layers so far.</param>
/// <param name="Flows">What each layer of the file made, by its name.</param>
/// <param name="Tensors">The weights read, by their places in the file.</param>
internal sealed record KerasComposition(
    Option<Weight> Embedding,
    ImmutableArray<PlacedWeights> Layers,
    ImmutableDictionary<string, KerasFlow> Flows,
    ImmutableDictionary<string, Tensor> Tensors
)
{
    private const int MostCalls = 16;

    /// <summary>How many bytes of weights were read.</summary>
    private long Bytes { get; init; }

    /// <summary>The names of what layers give that others read, or that the model gives.</summary>
    private ImmutableHashSet<string> Wanted { get; init; } = [];

    /// <summary>The network of a file, and what is done to its scores.</summary>
    /// <exception cref="FaultException">A layer or a setting is not read.</exception>
    public static ModelParts Of(string path, KerasFile file)
    {
        foreach (var code in file.Graph.Layers.Where(layer => layer.Class == KerasClass.Lambda))
            throw code.Entry.Fault(
                "it holds code, which is never run: put the layer or function of Keras that does the same in its "
                    + "place, as keras.ops.sum or tf.reduce_sum, and save the model again"
            );
        var inputs = KerasInputs.Of(file.Graph);
        var input = inputs.All[0];
        var start = new KerasComposition(
            Option<Weight>.None,
            inputs.Layers,
            inputs.Flows,
            ImmutableDictionary<string, Tensor>.Empty
        );
        var folded = KerasHandAttention.Folded(
            [.. file.Graph.Nodes().Select(KerasOperation.AsLayer)],
            file.Graph.Outputs()
        );
        var nodes = file.Graph.Chosen.IsSome ? KerasNode.ReadBy(folded, file.Graph.Outputs()) : folded;
        var wanted = nodes.SelectMany(node => node.Reads).Concat(file.Graph.Outputs());
        var made = nodes.Aggregate(
            start with
            {
                Wanted = [.. wanted],
            },
            (before, node) => Edge.Read(path, () => before.With(node, file, input)).OrThrow()
        );
        var output = file.Graph.Outputs() switch
        {
            [var only] => made.Flows.TryGetValue(only, out var flow)
                ? flow
                : throw file.Graph.Config.Fault($"its output is {only}, where a layer's is expected"),
            var several => throw file.Graph.Config.Fault(
                $"its outputs are {string.Join(" and ", several)}, where one is expected, chosen by --output"
            ),
        };
        var (layers, end, notes) = made.Ending(output);
        return new ModelParts(
            ModelConfig.Default with
            {
                Architecture = Architecture.Default with { Probabilities = end },
            },
            made.Tensors
        )
        {
            Composition = new NetworkWeights(
                made.Embedding.IfNone(() => new Weight("input", Matrix.Zero(0, inputs.Width))),
                layers
            )
            {
                Mask = KerasMask.Of(file.Graph.Layers),
                Steps = inputs.Steps,
                StaticSize = inputs.StaticSize,
            },
            Notes = [.. inputs.Notes, .. notes],
        };
    }

    private KerasComposition With(KerasNode node, KerasFile file, KerasInput input)
    {
        var layer = KerasLayers.Unwrapped(node.Layer);
        var names = node.Reads.IsEmpty ? [input.Name] : node.Reads;
        ImmutableArray<KerasFlow> read =
        [
            .. names.Select(name =>
                Flows.TryGetValue(name, out var flow)
                    ? flow
                    : throw layer.Entry.Fault($"it reads {name}, where layers before it are expected")
            ),
        ];
        KerasMask.Check(node, file, read);
        if (KerasClass.Idle.Contains(layer.Class) || layer.Class == KerasClass.Masking)
            return this with { Flows = Flows.SetItem(layer.Name, read[0]) };
        if (read.FirstOrDefault(flow => flow.End.IsSome) is { } below)
            return WithSoftmax(layer, below).With(node, file, input);
        if (!node.Scorers.IsEmpty)
            return Attending(node, file, input, read[0]);
        var weights = KerasLayers.HasWeights(layer) ? file.WeightsOf(node.Layer) : [];
        ImmutableArray<Hdf5Numbers> numbers = [.. weights.Select(stored => stored.Numbers)];
        // Many names for the same bytes would make more numbers of a file than it has; a layer may be called often.
        var bytes = Bytes + numbers.Sum(stored => stored.Stored);
        if (bytes > MostCalls * (long)file.Size)
            throw file.Model.Fault($"its layers have more than {MostCalls} times the weights that the file has");
        var tensors = Tensors.SetItems(
            numbers.Select(stored =>
                KeyValuePair.Create(stored.Place.Split(": ")[^1], KerasWindows.Flat(stored).Tensor)
            )
        );
        if (layer.Class == KerasClass.Embedding)
        {
            if (read[0].Source != Networks.Composition.Input || Embedding.IsSome)
                throw layer.Entry.Fault("it stands where no Embedding is expected: it reads the input, and is one");
            var table = KerasLayers.Embedding(layer, numbers);
            return this with
            {
                Embedding = table,
                Bytes = bytes,
                Tensors = tensors,
                Flows = Flows.SetItem(layer.Name, read[0] with { Shape = read[0].Shape.InRows(table.Values.Columns) }),
            };
        }

        ImmutableArray<int> outputs =
        [
            .. node.Gives.Index().Where(given => Wanted.Contains(given.Item)).Select(given => given.Index),
        ];
        var made = KerasLayers.Of(layer, file.Version, read, numbers, outputs) with
        {
            KeptImage = KerasLayers.KeepsImages(layer) ? read[0].Image : Option<ImageShape>.None,
        };
        var all = made.Repeats ? read.Add(read[^1]) : read;
        var started = made
            .Each.Zip(all, (own, flow) => (Own: own, Flow: flow))
            .Aggregate(
                (After: this with { Tensors = tensors, Bytes = bytes }, Read: made.Each.IsEmpty ? all : []),
                (before, each) =>
                {
                    var (after, flows) = each.Own.Aggregate(
                        (before.After, Read: ImmutableArray.Create(each.Flow)),
                        (below, weightsOfLayer) => below.After.Next(weightsOfLayer, below.Read)
                    );
                    return (after, before.Read.AddRange(flows));
                }
            );
        var last = made.Layers.Aggregate(
            started,
            (before, weightsOfLayer) => before.After.Next(weightsOfLayer, before.Read)
        );
        return made.Outputs.IsEmpty
            ? last.After.Named(layer.Name, last.Read[0], made, read)
            : made.Outputs.Aggregate(
                last.After,
                (before, output) =>
                {
                    var end = output.Layers.Aggregate(
                        (After: before, last.Read),
                        (below, weightsOfLayer) => below.After.Next(weightsOfLayer, below.Read)
                    );
                    return end.After.Named(KerasTensor.Output(layer.Name, output.Number), end.Read[0], made, read);
                }
            );
    }

    private (KerasComposition After, ImmutableArray<KerasFlow> Read) Next(
        ILayerWeights weights,
        ImmutableArray<KerasFlow> read
    )
    {
        var (after, flow) = Add(weights, read);
        return (after, [flow]);
    }

    private KerasComposition Named(
        string name,
        KerasFlow flow,
        KerasLayers.Made made,
        ImmutableArray<KerasFlow> read
    ) =>
        this with
        {
            Flows = Flows.SetItem(
                name,
                flow with
                {
                    End = made.End,
                    Image = made.Image || made.KeptImage,
                    IsUnmasked =
                        read.All(one => one.IsUnmasked)
                        || (flow.Shape.IsVector && read.Any(one => !one.Shape.IsVector)),
                }
            ),
        };

    private (KerasComposition After, KerasFlow Made) Add(ILayerWeights weights, ImmutableArray<KerasFlow> read) =>
        (
            this with
            {
                Layers = Layers.Add(new PlacedWeights(weights, [.. read.Select(one => one.Source)])),
            },
            new KerasFlow(Layers.Length, weights.Makes([.. read.Select(one => one.Shape)]), Option<string>.None)
            {
                IsGate = KerasProduct.IsGate(weights, read[0]),
            }
        );

    // A softmax that other layers read is a layer; a softmax of one number is none.
    private KerasComposition WithSoftmax(KerasLayer reader, KerasFlow below)
    {
        if (below.Shape.Units < 2)
            throw reader.Entry.Fault(
                "it reads what a softmax made, where one at the end, of several numbers at each step, or in an attention "
                    + "over steps whose weighted states are summed, is expected"
            );
        var (after, made) = Add(new SoftmaxWeights(), [below with { End = Option<string>.None }]);
        return after with
        {
            Flows = Flows.SetItems(
                Flows
                    .Where(flow => flow.Value == below)
                    .Select(flow =>
                        KeyValuePair.Create(flow.Key, made with { Image = below.Image, IsUnmasked = below.IsUnmasked })
                    )
            ),
        };
    }

    // A softmax over the steps of what dense layers make of the states, and the sum of the states by these weights.
    private KerasComposition Attending(KerasNode node, KerasFile file, KerasInput input, KerasFlow states)
    {
        var start = new KerasFlow(0, states.Shape, Option<string>.None);
        var scores = node
            .Scorers.Select(layer => new KerasNode(layer, [node.Layer.Name]))
            .Aggregate(
                this with
                {
                    Layers = [],
                    Flows = Flows.SetItem(node.Layer.Name, start),
                },
                (before, scorer) => before.With(scorer, file, input).Renamed(scorer.Layer.Name, node.Layer.Name)
            );
        var dense = scores.Layers.Aggregate(
            ImmutableArray<DenseWeights>.Empty,
            (before, placed) =>
                (placed.Weights, before) switch
                {
                    (DenseWeights next, _) => before.Add(next),
                    (ActivationWeights next, [.., var last]) when last.Activation == Activation.None => before.SetItem(
                        before.Length - 1,
                        last with
                        {
                            Activation = next.Activation,
                        }
                    ),
                    _ => throw node.Layer.Entry.Fault("what scores the states is more than dense layers"),
                }
        );
        return this with
        {
            Layers = Layers.Add(new PlacedWeights(new ReadingWeights(Reading.Attention, dense), [states.Source])),
            Flows = Flows.SetItem(
                node.Layer.Name,
                new KerasFlow(Layers.Length, FlowShape.Vectors(states.Shape.Units), Option<string>.None)
                {
                    IsUnmasked = true,
                }
            ),
            Tensors = scores.Tensors,
            Bytes = scores.Bytes,
        };
    }

    private KerasComposition Renamed(string from, string to) => this with { Flows = Flows.SetItem(to, Flows[from]) };

    // What ends with an activation is explained before it.
    private (ImmutableArray<PlacedWeights> Layers, Probabilities End, ImmutableArray<string> Notes) Ending(
        KerasFlow output
    )
    {
        var (layers, source, activation) =
            output.End.IsSome || output.Source != Layers.Length - 1
                ? (Layers, output.Source, Activation.None)
                : BeforeActivation(Layers, Layers[^1]);
        var identity = new DenseWeights(
            new Weight("output", KerasLayers.Identity(output.Shape.Units)),
            Option<Weight>.None,
            Activation.None
        );
        var endsDense =
            source == layers.Length - 1
            && layers[^1].Weights is DenseWeights last
            && last.Activation == Activation.None;
        return (
            endsDense ? layers : layers.Add(new PlacedWeights(identity, [source])),
            output.End.IsSome ? Probabilities.Softmax
            : activation == Activation.Sigmoid ? Probabilities.Sigmoid
            : Probabilities.None,
            activation == Activation.None || activation == Activation.Sigmoid
                ? []
                : [$"explained are the scores before the activation at the end, {activation}"]
        );
    }

    private static (ImmutableArray<PlacedWeights> Layers, int Source, Activation Activation) BeforeActivation(
        ImmutableArray<PlacedWeights> layers,
        PlacedWeights last
    )
    {
        ImmutableArray<PlacedWeights> With(ILayerWeights weights) => [.. layers[..^1], last with { Weights = weights }];
        return last.Weights switch
        {
            DenseWeights dense => (
                With(dense with { Activation = Activation.None }),
                layers.Length - 1,
                dense.Activation
            ),
            ConvolutionWeights convolution => (
                With(convolution with { Activation = Activation.None }),
                layers.Length - 1,
                convolution.Activation.IfNone(Activation.None)
            ),
            ActivationWeights own => (layers[..^1], last.Reads[0], own.Activation),
            _ => (layers, layers.Length - 1, Activation.None),
        };
    }
}
