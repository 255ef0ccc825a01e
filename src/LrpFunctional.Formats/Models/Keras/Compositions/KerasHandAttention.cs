using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// Attention over steps as it is put together by hand: dense layers score each state, a softmax over the steps weighs
/// the states, and their sum goes on. It is told by what reads what; no code in a file is ever run.
/// </summary>
internal static class KerasHandAttention
{
    private static readonly ImmutableDictionary<string, string> Functions = new Dictionary<string, string>
    {
        ["math.multiply"] = KerasClass.Multiply,
        ["math.reduce_sum"] = KerasClass.Sum,
        ["nn.softmax"] = KerasClass.Softmax,
        ["expand_dims"] = KerasClass.ExpandDims,
        ["squeeze"] = KerasClass.Squeeze,
        ["compat.v1.squeeze"] = KerasClass.Squeeze,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The classes that are read in such an attention only.</summary>
    public static ImmutableArray<string> Classes { get; } =
    [
        KerasClass.Multiply,
        KerasClass.Permute,
        KerasClass.Reshape,
        KerasClass.Sum,
        KerasClass.ExpandDims,
        KerasClass.Squeeze,
        KerasClass.Function,
    ];

    /// <summary>The nodes, with one in the place of each attention.</summary>
    public static ImmutableArray<KerasNode> Folded(ImmutableArray<KerasNode> nodes, ImmutableArray<string> outputs)
    {
        if (!nodes.Any(node => KindOf(node) == KerasClass.Sum))
            return nodes;
        var named = nodes.ToImmutableDictionary(node => node.Layer.Name, StringComparer.Ordinal);
        ImmutableArray<KerasNode> folded =
        [
            .. nodes.Select(node => KindOf(node) == KerasClass.Sum ? Of(node, named).IfNone(node) : node),
        ];

        // What the attention was made of is left out, from its end on, unless somebody else reads it.
        return KerasNode.ReadBy(folded, outputs);
    }

    private static Option<KerasNode> Of(KerasNode sum, ImmutableDictionary<string, KerasNode> named)
    {
        if (!IsAxis(sum, "axis", 1, -2) || Settings(sum).Flag("keepdims", otherwise: false))
            return Option<KerasNode>.None;
        return
            named.TryGetValue(sum.Reads[0], out var product)
            && KindOf(product) == KerasClass.Multiply
            && product.Reads is [var first, var second]
            ? Weighed(sum, first, second, named) || Weighed(sum, second, first, named)
            : Option<KerasNode>.None;
    }

    private static Option<KerasNode> Weighed(
        KerasNode sum,
        string states,
        string weights,
        ImmutableDictionary<string, KerasNode> named
    )
    {
        var down = Down(weights, states, named);
        var above = down.TakeWhile(node => !IsSoftmax(node)).ToImmutableArray();
        var below = down.Skip(above.Length + 1).ToImmutableArray();
        if (above.Length == down.Length || below.IsEmpty)
            return Option<KerasNode>.None;
        var isFlat = KindOf(below[0]) is KerasClass.Flatten or KerasClass.Squeeze or KerasClass.Reshape;
        var scorers = (isFlat ? below[1..] : below).Reverse().Select(node => node.Layer).ToImmutableArray();
        var softmax = down[above.Length];
        var spreads = above switch
        {
            [] => !isFlat,
            [var turned, var repeated] => isFlat
                && KindOf(turned) == KerasClass.Permute
                && KindOf(repeated) == KerasClass.RepeatVector
                && Sizes(turned, "dims") is [2, 1],
            [var raised] => isFlat
                && (
                    (KindOf(raised) == KerasClass.ExpandDims && IsAxis(raised, "axis", -1, 2))
                    || (KindOf(raised) == KerasClass.Reshape && Sizes(raised, "target_shape") is [_, 1])
                ),
            _ => false,
        };
        return
            spreads
            && (isFlat ? IsAxis(softmax, "axis", -1, 1) : IsAxis(softmax, "axis", 1, -2))
            && !scorers.IsEmpty
            && scorers.All(IsScorer)
            ? sum with
            {
                Reads = [states],
                Scorers = scorers,
            }
            : Option<KerasNode>.None;
    }

    // Each node with the only one that it reads, down to the states.
    private static ImmutableArray<KerasNode> Down(string from, string to, ImmutableDictionary<string, KerasNode> named)
    {
        var nodes = ImmutableArray.CreateBuilder<KerasNode>();
        var seen = new System.Collections.Generic.HashSet<string>(StringComparer.Ordinal);
        for (var name = from; name != to; name = nodes[^1].Reads[0])
        {
            if (!seen.Add(name) || !named.TryGetValue(name, out var node) || node.Reads.Length != 1)
                return [];
            nodes.Add(node);
        }

        return nodes.DrainToImmutable();
    }

    private static bool IsScorer(KerasLayer layer) =>
        layer.Class is KerasClass.Dense or KerasClass.Activation
        || KerasClass.Idle.Contains(layer.Class)
        || (
            layer.Class == KerasClass.TimeDistributed
            && new KerasConfig(layer.Entry.Place, layer.Config["layer"]).Text("class_name") == KerasClass.Dense
        );

    private static bool IsSoftmax(KerasNode node) =>
        KindOf(node) == KerasClass.Softmax
        || (node.Layer.Class == KerasClass.Activation && node.Layer.Config.MaybeText("activation") == "softmax");

    private static string KindOf(KerasNode node) =>
        node.Layer.Class == KerasClass.Function
            ? Functions.GetValueOrDefault(node.Layer.Config.Text("function"), node.Layer.Class)
            : node.Layer.Class;

    private static KerasConfig Settings(KerasNode node) => node.Arguments.IfNone(node.Layer.Config);

    // Where nothing is said, a softmax is over the last axis.
    private static bool IsAxis(KerasNode node, string name, params ImmutableArray<int> expected) =>
        Settings(node)
            .Maybe(name)
            .Match(
                value => Sizes(value) is [var axis] && expected.Contains(axis),
                () => IsSoftmax(node) && expected.Contains(-1)
            );

    private static ImmutableArray<int> Sizes(KerasNode node, string name) =>
        Settings(node).Maybe(name).Match(Sizes, () => []);

    private static ImmutableArray<int> Sizes(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(size => Sizes(size).AsEnumerable())],
            JsonValueKind.Number when value.TryGetInt32(out var size) => [size],
            _ => [],
        };
}
