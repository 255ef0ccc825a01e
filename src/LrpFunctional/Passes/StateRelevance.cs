using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// The relevance that arrived at the states of a cell after a step, R(h_t) and R(c_t), from above and from step t + 1;
/// their sum over all units is what the ledger says arrived at that step. What h_t passes on to c_t in the same step is
/// not in R(c_t). Of t = −1, the states before the first step, it is what was left there.
/// </summary>
/// <param name="Place">The recurrent layer: "layer 0".</param>
/// <param name="Direction">The direction of the cell.</param>
/// <param name="Step">t, from 0 in the order in which the cell reads; −1 before the first step.</param>
/// <param name="Word">The word or step of the sentence, from 0, that the cell read there, where it reads one at each
/// step.</param>
/// <param name="Hidden">R(h_t) of each unit (d).</param>
/// <param name="Cell">R(c_t) of each unit (d), or none for a cell without.</param>
public sealed record StateRelevance(
    string Place,
    Direction Direction,
    int Step,
    Option<int> Word,
    ImmutableArray<double> Hidden,
    ImmutableArray<double> Cell
)
{
    /// <summary>Σ R(h_t) + Σ R(c_t).</summary>
    public double Sum => Hidden.Sum() + Cell.Sum();

    /// <summary>
    /// Those of each lane, in the order of its ledger: from the output down, the last step of each cell first.
    /// </summary>
    internal static ImmutableArray<ImmutableArray<StateRelevance>> Of(NetworkRelevance relevance) =>
        [
            .. Enumerable
                .Range(0, relevance.Trace.Batch.Packing.Lanes(0))
                .Select(lane => OfLane(relevance, lane).ToImmutableArray()),
        ];

    private static IEnumerable<StateRelevance> OfLane(NetworkRelevance relevance, int lane) =>
        from layer in relevance.Layers.Index().Reverse()
        from recurrent in layer.Item switch
        {
            RecurrentRelevance one => [one],
            StatefulRelevance stateful => [stateful.Recurrent],
            _ => Array.Empty<RecurrentRelevance>(),
        }
        from direction in recurrent.Directions.Zip(recurrent.Trace.Layer.Cells, (flow, cell) => (flow, cell.Direction))
        from step in Enumerable.Range(-1, 1 + recurrent.Trace.Packing.Lengths[lane]).Reverse()
        let state = step < 0 ? direction.flow.Steps[0].Before : direction.flow.Steps[step].Arriving
        select new StateRelevance(
            relevance.Trace.Network.Composition.NameOf(layer.Index),
            direction.Direction,
            step,
            WordOf(
                direction.Direction,
                step,
                recurrent.Trace.Packing.Lengths[lane],
                relevance.Trace.Batch.Packing.Lengths[lane]
            ),
            [.. state.Hidden.Row(lane)],
            [.. state.Cell.Row(lane)]
        );

    // A layer above a pooling, say, reads fewer steps than there are words.
    private static Option<int> WordOf(Direction direction, int step, int steps, int words) =>
        step < 0 || steps != words ? Option<int>.None
        : direction == Direction.RightToLeft ? words - 1 - step
        : step;

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(StateRelevance? other) =>
        other is not null
        && (Place, Direction, Step, Word) == (other.Place, other.Direction, other.Step, other.Word)
        && Hidden.Same(other.Hidden)
        && Cell.Same(other.Cell);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Place, Direction, Step, Word, Hidden.Hash(), Cell.Hash());
}
