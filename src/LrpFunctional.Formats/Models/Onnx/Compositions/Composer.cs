using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Inputs;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Puts the layers of a composition together, each after those that it reads.</summary>
internal sealed class Composer
{
    /// <summary>What can be done about a graph that is refused.</summary>
    public const string Remedy =
        "only what LrpFunctional can take apart is read: embeddings, recurrent layers, what is done to each step, "
        + "readings, sums and joins of flows, dense layers";

    private const int MostBelow = 300;
    private const int MostLayers = 2000;

    private readonly string _path;
    private readonly ILookup<string, RecurrentCell> _cells;
    private readonly ImmutableHashSet<string> _remembered;
    private readonly Flow _bottom;
    private readonly InputParts _parts;
    private readonly ImmutableArray<PlacedWeights>.Builder _layers = ImmutableArray.CreateBuilder<PlacedWeights>();
    private readonly Dictionary<Source, Flow> _made = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Flow> _named = [];
    private int _depth;

    public Composer(string path, SourceGraph graph, InputParts parts)
    {
        (_path, _parts, _cells) = (path, parts, graph.Cells.ToLookup(cell => cell.Label));
        var width = Math.Max(parts.Width, graph.Bottom.Count);
        _bottom = new Flow(Composition.Input, FlowShape.Vectors(width) with { Steps = parts.Steps });
        _remembered = graph.Remembered;
    }

    /// <summary>The network of the layers so far.</summary>
    /// <param name="embedding">The word vectors.</param>
    public NetworkWeights Network(Weight embedding) =>
        new(embedding, _layers.ToImmutable())
        {
            // Where nothing counts its steps, a network of a graph for one length reads any.
            Steps = _layers.Any(layer => layer.Weights is FlattenWeights or RepetitionWeights)
                ? _bottom.Shape.Steps
                : Option<int>.None,
            StaticSize = _parts.StaticSize,
        };

    /// <summary>The numbers that a layer reads, of one flow or several side by side.</summary>
    /// <exception cref="FaultException">They are made by no layer that is read.</exception>
    public Selection Read(string label, ImmutableArray<Atom> atoms)
    {
        var ends = atoms
            .Where(atom => atom.EndOf is not null)
            .GroupBy(atom => atom.EndOf!.Label)
            .ToImmutableDictionary(
                layer => layer.Key,
                layer =>
                    StateEnds.Of([
                        .. layer.Select(atom => (atom.EndOf!.Direction, ((Source.At)atom.Source).IsLast)).Distinct(),
                    ])
            );
        ImmutableArray<(Flow Flow, int Column)> places = [.. atoms.Select(atom => Place(atom, ends))];
        ImmutableArray<Flow> flows = [.. places.Select(place => place.Flow).DistinctBy(flow => flow.Layer)];
        var starts = flows
            .Zip(flows.Scan(0, (start, flow) => start + flow.Shape.Units))
            .ToImmutableDictionary(flow => flow.Item1.Layer, flow => flow.Item2);
        var joined =
            flows.Length == 1
                ? flows[0]
                : Named(
                    $"join {string.Join(' ', flows.Select(flow => flow.Layer))}",
                    () => Add(label, new ConcatenationWeights(), flows)
                );
        return new Selection(joined, [.. places.Select(place => starts[place.Flow.Layer] + place.Column)]);
    }

    /// <summary>A flow that has just these numbers.</summary>
    /// <exception cref="FaultException">They are made by no layer that is read.</exception>
    public Flow Whole(string label, ImmutableArray<Atom> atoms)
    {
        var read = Read(label, atoms);
        return read.IsWhole ? read.Flow : Chosen(label, read, Activation.None);
    }

    /// <summary>Sums that are the numbers themselves.</summary>
    public Flow Chosen(string label, Selection read, Activation activation) =>
        Add(
            label,
            new DenseWeights(new Weight($"{_path}: {label}", read.Ones(Place(label))), Option<Weight>.None, activation),
            [read.Flow]
        );

    /// <summary>A dense layer of the graph.</summary>
    public Flow Dense(Source.Linear layer, Activation activation)
    {
        var read = Read(layer.Label, layer.Of);
        var weights = layer.Weights.ToTensor(_path, layer.Count);
        return Add(
            layer.Label,
            new DenseWeights(
                new Weight(weights.Place, read.Spread(Place(layer.Label), weights.Values)),
                layer.Bias.Map(bias => bias.ToTensor(_path, 0)).Map(bias => new Weight(bias.Place, bias.Values)),
                activation
            ),
            [read.Flow]
        );
    }

    private (Flow Flow, int Column) Place(Atom atom, ImmutableDictionary<string, Func<Direction, bool, Reading>> ends)
    {
        int In(RecurrentCell cell) =>
            _cells[cell.Label].TakeWhile(other => !ReferenceEquals(other, cell)).Sum(other => other.Units);
        if (atom.Source is Source.States states)
            return (Recurrent(states.Cell.Label), In(states.Cell) + atom.Index);
        if (atom.Source is Source.LastMemory memory)
            return (LastMemory(memory.Cell.Label), In(memory.Cell) + atom.Index);
        if (atom.EndOf is not { } cell)
            return (Of(atom.Source), atom.Index);
        var at = (Source.At)atom.Source;
        var reading = ends[cell.Label](cell.Direction, at.IsLast);
        return (
            Named(
                $"{reading} {cell.Label}",
                () => Add(cell.Label, new ReadingWeights(reading), [Recurrent(cell.Label)])
            ),
            In(cell) + at.Of[atom.Index].Index
        );
    }

    private Flow Of(Source source)
    {
        if (_made.TryGetValue(source, out var made))
            return made;
        Deeper(source.Description);
        var flow = source switch
        {
            Source.Words => _bottom,
            Source.Given given => _parts.Of(given.Name).Map(part => Part(given, part)).IfNone(_bottom),
            _ => SourceLayers.Of(_path, this, source),
        };
        _depth--;
        return _made[source] = flow;
    }

    private Flow Part(Source.Given given, InputPartWeights part) =>
        Named($"part {given.Name}", () => Add(given.Description, part, [_bottom]));

    private Flow Recurrent(string label) =>
        _remembered.Contains(label)
            ? Named(label, () => Add(label, new StrandsTakenWeights(0, _cells[label].Count()), [Cells(label)]))
            : Cells(label);

    // c of each cell behind h of each.
    private Flow LastMemory(string label) =>
        Named(
            $"last c {label}",
            () =>
            {
                var count = _cells[label].Count();
                var memory = Add(label, new StrandsTakenWeights(count, count), [Cells(label)]);
                return Add(label, new ReadingWeights(Reading.LastState), [memory]);
            }
        );

    private Flow Cells(string label) =>
        Named(
            $"cells {label}",
            () =>
            {
                Deeper(label);
                ImmutableArray<RecurrentCell> cells = [.. _cells[label]];
                var read = Read(label, cells[0].Input);
                var starts = cells
                    .SelectMany((cell, at) => cell.Starts.Select(start => (Of: new StateStart(at, start.Part), start)))
                    .Select(each => (each.Of, Flow: Whole(label, each.start.Of)))
                    .ToImmutableArray();
                var weights = new RecurrentWeights([.. cells.Select(cell => CellParts.Of(_path, cell, read))]);
                var shown = _remembered.Contains(label) ? StatesShown.HiddenAndCell : StatesShown.Hidden;
                var flow = Add(
                    label,
                    starts.IsEmpty && shown == StatesShown.Hidden
                        ? weights
                        : new StatefulWeights(weights, [.. starts.Select(start => start.Of)], shown),
                    [read.Flow, .. starts.Select(start => start.Flow)]
                );
                _depth--;
                return flow;
            }
        );

    private Flow Named(string name, Func<Flow> make) =>
        _named.TryGetValue(name, out var flow) ? flow : _named[name] = make();

    /// <summary>A layer more.</summary>
    /// <exception cref="FaultException">What it reads does not go together.</exception>
    public Flow Add(string label, ILayerWeights weights, ImmutableArray<Flow> read)
    {
        if (weights is not StatefulWeights && read.Any(flow => flow.Shape.IsVector != read[0].Shape.IsVector))
            throw new FaultException(
                new Fault(
                    Place(label),
                    "it takes something of each step together with something of the whole sequence, which is not read",
                    Remedy
                )
            );
        if (_layers.Count == MostLayers)
            throw new FaultException(
                new Fault(Place(label), $"more than {MostLayers} layers come about", "export a smaller network")
            );
        _layers.Add(new PlacedWeights(weights, [.. read.Select(flow => flow.Layer)]));
        return new Flow(_layers.Count - 1, weights.Makes([.. read.Select(flow => flow.Shape)]));
    }

    private void Deeper(string label)
    {
        if (++_depth > MostBelow)
            throw new FaultException(
                new Fault(Place(label), $"more than {MostBelow} layers lie above it", "export a smaller network")
            );
    }

    private string Place(string label) => $"{_path}: {label}";
}
