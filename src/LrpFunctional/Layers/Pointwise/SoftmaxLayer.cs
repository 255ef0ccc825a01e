using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>A softmax over the numbers of each step below other layers, as of gates that add up to one.</summary>
public sealed record SoftmaxWeights : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) => new SoftmaxLayer(read[0].Units);
}

/// <summary>y_j = exp x_j / Σ_k exp x_k over the numbers of each step.</summary>
/// <param name="Width">How many numbers a step has, D.</param>
internal sealed record SoftmaxLayer(int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "softmax";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => true;

    /// <inheritdoc/>
    public IEnumerable<string> WithoutDecomposition => [Kind];

    /// <inheritdoc/>
    public IEnumerable<string> WithoutRescale => [Kind];

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Width}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new SoftmaxTrace(this, packing, Of(read[0]));

    // The softmax over time of as many lanes as there are rows.
    private Matrix Of(Matrix rows)
    {
        var turned = MatrixRows.Transposed(rows);
        ImmutableArray<int> offsets = [.. Enumerable.Range(0, Width + 1).Select(at => at * rows.Rows)];
        var made = PackedSequences.Softmax(turned.InRows(Width * rows.Rows, 1), offsets.AsSpan());
        return MatrixRows.Transposed(made.InRows(Width, rows.Rows));
    }
}

/// <summary>What a softmax did with a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Made">y of each packed row (rows × D).</param>
internal sealed record SoftmaxTrace(SoftmaxLayer Layer, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>R_x = R_y, as of other activations.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        new PassedRelevance(Packing, arriving.OfRows(Layer.Strands, Packing));

    /// <summary>∂s/∂x_j = y_j (∂s/∂y_j − Σ_k y_k ∂s/∂y_k).</summary>
    public ILayerGradient Gradient(Arriving arriving)
    {
        var weighted = Made.Times(arriving.OfRows(Layer.Strands, Packing));
        return new RowsGradient(weighted - Made.Times(weighted.RowSums().Repeat(Layer.Width)));
    }

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        throw new System.Diagnostics.UnreachableException();
}
