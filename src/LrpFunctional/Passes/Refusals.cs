using LrpFunctional.Layers;
using LrpFunctional.Networks;

namespace LrpFunctional.Passes;

/// <summary>The parts of a network that a method has no equation for, by their names.</summary>
internal static class Refusals
{
    /// <summary>What of the layers has no equation.</summary>
    public static IEnumerable<string> Of(RecurrentNetwork network, Func<ILayer, IEnumerable<string>> without) =>
        from layer in network.Layers.Index()
        from part in without(layer.Item)
        select $"{network.Composition.NameOf(layer.Index)}: {part}";

    /// <summary>Goes on if there is nothing to refuse.</summary>
    /// <exception cref="NotSupportedException">There is; all of it is named.</exception>
    public static void Require(string method, IEnumerable<string> refused)
    {
        var names = string.Join("; ", refused);
        if (names.Length > 0)
            throw new NotSupportedException($"{method} has no equation for {names}");
    }
}
