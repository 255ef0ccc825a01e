using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Layers;
using LrpFunctional.Networks;

namespace LrpFunctional.Cli.Commands;

/// <summary>The places of a network that a rule can be named for.</summary>
/// <param name="Composition">How the network is put together.</param>
internal sealed record RulePlaces(Composition Composition)
{
    public const string Output = "output";
    public const string Candidate = "candidate";
    public const string State = "state";
    public const string Gates = "gates";
    public const string Normalisation = "normalisation";
    public const string Attention = "attention";
    public const string Reading = "reading";

    private static readonly ImmutableArray<string> OfSums = [Candidate, State, Gates];

    /// <summary>The layers: layer0 …</summary>
    public ImmutableArray<string> Layers =>
        [.. Enumerable.Range(0, Composition.CountOf(LayerFamily.Layer)).Select(Layer)];

    /// <summary>Whether a reading is an attention.</summary>
    public bool ReadsByAttention =>
        Composition.Layers.Any(layer => layer is { IsAttention: true, Family: LayerFamily.Reading });

    /// <summary>The places of rules of sums, and of normalisations and attentions where there are any.</summary>
    public ImmutableArray<string> All =>
        [
            Output,
            .. OfSums,
            .. Layers.SelectMany(layer => OfSums.Select(place => $"{layer}.{place}")),
            .. Where(Normalisation, layer => layer.IsNormalisation),
            .. Where(Attention, layer => layer.IsAttention),
        ];

    /// <summary>What options say of places of a kind, in all layers or in one.</summary>
    public static ImmutableArray<string> At(string kind, IEnumerable<string> said) =>
        [.. said.Where(text => IsAt(kind, text))];

    /// <summary>What options say of places that take the rules of sums.</summary>
    public static ImmutableArray<string> AtSums(IEnumerable<string> said) =>
        [.. said.Where(text => !IsAt(Normalisation, text) && !IsAt(Attention, text))];

    private static bool IsAt(string kind, string text) =>
        Placed.PlaceOf(text) is { } place && place[(place.LastIndexOf('.') + 1)..] == kind;

    // Readings follow one rule, however many there are.
    private ImmutableArray<string> Where(string kind, Func<ILayer, bool> has)
    {
        ImmutableArray<string> one =
        [
            .. Composition
                .Layers.Index()
                .Where(layer => has(layer.Item))
                .Select(layer =>
                    layer.Item.Family == LayerFamily.Reading ? Reading : Layer(Composition.Numbers[layer.Index])
                )
                .Distinct()
                .Select(place => $"{place}.{kind}"),
        ];
        return one.IsEmpty ? one : one.Insert(0, kind);
    }

    private static string Layer(int layer) => string.Create(CultureInfo.InvariantCulture, $"layer{layer}");
}
