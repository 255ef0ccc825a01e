using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>What a dense layer did: y = a(z), z = x Wᵀ + b.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Inputs">x (rows × k).</param>
/// <param name="Sums">z (rows × m).</param>
/// <param name="Outputs">y (rows × m).</param>
public sealed record DenseTrace(DenseLayer Layer, Packing Packing, Matrix Inputs, Matrix Sums, Matrix Outputs)
    : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Matrix Made => Outputs;

    /// <summary>R of x by the rule of dense layers; the activation passes it unchanged.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        Relevance(rules, arriving.OfRows(Layer.Strands, Packing));

    /// <summary>The same, given R of y (rows × m).</summary>
    internal DenseRelevance Relevance(RuleSet rules, Matrix reaching)
    {
        var sum = new WeightedSum([new(Layer.Weights, Layer.Back)], Layer.Bias);
        return new DenseRelevance(this, reaching, rules.Output.Share(sum)([Inputs], Sums, reaching));
    }

    /// <summary>dx = (dy ⊙ a'(z)) W.</summary>
    public ILayerGradient Gradient(Arriving arriving) => Gradient(arriving.OfRows(Layer.Strands, Packing));

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        new RowsGradient(
            Product.Of(
                Layer.Activation.Rescaled(
                    arriving.OfRows(Layer.Strands, Packing),
                    new Pair(Sums, ((DenseTrace)reference).Sums)
                ),
                Layer.Weights
            )
        );

    /// <summary>The traces of layers that follow each other.</summary>
    internal static ImmutableArray<DenseTrace> Chain(
        ImmutableArray<DenseLayer> layers,
        Packing packing,
        Matrix inputs
    ) =>
        layers.Aggregate(
            ImmutableArray<DenseTrace>.Empty,
            (done, layer) => done.Add(layer.Forward(packing, done.IsEmpty ? inputs : done[^1].Outputs))
        );

    /// <summary>dz = dy ⊙ a'(z), and what follows from it.</summary>
    internal DenseGradient Gradient(Matrix byOutputs) => new(this, Layer.Activation.Back(byOutputs, Sums, Outputs));
}
