using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Networks;

namespace LrpFunctional.Formats.Models;

/// <summary>A model as it was read: the network, what its files say beside it, and its tensors in their own types.</summary>
public sealed record StoredModel
{
    private StoredModel(string layout, ModelConfig config, ImmutableDictionary<string, Tensor> tensors, RecurrentNetwork network)
    {
        Layout = layout;
        Config = config;
        Tensors = tensors;
        Network = network;
    }

    /// <summary>The layout of the files it was read from.</summary>
    public string Layout { get; }

    /// <summary>What the tensors do not say; the gate order is that of the files.</summary>
    public ModelConfig Config { get; }

    /// <summary>The tensors under their state-dict names, gate blocks in the order i, f, g, o; each tensor knows its place in the files.</summary>
    public ImmutableDictionary<string, Tensor> Tensors { get; }

    /// <summary>The network they make.</summary>
    public RecurrentNetwork Network { get; }

    /// <summary>The model made of these parts, or every fault in them.</summary>
    /// <param name="layout">The name of the layout.</param>
    /// <param name="vocabularyPath">The vocabulary's file, for messages.</param>
    /// <param name="words">The vocabulary.</param>
    /// <param name="config">What the tensors do not say.</param>
    /// <param name="stored">The tensors under their state-dict names, gate blocks in the order that <paramref name="config"/> gives.</param>
    internal static Validation<Fault, StoredModel> Create(
        string layout, string vocabularyPath, ImmutableArray<string> words, ModelConfig config, ImmutableDictionary<string, Tensor> stored)
    {
        var directions = StateNames.Directions.Where((direction, at) => at == 0 || StateNames.Cell(direction).Any(stored.ContainsKey)).ToImmutableArray();
        var required = directions.SelectMany(direction => StateNames.Cell(direction)).Append(StateNames.Embedding).Append(StateNames.Output).ToImmutableArray();
        var known = required.Append(StateNames.OutputBias).ToImmutableHashSet();
        var missing = required.Where(name => !stored.ContainsKey(name))
            .Select(name => new Fault(name, "the tensor is missing", "export the whole network"));
        var surplus = stored.Where(tensor => !known.Contains(tensor.Key))
            .Select(tensor => new Fault(
                tensor.Value.Place,
                "the tensor is not expected in a network of one LSTM layer, and leaving it out would explain another network",
                "export a network of one layer, without other tensors"));
        var faults = missing.Concat(surplus).OrderBy(fault => fault.Where, StringComparer.Ordinal).ToSeq();
        if (!faults.IsEmpty) return Validation<Fault, StoredModel>.Fail(faults);

        var cells = directions.SelectMany(direction => StateNames.Cell(direction)).ToImmutableHashSet();
        var tensors = stored.ToImmutableDictionary(pair => pair.Key, pair => cells.Contains(pair.Key) ? GateOrder.ToStandard(config.GateOrder, pair.Value) : pair.Value);
        Weight Of(string name) => new(tensors[name].Place, tensors[name].Values);
        var weights = new NetworkWeights(
            Of(StateNames.Embedding),
            [.. directions.Select(direction => new CellWeights(
                Of(StateNames.Input(direction)), Of(StateNames.Recurrent(direction)), Of(StateNames.InputBias(direction)), Of(StateNames.RecurrentBias(direction))))],
            Of(StateNames.Output),
            tensors.ContainsKey(StateNames.OutputBias) ? Of(StateNames.OutputBias) : Option<Weight>.None);
        ImmutableArray<string> classes = config.Classes.IsEmpty ? [.. Enumerable.Range(0, weights.Output.Values.Rows).Select(index => $"{index}")] : config.Classes;
        return RecurrentNetwork.Create(vocabularyPath, words, config.UnknownWord, classes, weights)
            .Bind(network => PolarityFits(config, network).Map(_ => new StoredModel(layout, config, tensors, network)));
    }

    private static Validation<Fault, Unit> PolarityFits(ModelConfig config, RecurrentNetwork network) => Validations.Require(
        config.Polarity.ForAll(polarity => polarity.Negative.Concat(polarity.Positive).All(index => index >= 0 && index < network.Classes.Length)),
        new Fault("config.json", $"polarity names a class outside 0 to {network.Classes.Length - 1}", "name classes by their number, counted from 0"));
}
