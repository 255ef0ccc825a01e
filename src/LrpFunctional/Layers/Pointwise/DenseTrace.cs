using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>What a dense layer did: y = a(z), z = x Wᵀ + b.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">x (n × k).</param>
/// <param name="Sums">z (n × m).</param>
/// <param name="Outputs">y (n × m).</param>
public sealed record DenseTrace(DenseLayer Layer, Matrix Inputs, Matrix Sums, Matrix Outputs)
{
    /// <summary>The traces of layers that follow each other.</summary>
    internal static ImmutableArray<DenseTrace> Chain(ImmutableArray<DenseLayer> layers, Matrix inputs) =>
        layers.Aggregate(
            ImmutableArray<DenseTrace>.Empty,
            (done, layer) => done.Add(Of(layer, done.IsEmpty ? inputs : done[^1].Outputs))
        );

    private static DenseTrace Of(DenseLayer layer, Matrix inputs)
    {
        var sums = layer.Sums(inputs);
        return new DenseTrace(
            layer,
            inputs,
            sums,
            layer.Activation switch
            {
                Activation.Tanh => Elementwise.Tanh(sums),
                Activation.Relu => Elementwise.Relu(sums),
                _ => sums,
            }
        );
    }
}
