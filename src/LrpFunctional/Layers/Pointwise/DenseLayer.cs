using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>y = a(W x + b).</summary>
public sealed record DenseLayer
{
    private readonly Lazy<PackedWeights<double>> _forward;

    private DenseLayer(Matrix weights, ImmutableArray<double> bias, Activation activation)
    {
        Weights = weights;
        Bias = bias;
        Activation = activation;
        _forward = new(() => PackedWeights<double>.OfTransposed(weights));
        Back = new(() => PackedWeights<double>.Of(weights));
    }

    /// <summary>W (m × k).</summary>
    public Matrix Weights { get; }

    /// <summary>b (m), zeros for a layer without.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>a.</summary>
    public Activation Activation { get; }

    /// <summary>W as the product reads it on the way back.</summary>
    internal Lazy<PackedWeights<double>> Back { get; }

    /// <summary>z = x Wᵀ + b, for inputs x (n × k).</summary>
    internal Matrix Sums(Matrix inputs) =>
        MatrixRows.AddToEach(Product.Of(inputs, _forward.Value, Weights.Rows), Bias.AsSpan());

    /// <summary>A layer for inputs of size k; every wrong shape or number that is not finite is a fault.</summary>
    public static Validation<Fault, DenseLayer> Create(int inputSize, DenseWeights weights)
    {
        var rows = weights.Weights.Values.Rows;
        return (
            weights.Weights.Check(rows, inputSize),
            weights.Bias.Map(bias => bias.Check(1, rows)).IfNone(Matrix.Zero(1, rows))
        ).Apply((values, bias) => new DenseLayer(values, [.. bias.Span], weights.Activation));
    }

    /// <summary>Layers that follow each other, the first for inputs of size k.</summary>
    internal static Validation<Fault, ImmutableArray<DenseLayer>> Chain(
        int inputSize,
        ImmutableArray<DenseWeights> weights
    ) =>
        Validations.All(
            weights.Select((layer, at) => Create(at == 0 ? inputSize : weights[at - 1].Weights.Values.Rows, layer))
        );
}
