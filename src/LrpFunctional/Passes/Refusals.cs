using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;

namespace LrpFunctional.Passes;

/// <summary>The parts of a network that a method has no equation for, by their names; layers count from 0.</summary>
internal static class Refusals
{
    /// <summary>What of the layers has no equation.</summary>
    public static IEnumerable<string> OfLayers(RecurrentNetwork network) =>
        from layer in network.Layers.Index()
        from part in layer.Item.WithoutDecomposition
        select $"layer {layer.Index}: {part}";

    /// <summary>The layers that are not recurrent.</summary>
    public static IEnumerable<string> OfOthers(RecurrentNetwork network) =>
        from layer in network.Layers.Index()
        where layer.Item is not RecurrentLayer
        select $"layer {layer.Index}: {layer.Item.Kind}";

    /// <summary>All recurrent layers but the first.</summary>
    public static IEnumerable<string> OfStack(RecurrentNetwork network) =>
        network.Layers.Index().Skip(1).Select(layer => $"layer {layer.Index}: a second recurrent layer");

    /// <summary>The reading, if it is one of these.</summary>
    public static IEnumerable<string> OfReading(RecurrentNetwork network, params Reading[] unknown) =>
        unknown.Contains(network.Head.Reading) ? [$"reading: {NameOf(network.Head.Reading)}"] : [];

    /// <summary>The dense layers with an activation.</summary>
    public static IEnumerable<string> OfActivations(RecurrentNetwork network) =>
        from layer in network.Head.Dense.Index()
        where layer.Item.Activation != Activation.None
        select $"dense layer {layer.Index}: the activation {(layer.Item.Activation == Activation.Tanh ? "tanh" : "relu")}";

    /// <summary>Goes on if there is nothing to refuse.</summary>
    /// <exception cref="NotSupportedException">There is; all of it is named.</exception>
    public static void Require(string method, IEnumerable<string> refused)
    {
        var names = string.Join("; ", refused);
        if (names.Length > 0)
            throw new NotSupportedException($"{method} has no equation for {names}");
    }

    private static string NameOf(Reading reading) =>
        reading switch
        {
            Reading.LastState => "last state",
            Reading.LastPosition => "last position",
            Reading.FirstPosition => "first position",
            Reading.Mean => "mean",
            Reading.Max => "max",
            _ => "attention",
        };
}
