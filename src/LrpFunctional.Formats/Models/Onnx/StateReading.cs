using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What the dense layers read of the top layer.</summary>
/// <param name="Reading">How one state is made of those at all positions.</param>
/// <param name="States">The states.</param>
/// <param name="Scores">What attention is the softmax of; else empty.</param>
internal sealed record StateReading(Reading Reading, LayerStates States, ImmutableArray<Atom> Scores)
{
    /// <summary>The reading that gives these numbers, or null if there is none such.</summary>
    public static StateReading? Of(ImmutableArray<Atom> atoms)
    {
        ImmutableArray<Atom> states =
        [
            .. atoms.Select(atom => atom.Index < atom.Source.Of.Length ? atom.Source.Of[atom.Index] : atom),
        ];
        if (LayerStates.Of(states) is not { } layer)
            return null;
        if (atoms.All(atom => atom.Source is Source.At))
            return Positions(atoms, states) is { } reading ? new StateReading(reading, layer, []) : null;
        if (atoms.All(atom => atom.Source is Source.Pooled { Pooling: Pooling.Mean }))
            return new StateReading(Reading.Mean, layer, []);
        if (atoms.All(atom => atom.Source is Source.Pooled { Pooling: Pooling.Max }))
            return new StateReading(Reading.Max, layer, []);
        if (atoms.Any(atom => atom.Source is not Source.Attended))
            return null;
        ImmutableArray<Atom> weights = [.. atoms.Select(atom => ((Source.Attended)atom.Source).Weights[atom.Index])];
        return weights.All(weight =>
            ReferenceEquals(weight.Source, weights[0].Source) && weight.Index == weights[0].Index
        )
            ? new StateReading(Reading.Attention, layer, [weights[0].Source.Of[weights[0].Index]])
            : null;
    }

    private static Reading? Positions(ImmutableArray<Atom> atoms, ImmutableArray<Atom> states)
    {
        var read = atoms
            .Zip(
                states,
                (atom, state) =>
                    (
                        ((Source.At)atom.Source).IsLast,
                        EndsLast: ((Source.States)state.Source).Cell.Direction == Direction.LeftToRight
                    )
            )
            .ToImmutableArray();
        return read.All(each => each.IsLast == each.EndsLast) ? Reading.LastState
            : read.All(each => each.IsLast) ? Reading.LastPosition
            : read.All(each => !each.IsLast) ? Reading.FirstPosition
            : null;
    }
}
