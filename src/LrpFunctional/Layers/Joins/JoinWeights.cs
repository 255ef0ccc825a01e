using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Joins;

/// <summary>Several flows side by side, one row for each step of all of them.</summary>
public sealed record ConcatenationWeights : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read.Sum(flow => flow.Units));

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Joining.SameSteps(read).Map(_ => (ILayer)new Concatenation([.. read.Select(flow => flow.Units)]));
}

/// <summary>The sum of several flows of one width.</summary>
public sealed record SumWeights : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (Joining.SameSteps(read), Joining.SameWidth("sum", "adds", read)).Apply(
            (_, _) => (ILayer)new Sum(read[0].Units)
        );
}

/// <summary>The highest of several flows of one width, number by number.</summary>
public sealed record MaximumWeights : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (Joining.SameSteps(read), Joining.SameWidth("maximum", "compares", read)).Apply(
            (_, _) => (ILayer)new Maximum(read[0].Units)
        );
}

/// <summary>What flows that are joined have in common.</summary>
internal static class Joining
{
    public static Validation<Fault, Unit> SameSteps(ImmutableArray<FlowShape> read)
    {
        var steps = read.SelectMany(flow => flow.Steps.ToSeq()).Distinct().ToArray();
        return Validations.Require(
            steps.Length <= 1 && read.All(flow => flow.IsVector == read[0].IsVector),
            new Fault(
                "join",
                read.Any(flow => flow.IsVector)
                    ? "it reads vectors and sequences, where one of both is expected"
                    : $"it reads sequences of {string.Join(", ", steps)} steps, where the same number is expected",
                "read one or the other"
            )
        );
    }

    public static Validation<Fault, Unit> SameWidth(string place, string joins, ImmutableArray<FlowShape> read) =>
        Validations.Require(
            read.All(flow => flow.Units == read[0].Units),
            new Fault(
                place,
                $"it {joins} flows of {string.Join(", ", read.Select(flow => flow.Units))} numbers, where the same "
                    + "number is expected",
                "join flows of one width"
            )
        );
}
