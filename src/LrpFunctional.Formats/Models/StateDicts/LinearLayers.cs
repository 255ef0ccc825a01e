using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>The ways in which linear layers can follow on each other by their shapes.</summary>
/// <param name="modules">The layers; those with names of ours stand where these say.</param>
/// <param name="inputs">How many numbers the first ones read.</param>
internal sealed class LinearLayers(ImmutableArray<StateModule> modules, long inputs)
{
    // So many can be put in order in no time, however badly they fit.
    private const int Most = 8;

    public int Count => modules.Length;

    /// <summary>Our names and the layers, in each order that fits; the order of the file comes first.</summary>
    /// <param name="attention">How many of them score the states, the last of these with one score; the others lead
    /// from what is read to the output.</param>
    public IEnumerable<ImmutableDictionary<string, StateModule>> Orders(int attention)
    {
        var dense = modules.Length - attention;
        if (dense < 1 || modules.Count(module => !module.IsNamed) > Most)
            return [];
        ImmutableArray<Place> places =
        [
            .. Enumerable
                .Range(0, attention)
                .Select(at => new Place(StateNames.Attention(at), at == 0, at == attention - 1)),
            .. Enumerable
                .Range(0, dense)
                .Select(at => new Place(at < dense - 1 ? StateNames.Dense(at) : StateNames.Output, at == 0, false)),
        ];
        return Orders(places, ImmutableDictionary<string, StateModule>.Empty, inputs);
    }

    private IEnumerable<ImmutableDictionary<string, StateModule>> Orders(
        ImmutableArray<Place> places,
        ImmutableDictionary<string, StateModule> before,
        long columns
    ) =>
        places.IsEmpty
            ? [before]
            : modules
                .Where(module =>
                    (module.IsNamed ? module.Name == places[0].Name : !before.ContainsValue(module))
                    && module.Columns == (places[0].ReadsStates ? inputs : columns)
                    && (!places[0].IsOneScore || module.Rows == 1)
                )
                .SelectMany(module => Orders(places.RemoveAt(0), before.Add(places[0].Name, module), module.Rows));

    /// <summary>A place of a layer in the network.</summary>
    private sealed record Place(string Name, bool ReadsStates, bool IsOneScore);
}
