using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Models.Keras.Compositions;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The layers that a file describes, in their order, and how the model puts them together.</summary>
/// <param name="Config">The settings of the model.</param>
/// <param name="Kind">Its class.</param>
/// <param name="All">The layers, with the operations that Keras writes beside them.</param>
/// <param name="Inner">The graphs of those layers that are models themselves, by their names.</param>
internal sealed record KerasGraph(
    KerasConfig Config,
    string Kind,
    ImmutableArray<KerasLayer> All,
    ImmutableDictionary<string, KerasGraph> Inner
)
{
    // No file of a real model has models in models to such a depth.
    private const int Deepest = 8;

    /// <summary>The layers, without the operations that make a mask, and for a model in this one its layers.</summary>
    public ImmutableArray<KerasLayer> Layers { get; } =
    [
        .. All.Where(layer => !KerasClass.MaskOperations.Contains(layer.Class))
            .SelectMany(layer =>
                Inner.TryGetValue(layer.Name, out var inner) ? inner.Layers.Select(part => part.Within(layer)) : [layer]
            ),
    ];

    /// <summary>Whether a layer is called more than once.</summary>
    public bool HasShared { get; private init; }

    /// <summary>The layer that makes ids of text, in whose place the input stands, where there is one.</summary>
    public Option<KerasLayer> Text { get; private init; }

    /// <summary>The output that is chosen, where one is.</summary>
    public Option<string> Chosen { get; init; }

    private IEnumerable<KerasLayer> Own =>
        All.Where(layer => layer.Class != KerasClass.Input && !KerasClass.MaskOperations.Contains(layer.Class));

    /// <summary>Whether each layer reads the one before it because the model says nothing else.</summary>
    public bool IsSequential => Kind == KerasClass.Sequential;

    /// <summary>Whether a recurrent layer reads states to begin with beside its sequence.</summary>
    public bool HasStatesToBeginWith =>
        !IsSequential
        && Own.Any(layer =>
            KerasClass.Recurrent.Contains(layer.Class)
            && layer.Entry.Items("inbound_nodes").Length == 1
            && Node(layer).Reads.Length > 1
        );

    /// <summary>The name of a layer of a model in another.</summary>
    public static string Inside(string model, string layer) => $"{model}/{layer}";

    /// <summary>The layers of a model, each with settings that are known.</summary>
    public static KerasGraph Of(string path, KerasConfig model) => Of(path, model, Deepest);

    private static KerasGraph Of(string path, KerasConfig model, int depth)
    {
        var kind = model.Text("class_name");
        if (!KerasClass.Models.Contains(kind))
            throw model.Fault($"its class is {kind}, where Sequential or Functional is expected");
        KerasSettings.Check(KerasSettings.OfEntry, model).OrThrow();

        // The first versions of Keras 2 wrote a bare list.
        var (config, later) = KerasShared.Apart(path, new KerasConfig(path, model["config"]));
        var isList = config.Json.ValueKind == JsonValueKind.Array;
        if (!isList)
            KerasSettings.Check(kind, config).OrThrow();
        var items = KerasText.WithoutTextInput(
            path,
            isList ? [.. config.Json.EnumerateArray()] : config.Items("layers")
        );
        var all = Validations.All(items.Select(item => Edge.Read(path, () => Known(path, item)))).OrThrow();
        if (all.GroupBy(layer => layer.Name, StringComparer.Ordinal).Any(same => same.Count() > 1))
            throw config.Fault("two of its layers have the same name");
        var names = all.Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        if (all.Find(layer => KerasTensor.IsOutputOf(layer.Name, names)).Case is KerasLayer taken)
            throw taken.Entry.Fault("its name is what an output of another layer is called here");
        var models = all.Where(layer => ModelIn(layer).IsSome).ToImmutableArray();
        if (depth == 0 && !models.IsEmpty)
            throw models[0].Entry.Fault($"it is a model inside of {Deepest} others, which is not read");
        return new KerasGraph(
            config,
            kind,
            [.. KerasText.WithIds(KerasShared.Numbered(all, later, Numbered)).Select(KerasLoop.AsLayer)],
            models.ToImmutableDictionary(
                layer => layer.Name,
                layer => Of(layer.Entry.Place, ModelIn(layer).IfNone(layer.Entry), depth - 1)
            )
        )
        {
            HasShared = !later.IsEmpty,
            Text = all.Find(layer => layer.Class == KerasClass.TextVectorization),
        };
    }

    /// <summary>Each layer but the inputs with what it reads; for a model in this one, each of its layers.</summary>
    public ImmutableArray<KerasNode> Nodes()
    {
        var aliases = ImmutableDictionary<string, string>.Empty;
        var nodes = ImmutableArray.CreateBuilder<KerasNode>();
        foreach (var node in OwnNodes())
        {
            ImmutableArray<string> reads = [.. node.Reads.Select(name => aliases.GetValueOrDefault(name, name))];
            if (!Inner.TryGetValue(node.Layer.Name, out var inner))
            {
                nodes.Add(node with { Reads = reads });
                continue;
            }

            nodes.AddRange(inner.Nodes().Select(part => part.Within(node.Layer, inner.InputName, reads)));
            aliases = aliases.SetItem(node.Layer.Name, Inside(node.Layer.Name, inner.Output()));
        }

        return nodes.DrainToImmutable();
    }

    /// <summary>The names of the layers whose outputs are the model's.</summary>
    public ImmutableArray<string> Outputs() => Chosen.Match(only => [only], AllOutputs);

    private ImmutableArray<string> AllOutputs() =>
        [
            .. (IsSequential ? [All[^1].Name] : KerasTensor.Names(Config, Config["output_layers"])).Select(name =>
                Inner.TryGetValue(name, out var inner) ? Inside(name, inner.Output()) : name
            ),
        ];

    private string Output() =>
        Outputs() is [var only]
            ? only
            : throw Config.Fault($"its outputs are {string.Join(" and ", Outputs())}, where one is expected");

    private Option<string> InputName =>
        All.Where(layer => layer.Class == KerasClass.Input).Select(layer => layer.Name).ToSeq() switch
        {
            [] => Option<string>.None,
            [var only] => only,
            _ => throw Config.Fault("it is a model inside of another and has several inputs, where one is expected"),
        };

    private IEnumerable<KerasNode> OwnNodes() =>
        IsSequential
            ? Own.Select((layer, at) => (layer: WithOneOutput(layer), at))
                .Scan(
                    new KerasNode(All[0], []),
                    (below, next) => new KerasNode(next.layer, next.at == 0 ? [] : [below.Layer.Name])
                )
                .Skip(1)
        : HasShared ? KerasNode.InOrder([.. Own.Select(Node)])
        : Own.Select(Node);

    // A layer that is a model, reads each step by one, or has several cells.
    private static Option<KerasConfig> ModelIn(KerasLayer layer)
    {
        if (KerasClass.Models.Contains(layer.Class))
            return layer.Entry;
        if (KerasLoop.IsStacked(layer))
            return KerasLoop.Stacked(layer);
        return layer
            .Config.Maybe("layer")
            .Filter(_ => layer.Class == KerasClass.TimeDistributed)
            .Map(json => new KerasConfig(layer.Entry.Place, json))
            .Filter(inner => KerasClass.Models.Contains(inner.MaybeText("class_name").IfNone("")));
    }

    private static ImmutableArray<KerasLayer> Numbered(ImmutableArray<KerasLayer> all)
    {
        var stored = all.GroupBy(layer => layer.Class, StringComparer.Ordinal)
            .Select(same => same.ToImmutableArray())
            .SelectMany(same => same.Select((layer, at) => new KerasStored(layer.Name, layer.Class, at, same.Length)))
            .ToImmutableDictionary(stored => stored.Name);
        return [.. all.Select(layer => layer with { Stored = [stored[layer.Name]] })];
    }

    private static KerasLayer Known(string path, JsonElement item)
    {
        var layer = KerasLayer.Of(path, item);
        return KerasUnread.Is(layer.Class) ? throw KerasUnread.Fault(layer) : layer;
    }

    private static KerasLayer WithOneOutput(KerasLayer layer) =>
        KerasCell.GivesStates(layer)
            ? throw layer.Config.Fault(
                "return_state is true, where a Sequential model hands one output of each layer on"
            )
            : layer;

    private KerasNode Node(KerasLayer layer)
    {
        var calls = layer.Entry.Items("inbound_nodes");
        if (calls.Length == 1 && layer.Class == KerasClass.Function)
            return KerasCall.OfFunction(layer, calls[0]);
        if (calls.Length == 1 && KerasOperation.Is(layer))
            return KerasCall.OfOperation(layer, calls[0]);
        return calls.Length == 1
            ? new KerasNode(
                layer,
                [.. KerasCall.Sources(layer, calls[0], mask => KerasMask.Check(layer, mask, Layers, All))]
            )
            {
                IsMasked = KerasCall.HasMask(layer, calls[0]),
            }
            : throw layer.Entry.Fault($"it is called {calls.Length} times, where once is expected");
    }
}
