using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>A dense layer as the graph has it.</summary>
internal sealed record DenseStage(Source.Linear Layer, Activation Activation)
{
    /// <summary>The dense layers that end with these numbers, the first one first, and what that one reads.</summary>
    public static (ImmutableArray<DenseStage> Stages, ImmutableArray<Atom> Read) Chain(ImmutableArray<Atom> scores)
    {
        var stages = ImmutableArray<DenseStage>.Empty;
        while (Of(scores) is { } stage)
        {
            stages = stages.Insert(0, stage);
            scores = stage.Layer.Of;
        }

        return (stages, scores);
    }

    /// <summary>The one source all of whose numbers these are, in their order, or null.</summary>
    public static Source? Whole(ImmutableArray<Atom> atoms) =>
        atoms.Length == atoms[0].Source.Count
        && atoms
            .Select((atom, at) => atom.Index == at && ReferenceEquals(atom.Source, atoms[0].Source))
            .All(same => same)
            ? atoms[0].Source
            : null;

    private static DenseStage? Of(ImmutableArray<Atom> scores) =>
        Whole(scores) switch
        {
            Source.Linear layer => new DenseStage(layer, Activation.None),
            Source.Activated { Function: var function, Of: var sums } when Whole(sums) is Source.Linear layer =>
                new DenseStage(layer, function),
            _ => null,
        };
}
