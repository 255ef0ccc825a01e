using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// Attention over steps as it is put together by hand: dense layers score each state, a softmax over the steps weighs
/// the states, and their sum goes on. It is told by what reads what; no code in a file is ever run.
/// </summary>
internal static class KerasHandAttention
{
    /// <summary>The classes that are read in such an attention only.</summary>
    public static ImmutableArray<string> Classes { get; } =
    [
        KerasClass.Multiply,
        KerasClass.Dot,
        KerasClass.Matmul,
        KerasClass.Permute,
        KerasClass.Transpose,
        KerasClass.Reshape,
        KerasClass.Sum,
        KerasClass.ExpandDims,
        KerasClass.Squeeze,
        KerasClass.Function,
    ];

    // What may stand at the end of such an attention.
    private static readonly ImmutableArray<string> Ends =
    [
        KerasClass.Sum,
        KerasClass.Dot,
        KerasClass.Flatten,
        KerasClass.Reshape,
        KerasClass.Squeeze,
    ];

    /// <summary>The nodes, with one in the place of each attention.</summary>
    public static ImmutableArray<KerasNode> Folded(ImmutableArray<KerasNode> nodes, ImmutableArray<string> outputs)
    {
        if (!nodes.Any(node => node.Layer.Class is KerasClass.Sum or KerasClass.Dot or KerasClass.Matmul))
            return nodes;
        var named = nodes.ToImmutableDictionary(node => node.Layer.Name, StringComparer.Ordinal);
        ImmutableArray<KerasNode> folded =
        [
            .. nodes.Select(node => Ends.Contains(node.Layer.Class) ? Of(node, named).IfNone(node) : node),
        ];

        // What the attention was made of is left out, from its end on, unless somebody else reads it.
        return KerasNode.ReadBy(folded, outputs);
    }

    private static Option<KerasNode> Of(KerasNode end, ImmutableDictionary<string, KerasNode> named)
    {
        var product = end.Layer.Class == KerasClass.Dot ? end : named.GetValueOrDefault(end.Reads.FirstOrDefault(""));
        if (product?.Reads is not [var first, var second])
            return Option<KerasNode>.None;
        Option<KerasNode> With(string states, string weights, Func<ImmutableArray<KerasNode>, bool, bool> spreads) =>
            Weighed(end, states, weights, named, spreads);
        return (end.Layer.Class, product.Layer.Class) switch
        {
            (KerasClass.Sum, KerasClass.Multiply) when OverSteps(end) => With(first, second, Spreads)
                || With(second, first, Spreads),
            (KerasClass.Dot, _) when DotsSteps(end) => With(second, first, (above, flat) => above.IsEmpty && flat)
                || With(first, second, (above, flat) => above.IsEmpty && flat),
            (not KerasClass.Sum, KerasClass.Dot) when DotsSteps(product) => (
                IsFlattened(end, 1)
                    ? With(second, first, (above, flat) => above.IsEmpty && !flat)
                    : Option<KerasNode>.None
            ) || (IsFlattened(end, 2) ? With(first, second, (above, flat) => above.IsEmpty && !flat) : default),
            (not KerasClass.Sum, KerasClass.Matmul) when IsFlattened(end, 1) => With(
                second,
                first,
                product.Layer.Config.Flag("transpose_a", otherwise: false)
                    ? (above, flat) => above.IsEmpty && !flat
                    : InRow
            ),
            _ => Option<KerasNode>.None,
        };
    }

    private static Option<KerasNode> Weighed(
        KerasNode end,
        string states,
        string weights,
        ImmutableDictionary<string, KerasNode> named,
        Func<ImmutableArray<KerasNode>, bool, bool> spreads
    )
    {
        var down = Down(weights, states, named);
        var above = down.TakeWhile(node => !IsSoftmax(node)).ToImmutableArray();
        var below = down.Skip(above.Length + 1).ToImmutableArray();
        if (above.Length == down.Length || below.IsEmpty)
            return Option<KerasNode>.None;
        var isFlat = below[0].Layer.Class is KerasClass.Flatten or KerasClass.Squeeze or KerasClass.Reshape;
        var scorers = (isFlat ? below[1..] : below).Reverse().Select(node => node.Layer).ToImmutableArray();
        var softmax = down[above.Length];
        return
            spreads(above, isFlat)
            && (isFlat ? IsAxis(softmax, "axis", -1, 1) : IsAxis(softmax, "axis", 1, -2))
            && !scorers.IsEmpty
            && scorers.All(IsScorer)
            ? end with
            {
                Reads = [states],
                Scorers = scorers,
            }
            : Option<KerasNode>.None;
    }

    // Weights of the steps, one for each, as many times as a state has numbers or once.
    private static bool Spreads(ImmutableArray<KerasNode> above, bool isFlat) =>
        above switch
        {
            [] => !isFlat,
            [var turned, var repeated] => isFlat
                && turned.Layer.Class == KerasClass.Permute
                && repeated.Layer.Class == KerasClass.RepeatVector
                && Sizes(turned, "dims") is [2, 1],
            [var raised] => isFlat
                && (
                    (raised.Layer.Class == KerasClass.ExpandDims && IsAxis(raised, "axis", -1, 2))
                    || (raised.Layer.Class == KerasClass.Reshape && Sizes(raised, "target_shape") is [_, 1])
                ),
            _ => false,
        };

    // The weights of all steps in one row.
    private static bool InRow(ImmutableArray<KerasNode> above, bool isFlat) =>
        above is [var raised]
        && (raised.Layer.Class, isFlat) switch
        {
            (KerasClass.ExpandDims, true) => IsAxis(raised, "axis", 1, -2),
            (KerasClass.Reshape, true) => Sizes(raised, "target_shape") is [1, _],
            (KerasClass.Permute, false) => Sizes(raised, "dims") is [2, 1],
            (KerasClass.Transpose, false) => Sizes(raised, "axes") is [0, 2, 1],
            _ => false,
        };

    private static bool OverSteps(KerasNode sum) =>
        IsAxis(sum, "axis", 1, -2) && !sum.Layer.Config.Flag("keepdims", otherwise: false);

    private static bool DotsSteps(KerasNode dot) => Sizes(dot, "axes") is [1] or [1, 1];

    // The axis of one place is left out.
    private static bool IsFlattened(KerasNode end, int axis) =>
        end.Layer.Class switch
        {
            KerasClass.Flatten => true,
            KerasClass.Reshape => Sizes(end, "target_shape").Length == 1,
            KerasClass.Squeeze => IsAxis(end, "axis", axis, axis - 3),
            _ => false,
        };

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
        node.Layer.Class == KerasClass.Softmax
        || (node.Layer.Class == KerasClass.Activation && node.Layer.Config.Says("activation", "softmax"));

    // Where nothing is said, a softmax is over the last axis.
    private static bool IsAxis(KerasNode node, string name, params ImmutableArray<int> expected) =>
        node
            .Layer.Config.Maybe(name)
            .Match(
                value => KerasAxis.Sizes(value) is [var axis] && expected.Contains(axis),
                () => IsSoftmax(node) && expected.Contains(-1)
            );

    private static ImmutableArray<int> Sizes(KerasNode node, string name) => KerasAxis.Sizes(node.Layer.Config, name);
}
