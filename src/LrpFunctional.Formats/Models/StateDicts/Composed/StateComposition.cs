using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Inputs;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>A network as config.json puts it together of the modules of a state dict, layer after layer.</summary>
/// <param name="Embedding">The word vectors, or as many columns as a step has numbers.</param>
/// <param name="Steps">How many steps a sequence has, where it is said.</param>
/// <param name="StaticSize">How many static features stand beside the steps.</param>
/// <param name="Layers">The layers so far.</param>
/// <param name="Flows">What each setting made, the last one last; what the network reads comes first.</param>
internal sealed record StateComposition(
    Weight Embedding,
    Option<int> Steps,
    int StaticSize,
    ImmutableArray<PlacedWeights> Layers,
    ImmutableArray<(Option<string> Name, int Layer, FlowShape Shape)> Flows
)
{
    /// <summary>Vectors whose numbers PyTorch has in another order than we do, by the layers that make them.</summary>
    private ImmutableDictionary<int, TurnedSteps> Turned { get; init; } = ImmutableDictionary<int, TurnedSteps>.Empty;

    private const int MostSteps = 1 << 15;
    private const int MostStatic = 1 << 20;
    private const string Read = "input";
    private const string Remedy = "describe every layer of the network under layers in config.json";

    // What PyTorch counts in training.
    private const string Counter = "num_batches_tracked";

    /// <summary>The network, or what is wrong with its description.</summary>
    /// <param name="path">The file of tensors.</param>
    /// <param name="config">What is said of it.</param>
    /// <param name="modules">The tensors by modules.</param>
    /// <param name="conventions">What is meant where a layer says nothing.</param>
    public static Validation<Fault, ModelParts> Of(
        string path,
        ModelConfig config,
        ImmutableArray<StateModule> modules,
        LayerConventions conventions
    )
    {
        var tensors = new ModuleTensors(path, modules.ToImmutableDictionary(module => module.Name), conventions);
        return (Validations.All(modules.Select(module => Named(config, module))), Duplicates(config))
            .Apply((_, _) => Unit.Default)
            .Bind(_ => Edge.Read(ModelFiles.Config, () => Parts(config, tensors, modules)));
    }

    private static ModelParts Parts(ModelConfig config, ModuleTensors tensors, ImmutableArray<StateModule> modules)
    {
        var made = config
            .Layers.Skip(1)
            .Aggregate(Start(config.Layers[0], tensors), (before, setting) => before.With(setting, tensors));
        if (made.Layers.IsEmpty || made.Layers[^1].Weights is not DenseWeights last)
            throw config
                .Layers[^1]
                .Fault("the last layer is no linear one", "end with the layer that gives the scores");
        if (last.Activation != Activation.None)
            throw config
                .Layers[^1]
                .Fault(
                    "the last layer has an activation",
                    "leave it out: the scores before it are explained; \"probabilities\" says what becomes of them"
                );
        return new ModelParts(
            config,
            modules
                .SelectMany(module => module.Tensors)
                .Where(tensor => tensor.Key != Counter)
                .ToImmutableDictionary(tensor => tensor.Value.Name, tensor => Stored(tensor.Value))
        )
        {
            Composition = new NetworkWeights(made.Embedding, made.Layers)
            {
                Mask = config.Architecture.Mask,
                Steps = made.Steps.Map(steps => steps + (made.StaticSize > 0 ? 1 : 0)),
                StaticSize = made.StaticSize,
            },
        };
    }

    // Written again, a tensor has all of its axes.
    private static Tensor Stored(StateTensor tensor) =>
        tensor.InRows() with
        {
            Shape = [.. tensor.Shape.Select(size => int.CreateSaturating(size))],
        };

    // A network of words has vectors for them; one of numbers says how many a step has, or its first layer does.
    private static StateComposition Start(LayerSetting first, ModuleTensors tensors)
    {
        var embedding = first.Kind.Name switch
        {
            LayerKind.Embedding => tensors.Weight(tensors.Only(first), StateModule.Weight, 2),
            LayerKind.Input => new Weight(Read, Matrix.Zero(0, first.Count)),
            _ => throw first.Fault(
                "the first layer says neither how many numbers a step has nor which module embeds words",
                "begin with {\"input\": 5}, or with {\"embedding\": \"emb\"}"
            ),
        };
        var steps = first.Settings.ContainsKey("steps") ? first.Whole("steps", 0) : Option<int>.None;
        if (steps.Exists(count => count is < 2 or > MostSteps))
            throw first.Fault(
                $"steps is {first.Settings["steps"]}, where 2 to {MostSteps} are expected",
                "say how many steps every sequence has, or leave it out"
            );
        var shape = FlowShape.Vectors(embedding.Values.Columns) with { Steps = steps };
        if (first.Settings.ContainsKey(LayerKind.Static))
            return Beside(first, shape);
        return new StateComposition(
            embedding,
            steps,
            0,
            [],
            [(Read, Composition.Input, shape), (first.Name, Composition.Input, shape)]
        );
    }

    // Static features are the last columns of one step more; what follows reads the steps, if it says nothing.
    private static StateComposition Beside(LayerSetting first, FlowShape steps)
    {
        var count = first.Whole(LayerKind.Static, 0);
        if (count is < 1 or > MostStatic)
            throw first.Fault(
                $"static is {count}, where 1 to {MostStatic} are expected",
                "say how many static features stand beside the steps, or leave it out"
            );
        var whole = FlowShape.Vectors(steps.Units + count) with { Steps = steps.Steps.Map(known => known + 1) };
        var (own, features) = (
            new InputPartWeights(StepsTaken.AllButStatic, 0, steps.Units),
            new InputPartWeights(StepsTaken.Static, steps.Units, count)
        );
        return new StateComposition(
            new Weight(Read, Matrix.Zero(0, whole.Units)),
            steps.Steps,
            count,
            [new PlacedWeights(own, [Composition.Input]), new PlacedWeights(features, [Composition.Input])],
            [
                (LayerKind.Static, 1, features.Makes([whole])),
                (Read, 0, own.Makes([whole])),
                (first.Name, 0, own.Makes([whole])),
            ]
        );
    }

    private StateComposition With(LayerSetting setting, ModuleTensors tensors)
    {
        if (setting.Kind.Name is LayerKind.Embedding or LayerKind.Input)
            throw setting.Fault("it stands behind other layers", "name it first");
        ImmutableArray<(Option<string> Name, int Layer, FlowShape Shape)> read = setting.Reads.IsEmpty
            ? [Flows[^1]]
            : [.. setting.Reads.Select(name => Called(setting, name))];
        var said = new SaidLayer(setting, tensors, [.. read.Select(flow => flow.Shape)]);
        var each = setting
            .Kind.Each(said)
            .Aggregate(
                (After: this, Read: ImmutableArray<(Option<string> Name, int Layer, FlowShape Shape)>.Empty),
                (before, weights) =>
                {
                    var (after, made) = Then((before.After, read), weights);
                    return (after, before.Read.AddRange(made));
                }
            );
        var turned = read.Select(flow => Turned.TryGetValue(flow.Layer, out var of) ? of : null)
            .FirstOrDefault(of => of is not null);
        var weightsOfAll = TurnedSteps.Of(setting, turned, setting.Kind.Of(said));
        return weightsOfAll.Aggregate(
            each.Read.IsEmpty ? (After: this, Read: read) : each,
            Then,
            last => last.After.Turning(setting, read, turned, last.Read[0].Layer).Named(setting.Name, last.Read[0])
        );
    }

    private StateComposition Turning(
        LayerSetting setting,
        ImmutableArray<(Option<string> Name, int Layer, FlowShape Shape)> read,
        TurnedSteps? turned,
        int layer
    ) =>
        TurnedSteps.IsAsked(setting) ? this with { Turned = Turned.Add(layer, TurnedSteps.Of(read[0].Shape)) }
        : turned is not null && setting.Kind.Name != "linear" ? this with { Turned = Turned.Add(layer, turned) }
        : this;

    private static (StateComposition, ImmutableArray<(Option<string>, int, FlowShape)>) Then(
        (StateComposition After, ImmutableArray<(Option<string> Name, int Layer, FlowShape Shape)> Read) before,
        ILayerWeights weights
    ) =>
        (
            before.After with
            {
                Layers = before.After.Layers.Add(
                    new PlacedWeights(weights, [.. before.Read.Select(flow => flow.Layer)])
                ),
            },
            [
                (
                    Option<string>.None,
                    before.After.Layers.Length,
                    weights.Makes([.. before.Read.Select(flow => flow.Shape)])
                ),
            ]
        );

    private StateComposition Named(Option<string> name, (Option<string> Name, int Layer, FlowShape Shape) made) =>
        this with
        {
            Flows = Flows.Add(made with { Name = name }),
        };

    private (Option<string> Name, int Layer, FlowShape Shape) Called(LayerSetting setting, string name) =>
        Flows.Where(flow => flow.Name.Exists(of => of == name)).ToImmutableArray() is [.., var flow]
            ? flow
            : throw setting.Fault($"it reads {name}, and no layer before it has this name", "name a layer by \"name\"");

    private static Validation<Fault, Unit> Named(ModelConfig config, StateModule module) =>
        Validations.Require(
            config.Layers.Any(layer => Says(layer, module.Name)) || module.Tensors.Keys.All(name => name == Counter),
            new Fault(
                module.Tensors.Values.First().Place,
                "no layer in config.json names its module, and leaving it out would explain another network",
                Remedy
            )
        );

    private static bool Says(LayerSetting layer, string module) =>
        layer.Says(module)
        || layer.Kind.Parts.Any(part =>
            module.EndsWith($".{part}", StringComparison.Ordinal) && layer.Says(module[..^(part.Length + 1)])
        );

    private static Validation<Fault, Unit> Duplicates(ModelConfig config)
    {
        IEnumerable<string> beside = config.Layers[0].Settings.Keys.Where(setting => setting == LayerKind.Static);
        ImmutableArray<string> said = [.. config.Layers.SelectMany(layer => layer.Name.ToSeq()), Read, .. beside];
        var twice = said.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(name => name.Count() > 1)?.Key;
        return Validations.Require(
            twice is null,
            new Fault(ModelFiles.Config, $"two layers are called {twice}", "give each a name of its own")
        );
    }
}
