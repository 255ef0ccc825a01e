using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>One way in which the modules of a state dict can make a network.</summary>
/// <param name="Stack">The recurrent layers.</param>
/// <param name="Embedding">The module of the embedding, where it has no name of ours.</param>
/// <param name="Layers">The linear layers under our names.</param>
/// <param name="Attention">How many of them score the states.</param>
internal sealed record Interpretation(
    RecurrentStack Stack,
    Option<StateModule> Embedding,
    ImmutableDictionary<string, StateModule> Layers,
    int Attention
)
{
    /// <summary>For modules of ours their names in the file, where these are others.</summary>
    public ImmutableDictionary<string, string> Names =>
        Stack
            .Names.AddRange(Embedding.Map(module => KeyValuePair.Create("embedding", module.Name)))
            .AddRange(
                Layers
                    .Where(layer => layer.Key != layer.Value.Name)
                    .Select(layer => KeyValuePair.Create(layer.Key, layer.Value.Name))
            );

    /// <summary>What names and shapes leave open of it.</summary>
    public string Open =>
        (Attention, Dense) switch
        {
            (0, _) => $"what is read of the states, nor {Activations}",
            (_, 1) => $"that attention is read of the states, scored by {Scoring}",
            _ => $"that attention is read of the states, scored by {Scoring}, nor {Activations}",
        };

    private int Dense => Layers.Count - Attention;

    private string Scoring => Listed(Enumerable.Range(0, Attention).Select(StateNames.Attention));

    private string Activations =>
        (Dense == 2 ? "which activation stands behind " : "which activations stand behind ")
        + Listed(Enumerable.Range(0, Dense - 1).Select(StateNames.Dense));

    /// <summary>Where another way that fits too differs from it.</summary>
    public string Doubt(Interpretation other)
    {
        var differing = Names.Where(name => other.Names.GetValueOrDefault(name.Key) != name.Value);
        var ordered = differing.OrderBy(name => name.Key, StringComparer.Ordinal);
        return $"whether {string.Join(", ", ordered.Select(name => $"{name.Key} is {name.Value}"))}";
    }

    /// <summary>The settings that would describe it, with what is said already.</summary>
    public ConfigGuess Guess(Architecture said) =>
        new(
            Names.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Attention > 0 ? Reading.Attention
                : said.Reading == Reading.Attention ? Reading.LastState
                : said.Reading,
            Filled(said.Attention, Attention - 1, Activation.Tanh),
            Filled(said.Dense, Dense - 1, Activation.Relu)
        );

    private static ImmutableArray<Activation> Filled(ImmutableArray<Activation> said, int count, Activation usual) =>
        said.Length == count ? said : [.. Enumerable.Repeat(usual, Math.Max(count, 0))];

    private string Listed(IEnumerable<string> ours) => string.Join(", ", ours.Select(name => Layers[name].Name));
}
