using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;

namespace LrpFunctional.Networks;

/// <summary>
/// Layers in order, each with what it reads; passes are folds over them, forward from the word vectors or back from
/// the last layer.
/// </summary>
public sealed record Composition
{
    private readonly ImmutableArray<ImmutableArray<(int Layer, int Read)>> _readers;

    private Composition(ImmutableArray<ILayer> layers, ImmutableArray<ImmutableArray<int>> reads, bool givesVectors)
    {
        Layers = layers;
        GivesVectors = givesVectors;
        Reads = reads;
        _readers =
        [
            .. Enumerable
                .Range(Input, layers.Length + 1)
                .Select(source =>
                    (
                        from layer in Enumerable.Range(0, layers.Length)
                        from read in Enumerable.Range(0, reads[layer].Length)
                        where reads[layer][read] == source
                        select (layer, read)
                    ).ToImmutableArray()
                ),
        ];
        Numbers = [.. layers.Select((layer, at) => layers.Take(at).Count(other => other.Family == layer.Family))];
    }

    /// <summary>What stands for the word vectors where a layer's number is asked for.</summary>
    public static int Input => -1;

    /// <summary>The layers, each after those that it reads; the last gives the scores.</summary>
    public ImmutableArray<ILayer> Layers { get; }

    /// <summary>The numbers of what each layer reads: earlier layers, or <see cref="Input"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> Reads { get; }

    /// <summary>Whether there is one vector of scores for each sequence, and not one at each of its steps.</summary>
    public bool GivesVectors { get; }

    /// <summary>Which of its family each layer is.</summary>
    public ImmutableArray<int> Numbers { get; }

    /// <summary>Whether each layer reads the one before it and nothing else.</summary>
    public bool IsChain => Reads.Select((reads, at) => reads.Length == 1 && reads[0] == at - 1).All(next => next);

    /// <summary>What a layer is called: "layer 0", "reading", "dense 0".</summary>
    public string NameOf(int layer)
    {
        var family = Layers[layer].Family;
        var name = family switch
        {
            LayerFamily.Layer => "layer",
            LayerFamily.Reading => "reading",
            LayerFamily.Join => "join",
            _ => "dense",
        };
        return family == LayerFamily.Reading && CountOf(family) == 1 ? name : $"{name} {Numbers[layer]}";
    }

    /// <summary>How many layers there are of a family.</summary>
    public int CountOf(LayerFamily family) => Layers.Count(layer => layer.Family == family);

    /// <summary>Whether what a layer reads of a step is made of that step and those before it alone.</summary>
    public bool ReadsCausally(int layer) =>
        Reads[layer].All(source => source == Input || (Layers[source].IsCausal && ReadsCausally(source)));

    /// <summary>Two compositions are equal when their layers are, and what these read.</summary>
    public bool Equals(Composition? other) =>
        other is not null
        && Layers.SequenceEqual(other.Layers)
        && Reads.Zip(other.Reads, (ours, theirs) => ours.SequenceEqual(theirs)).All(same => same);

    /// <summary>A hash over the layers.</summary>
    public override int GetHashCode() =>
        Layers.Aggregate(Layers.Length, (hash, layer) => HashCode.Combine(hash, layer));

    /// <summary>The layers checked one after the other, each against what it reads, or every fault there is.</summary>
    internal static Validation<Fault, Composition> Create(FlowShape input, ImmutableArray<PlacedWeights> placed) =>
        Placement.Check(placed).Bind(_ => Fitting(input, placed));

    private static Validation<Fault, Composition> Fitting(FlowShape input, ImmutableArray<PlacedWeights> placed)
    {
        var shapes = placed.Aggregate(
            ImmutableArray<FlowShape>.Empty,
            (made, layer) => made.Add(layer.Weights.Makes(Read(input, made, layer.Reads)))
        );
        return Validations
            .All(placed.Select(layer => layer.Weights.Create(Read(input, shapes, layer.Reads))))
            .Map(layers => new Composition(layers, [.. placed.Select(layer => layer.Reads)], shapes[^1].IsVector));
    }

    /// <summary>The same layers and a reading of the scores.</summary>
    internal Composition Read(PositionReading reading) =>
        new(Layers.Add(reading), Reads.Add([Layers.Length - 1]), givesVectors: true);

    /// <summary>What each layer makes, given what it reads.</summary>
    /// <param name="input">The word vectors.</param>
    /// <param name="run">What the layer of this number makes of what it reads.</param>
    internal ImmutableArray<TMade> Forward<TFlow, TMade>(TFlow input, Func<int, ImmutableArray<TFlow>, TMade> run)
        where TMade : TFlow =>
        Layers
            .Index()
            .Aggregate(
                ImmutableArray<TMade>.Empty,
                (made, layer) =>
                    made.Add(
                        run(
                            layer.Index,
                            [.. Reads[layer.Index].Select(source => source == Input ? input : made[source])]
                        )
                    )
            );

    /// <summary>What each layer sends back, given what its readers send together, from the last layer down.</summary>
    /// <param name="atScores">What reaches the last layer.</param>
    /// <param name="back">What the layer of this number sends back.</param>
    /// <param name="toRead">What of that reaches one of the flows it read.</param>
    /// <param name="add">What two readers of one flow send together.</param>
    internal ImmutableArray<TBack> Back<TReaching, TBack>(
        TReaching atScores,
        Func<int, TReaching, TBack> back,
        Func<TBack, int, TReaching> toRead,
        Func<TReaching, TReaching, TReaching> add
    )
    {
        ImmutableArray<TBack> Through(ImmutableArray<TBack> above, int layer) =>
            above.Insert(
                0,
                back(layer, above.IsEmpty ? atScores : Reaching(layer, at => above[at - layer - 1], toRead, add))
            );
        return Enumerable
            .Range(0, Layers.Length)
            .Select(fromTop => Layers.Length - 1 - fromTop)
            .Aggregate(ImmutableArray<TBack>.Empty, Through);
    }

    /// <summary>What reaches the word vectors.</summary>
    internal TReaching AtInput<TReaching, TBack>(
        ImmutableArray<TBack> sent,
        Func<TBack, int, TReaching> toRead,
        Func<TReaching, TReaching, TReaching> add
    ) => Reaching(Input, at => sent[at], toRead, add);

    /// <summary>Which layers read what a layer made, or the word vectors, and as the which of their flows.</summary>
    internal ImmutableArray<(int Layer, int Read)> ReadersOf(int source) => _readers[source - Input];

    private TReaching Reaching<TReaching, TBack>(
        int source,
        Func<int, TBack> sent,
        Func<TBack, int, TReaching> toRead,
        Func<TReaching, TReaching, TReaching> add
    )
    {
        TReaching From((int Layer, int Read) reader) => toRead(sent(reader.Layer), reader.Read);
        return ReadersOf(source) is [var only] ? From(only) : ReadersOf(source).Select(From).Aggregate(add);
    }

    private static ImmutableArray<FlowShape> Read(
        FlowShape input,
        ImmutableArray<FlowShape> made,
        ImmutableArray<int> reads
    ) => [.. reads.Select(source => source == Input ? input : made[source])];
}
