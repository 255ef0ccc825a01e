using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>
/// The last state of an LSTM as a telescope of its cell states: h_T = o_T ⊙ tanh c_T = Σ_t o_T ⊙ (u_t − u_{t−1}) + o_T
/// ⊙ u_0; each direction has its own last state (Murdoch and Szlam, "Automatic rule extraction from long short term
/// memory networks", ICLR 2017). Scores are logarithms of the paper's factors.
/// </summary>
public static class CellDecomposition
{
    /// <summary>
    /// log β_t = W_k (o_T ⊙ (tanh c_t − tanh c_{t−1})), the classes k weighted for each lane (n × C); the output's bias
    /// and W_k (o_T ⊙ tanh c_0) are left over.
    /// </summary>
    /// <exception cref="NotSupportedException">The network is not one LSTM layer, read at the last states by linear
    /// layers.</exception>
    public static WordScores Beta(Trace trace, Matrix ofScores) =>
        Of("beta decomposition", trace, ofScores, direction => (Cells(direction), CellsBefore(direction)));

    /// <summary>
    /// log γ_t = W_k (o_T ⊙ (tanh(F_t ⊙ c_t) − tanh(F_{t−1} ⊙ c_{t−1}))), F_t = Π_{s=t+1…T} f_s, what is left of a
    /// state at the end; the output's bias and W_k (o_T ⊙ tanh(F_0 ⊙ c_0)) are left over.
    /// </summary>
    /// <exception cref="NotSupportedException">The network is not one LSTM layer, read at the last states by linear
    /// layers.</exception>
    public static WordScores Gamma(Trace trace, Matrix ofScores) =>
        Of(
            "gamma decomposition",
            trace,
            ofScores,
            direction =>
            {
                var kept = Kept(direction);
                var keptBefore = kept.Times(OfSteps(direction, gates => gates.Forget));
                return (kept.Times(Cells(direction)), keptBefore.Times(CellsBefore(direction)));
            }
        );

    private static WordScores Of(
        string name,
        Trace trace,
        Matrix ofScores,
        Func<DirectionTrace, (Matrix Now, Matrix Before)> states
    )
    {
        Refusals.Require(name, Refused(trace.Network));
        var (layer, offsets) = (trace.Recurrent[0], trace.Batch.Packing.Offsets);
        ImmutableArray<DenseLayer> dense = [.. trace.Network.Layers.OfType<DenseLayer>()];
        var byRead = dense.Reverse().Aggregate(ofScores, (above, below) => Product.Of(above, below.Weights));
        WordScores OfCell(DirectionTrace direction, int firstColumn)
        {
            var last = MatrixRows.Gather(
                OfSteps(direction, gates => gates.Output),
                Indices.LastRows(offsets.AsSpan(), trace.Batch.Packing.Lengths.AsSpan()).AsSpan()
            );
            var weights = MatrixRows.TakeColumns(byRead, firstColumn, direction.Cell.Units).Times(last);
            var (now, before) = states(direction);
            var (open, start) = (Elementwise.Tanh(now), Elementwise.Tanh(before));
            var words = MatrixRows
                .Gather(weights, PackedSequences.OfRows(offsets.AsSpan()).AsSpan())
                .Times(open - start)
                .RowSums();
            return new WordScores(
                MatrixRows.Gather(words, direction.Order.AsSpan()),
                weights.Times(start.Slice(0, weights.Rows)).RowSums()
            );
        }

        var cells = layer
            .Directions.Zip(layer.Layer.Cells.Scan(0, (sum, cell) => sum + cell.Cell.Units), OfCell)
            .ToImmutableArray();
        var silent = DenseTrace
            .Chain(dense, trace.Batch.Packing.OneStep, Matrix.Zero(byRead.Rows, byRead.Columns))[^1]
            .Sums;
        return new WordScores(
            cells.Select(cell => cell.Words).Aggregate((x, y) => x + y),
            cells.Select(cell => cell.Leftover).Aggregate(silent.Times(ofScores).RowSums(), (x, y) => x + y)
        );
    }

    private static IEnumerable<string> Refused(RecurrentNetwork network) =>
        [
            .. Refusals.Of(network, Without),
            .. network
                .Layers.Index()
                .Where(layer => layer.Item is RecurrentLayer)
                .Skip(1)
                .Select(layer => $"{network.Composition.NameOf(layer.Index)}: a second recurrent layer"),
            .. network.Composition.IsChain ? [] : new[] { "layers that read others than the one before them" },
        ];

    private static IEnumerable<string> Without(ILayer layer) =>
        layer switch
        {
            RecurrentLayer recurrent => recurrent.WithoutDecomposition.Union(
                recurrent
                    .Cells.Select(directed => directed.Cell)
                    .OfType<SimpleCell>()
                    .Select(cell => $"a {cell.Kind} cell")
            ),
            StepReading { TakesEnds: true } => [],
            DenseLayer dense => dense.Activation == Activation.None
                ? []
                : [$"the activation {dense.Activation.ToString().ToLowerInvariant()}"],
            var other => [other.Kind],
        };

    private static Matrix Cells(DirectionTrace direction) =>
        MatrixRows.Stack(direction.Cell.Units, [.. direction.Steps.Select(step => step.State.Cell)]);

    private static Matrix CellsBefore(DirectionTrace direction) =>
        MatrixRows.Stack(direction.Cell.Units, [.. direction.Steps.Select((_, t) => direction.Before(t).Cell)]);

    private static Matrix OfSteps(DirectionTrace direction, Func<LstmGates, Matrix> gate) =>
        MatrixRows.Stack(direction.Cell.Units, [.. direction.Steps.Select(step => gate((LstmGates)step.Gates))]);

    // A lane's product begins at its own last step with ones.
    private static Matrix Kept(DirectionTrace direction)
    {
        var (packing, units) = (direction.Packing, direction.Cell.Units);
        Matrix Ones(int rows) => Matrix.Constant(rows, units, 1);
        var products = Scan.Over<Matrix>(
            Enumerable.Range(0, packing.Steps).Reverse(),
            (t, later) =>
                later is null
                    ? Ones(packing.Lanes(t))
                    : MatrixRows.Stack(
                        units,
                        [
                            later.Times(((LstmGates)direction.Steps[t + 1].Gates).Forget),
                            Ones(packing.Lanes(t) - packing.Lanes(t + 1)),
                        ]
                    )
        );
        return MatrixRows.Stack(units, [.. products.Reverse()]);
    }
}
