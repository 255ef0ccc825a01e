using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>What a scale and shift at each step is built from, as of a batch normalisation.</summary>
/// <param name="Scale">a (1 × D).</param>
/// <param name="Shift">b (1 × D).</param>
public sealed record ScaleShiftWeights(Weight Scale, Weight Shift) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(Scale.Values.Columns);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (Scale.Check(1, read[0].Units), Shift.Check(1, read[0].Units)).Apply(
            (scale, shift) => (ILayer)new ScaleShiftLayer(scale, shift)
        );

    /// <summary>
    /// What a batch normalisation is once it is trained: a = γ / √(σ² + ε), b = β − a ⊙ μ; or every fault there is.
    /// </summary>
    /// <param name="gamma">γ (1 × D); none counts as ones.</param>
    /// <param name="beta">β (1 × D); none counts as zeros.</param>
    /// <param name="mean">μ (1 × D), the running mean.</param>
    /// <param name="variance">σ² (1 × D), the running variance.</param>
    /// <param name="epsilon">ε.</param>
    public static Validation<Fault, ScaleShiftWeights> OfBatchNormalisation(
        Option<Weight> gamma,
        Option<Weight> beta,
        Weight mean,
        Weight variance,
        double epsilon
    )
    {
        var width = mean.Values.Columns;
        return (
            gamma.Map(scale => scale.Check(1, width)).IfNone(Matrix.Constant(1, width, 1)),
            Weight.CheckOrZero(beta, width),
            mean.Check(1, width),
            variance.Check(1, width).Bind(values => Positive(variance.Name, values, epsilon))
        ).Apply(
            (scales, shifts, means, variances) =>
            {
                var scale = scales.Over(variances.Map(square => Math.Sqrt(square + epsilon)));
                return new ScaleShiftWeights(
                    new Weight($"scale by {variance.Name}", scale),
                    new Weight($"shift by {mean.Name}", shifts - scale.Times(means))
                );
            }
        );
    }

    private static Validation<Fault, Matrix> Positive(string name, Matrix variances, double epsilon)
    {
        ImmutableArray<double> values = [.. variances.Span];
        return values.All(value => value + epsilon > 0)
            ? variances
            : new Fault(
                name,
                $"a variance and ε = {epsilon} add up to nothing that has a root to divide by",
                "check that all tensors come from one model"
            );
    }
}
