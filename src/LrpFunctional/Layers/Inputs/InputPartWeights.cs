using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Inputs;

/// <summary>
/// One of several inputs: some columns of what goes in. Inputs of one length lie side by side in the columns of a step;
/// a vector of static features is one more step behind the last, with zeros in the columns of the others.
/// </summary>
/// <param name="Steps">Which steps it has.</param>
/// <param name="First">Its first column, counted from 0.</param>
/// <param name="Width">How many columns it has.</param>
public sealed record InputPartWeights(StepsTaken Steps, int First, int Width) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        Steps switch
        {
            StepsTaken.Static => FlowShape.Vectors(Width),
            StepsTaken.AllButStatic => read[0].InRows(Width) with { Steps = read[0].Steps.Map(steps => steps - 1) },
            _ => read[0].InRows(Width),
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Validations
            .Require(
                First >= 0 && Width > 0 && First <= read[0].Units - Width,
                new Fault(
                    "part of the input",
                    $"it has {Width} columns from {First} on, where {read[0].Units} columns are read",
                    "give inputs that lie side by side"
                )
            )
            .Map(_ => (ILayer)new InputPart(Steps, First, Width, read[0].Units));
}
