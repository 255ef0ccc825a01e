using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Attention;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>PyTorch's MultiheadAttention of a sequence to itself, without positions and without a mask.</summary>
internal static class StateAttention
{
    /// <summary>The part of the module that joins the heads.</summary>
    public const string Output = "out_proj";

    private const string Joined = "in_proj_weight";
    private const string JoinedBias = "in_proj_bias";

    /// <summary>Queries, values and keys: the blocks of in_proj are those of queries, keys and values.</summary>
    public static ImmutableArray<ILayerWeights> Projections(SaidLayer layer)
    {
        var module = Module(layer);
        var weights = layer.Tensors.Weight(module, Joined, 2);
        var bias = layer.Tensors.Maybe(module, JoinedBias);
        var units = weights.Values.Columns;
        if (weights.Values.Rows != 3 * units || layer.Read is not [var read] || read.Units != units)
            throw layer.Setting.Fault(
                $"{module.Name}.{Joined} has the shape ({weights.Values.Rows}, {units}), where three blocks of "
                    + $"{layer.Read[0].Units} rows and columns are expected, as many as numbers are read",
                "name the layer that it reads"
            );
        ILayerWeights Block(int at) =>
            new DenseWeights(
                new Weight(weights.Name, MatrixRows.Gather(weights.Values, [.. Enumerable.Range(at * units, units)])),
                bias.Map(all => new Weight(all.Name, MatrixRows.TakeColumns(all.Values, at * units, units))),
                Activation.None
            );
        return [Block(0), Block(2), Block(1)];
    }

    /// <summary>softmax(q kᵀ / √d) v of each head, and the heads joined.</summary>
    public static ImmutableArray<ILayerWeights> OfHeads(SaidLayer layer)
    {
        var module = Module(layer);
        var (heads, units) = (layer.Setting.Whole("heads", 0), layer.Read[0].Units);
        if (heads < 1 || units % heads != 0)
            throw layer.Setting.Fault(
                $"heads is {heads}, where a number is expected that {units} can be divided by",
                "say num_heads of the module"
            );
        var output = layer.Tensors.Module(layer.Setting, $"{module.Name}.{Output}");
        return
        [
            new AttentionWeights(new Similarity.Dot(1 / Math.Sqrt(units / heads)), heads),
            new DenseWeights(
                layer.Tensors.Weight(output, StateModule.Weight, 2),
                layer.Tensors.Maybe(output, StateModule.Bias),
                Activation.None
            ),
        ];
    }

    private static StateModule Module(SaidLayer layer)
    {
        var module = layer.Tensors.Only(layer.Setting);
        return module.Tensors.Keys.FirstOrDefault(name => name is not (Joined or JoinedBias)) is { } other
            ? throw layer.Setting.Fault(
                $"{module.Name} has the tensor {other}, which is not read",
                "train it without add_bias_kv, with queries, keys and values of one width"
            )
            : module;
    }
}
