using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>y = a(W x + b), of a vector or at each step.</summary>
public sealed record DenseLayer : IPlainLayer
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

    /// <inheritdoc/>
    public string Kind => "dense";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Dense;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Weights.Rows);

    /// <inheritdoc/>
    public bool IsCausal => true;

    /// <summary>W as the product reads it on the way back.</summary>
    internal Lazy<PackedWeights<double>> Back { get; }

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => Hashed;

    internal IEnumerable<(string Name, Matrix Numbers)> Hashed =>
        [($"dense {Activation}", Weights), ("", Matrix.Of(1, Bias.Length, Bias))];

    /// <summary>A layer for inputs of size k; every wrong shape or number that is not finite is a fault.</summary>
    public static Validation<Fault, DenseLayer> Create(int inputSize, DenseWeights weights)
    {
        var rows = weights.Weights.Values.Rows;
        return (
            weights.Weights.Check(rows, inputSize),
            weights.Bias.Map(bias => bias.Check(1, rows)).IfNone(Matrix.Zero(1, rows)),
            weights.Activation.Fits("dense layer", rows)
        ).Apply((values, bias, _) => new DenseLayer(values, [.. bias.Span], weights.Activation));
    }

    /// <summary>Layers that follow each other, the first for inputs of size k.</summary>
    internal static Validation<Fault, ImmutableArray<DenseLayer>> Chain(
        int inputSize,
        ImmutableArray<DenseWeights> weights
    ) =>
        Validations.All(
            weights.Select((layer, at) => Create(at == 0 ? inputSize : weights[at - 1].Weights.Values.Rows, layer))
        );

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) => Forward(packing, read[0]);

    /// <summary>y = a(z), z = x Wᵀ + b, for inputs x (n × k).</summary>
    internal DenseTrace Forward(Packing packing, Matrix inputs)
    {
        var sums = MatrixRows.AddToEach(Product.Of(inputs, _forward.Value, Weights.Rows), Bias.AsSpan());
        return new DenseTrace(this, packing, inputs, sums, Activation.Of(sums));
    }

    // What the bias brings about alone is nobody's phrase.
    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var shares = PhraseShares.Of(Activation.Of, read[0].Parts.Through(Weights), Bias.AsSpan());
        return read[0] with { Parts = new Parts(shares.Phrase, (shares.Rest + shares.Bias)) };
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(DenseLayer? other) =>
        other is not null && Weights == other.Weights && Bias.Same(other.Bias) && Activation == other.Activation;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Weights, Bias.Hash(), Activation);
}
