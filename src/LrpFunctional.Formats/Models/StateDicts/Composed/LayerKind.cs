using System.Collections.Frozen;
using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>What a layer can be.</summary>
/// <param name="Name">What config.json calls it.</param>
/// <param name="Settings">What can be said of it.</param>
/// <param name="Of">The layers that it makes of what it reads, given what is said of it.</param>
internal sealed record LayerKind(
    string Name,
    ImmutableArray<string> Settings,
    Func<SaidLayer, ImmutableArray<ILayerWeights>> Of
)
{
    /// <summary>What gives a network of words their vectors, and not a layer of its own.</summary>
    public const string Embedding = "embedding";

    /// <summary>How many numbers a step has that the network reads, and not a layer of its own.</summary>
    public const string Input = "input";

    /// <summary>How many static features stand beside the steps, and the name of their vector.</summary>
    public const string Static = "static";

    /// <summary>All steps as one vector.</summary>
    public const string Flatten = "flatten";

    /// <summary>Attention of the steps of a sequence to each other.</summary>
    public const string SelfAttention = "self_attention";

    /// <summary>
    /// Layers each of which reads what is read, and whose results the layers read instead, as queries, values and keys.
    /// </summary>
    public Func<SaidLayer, ImmutableArray<ILayerWeights>> Each { get; init; } = _ => [];

    /// <summary>What its modules have below them, each with a name of its own in the file.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>Whether it joins the layers that it names.</summary>
    public bool IsJoin => Name is "concatenation" or "sum";

    /// <summary>All of them, by their names.</summary>
    public static FrozenDictionary<string, LayerKind> All { get; } =
        new LayerKind[]
        {
            new(Input, ["steps", Static], _ => []),
            new(Embedding, ["steps"], _ => []),
            new("lstm", ["activation", "gates", "epsilon"], StateCells.Of) { Parts = CellNormalisationTensors.Parts },
            new("gru", ["activation", "gates", "reset"], StateCells.Of),
            new("rnn", ["activation"], StateCells.Of),
            new("linear", ["activation"], StateLayers.Linear),
            new("conv1d", ["activation", "stride", "padding", "dilation", "groups"], StateLayers.Convolution),
            new("batch_norm", ["epsilon"], StateLayers.BatchNormalisation),
            new("layer_norm", ["epsilon"], StateLayers.LayerNormalisation),
            new("max_pool", ["stride", "padding"], StateLayers.Pool),
            new("average_pool", ["stride"], StateLayers.Pool),
            new("activation", ["slope"], StateLayers.Activation),
            new("prelu", [], StateLayers.PRelu),
            new("reading", [], StateLayers.Reading),
            new("attention", ["activation"], StateLayers.Attention),
            new(SelfAttention, ["heads"], StateAttention.OfHeads)
            {
                Each = StateAttention.Projections,
                Parts = [StateAttention.Output],
            },
            new(Flatten, [], StateLayers.Flatten),
            new("concatenation", [], _ => [new ConcatenationWeights()]),
            new("sum", [], _ => [new SumWeights()]),
        }.ToFrozenDictionary(kind => kind.Name);
}
