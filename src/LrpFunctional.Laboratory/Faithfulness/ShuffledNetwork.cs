using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>
/// A network some of whose layers have their numbers shuffled: each matrix and each vector keeps the numbers it has, in
/// an order that a seed says.
/// </summary>
internal static class ShuffledNetwork
{
    /// <summary>What can be shuffled, from the bottom up: the word vectors, where there are such, and each layer with
    /// numbers; the word vectors count as layer −1.</summary>
    public static ImmutableArray<int> Places(RecurrentNetwork network) =>
        [
            .. network.ReadsNumbers ? [] : new[] { Composition.Input },
            .. network.Layers.Index().Where(layer => HasNumbers(layer.Item)).Select(layer => layer.Index),
        ];

    /// <summary>What a place is called.</summary>
    public static string NameOf(RecurrentNetwork network, int place) =>
        place == Composition.Input ? "word vectors" : network.Composition.NameOf(place);

    /// <summary>The network with these places shuffled, or why it cannot be made.</summary>
    public static Validation<Fault, RecurrentNetwork> Of(RecurrentNetwork network, ImmutableArray<int> places, int seed)
    {
        Weight Numbers(int place, int part, Matrix values) =>
            new(
                NameOf(network, place),
                places.Contains(place) ? Shuffled(values, RandomNumbers.Bits((ulong)seed, (place * 16) + part)) : values
            );
        return Validations
            .All(
                network.Layers.Select(
                    (layer, at) =>
                        Weights(layer, (part, values) => Numbers(at, part, values))
                            .ToValidation(
                                new Fault(
                                    "sanity",
                                    $"{network.Composition.NameOf(at)}, {layer.Kind}, cannot have its numbers shuffled",
                                    "take a network of LSTM, GRU, simple and dense layers"
                                )
                            )
                            .Map(weights => new PlacedWeights(weights, network.Composition.Reads[at]))
                )
            )
            .Bind(layers =>
                RecurrentNetwork.Create(
                    "vocabulary",
                    network.Vocabulary.Words,
                    network.Vocabulary.UnknownId.Map(id => network.Vocabulary.Words[id]),
                    network.Classes,
                    new NetworkWeights(Numbers(Composition.Input, 0, network.Embedding), layers)
                    {
                        Mask = network.Mask,
                        StaticSize = network.StaticSize,
                    }
                )
            );
    }

    private static bool HasNumbers(ILayer layer) => layer is DenseLayer or RecurrentLayer or AttentionReading;

    private static Matrix Shuffled(Matrix values, ulong key) =>
        Matrix.Of(
            values.Rows,
            values.Columns,
            [.. RandomNumbers.Permutation(key, values.Rows * values.Columns).Select(at => values.Span[at])]
        );

    private static Option<ILayerWeights> Weights(ILayer layer, Func<int, Matrix, Weight> numbers) =>
        layer switch
        {
            DenseLayer dense => Dense(dense, 0, numbers),
            AttentionReading reading => new ReadingWeights(
                reading.Reading,
                [.. reading.Layers.Select((scorer, at) => Dense(scorer, at, numbers))]
            ),
            IReading reading and (MeanReading or MaxReading or StepReading) => new ReadingWeights(reading.Reading),
            RecurrentLayer recurrent => recurrent
                .Cells.Select((directed, at) => Cell(directed, at, numbers))
                .Sequence()
                .Map(cells => (ILayerWeights)new RecurrentWeights([.. cells])),
            _ => Option<ILayerWeights>.None,
        };

    private static DenseWeights Dense(DenseLayer dense, int at, Func<int, Matrix, Weight> numbers) =>
        new(numbers(2 * at, dense.Weights), numbers((2 * at) + 1, Row(dense.Bias)), dense.Activation);

    private static Option<CellWeights> Cell(DirectedCell directed, int at, Func<int, Matrix, Weight> numbers)
    {
        Option<Weight> Of(int part, Matrix values) =>
            values.Columns == 0 ? Option<Weight>.None : numbers((8 * at) + part, values);
        CellWeights Made(
            CellKind kind,
            Matrix recurrent,
            Option<Weight> inputBias,
            Option<Weight> recurrentBias,
            Option<HardSigmoid> gate
        ) =>
            new(
                kind,
                directed.Direction,
                numbers(8 * at, directed.Cell.Input),
                numbers((8 * at) + 1, recurrent),
                inputBias,
                recurrentBias,
                Of(4, directed.Cell.InitialHidden),
                Of(5, directed.Cell.InitialCell),
                gate
            );
        return directed.Cell switch
        {
            LstmCell lstm => Made(CellKind.Lstm, lstm.Recurrent, Of(2, Row(lstm.Bias)), Option<Weight>.None, lstm.Gate),
            GruCell gru => Made(
                gru.ResetsBefore ? CellKind.GruResetBefore : CellKind.GruResetAfter,
                gru.Recurrent,
                Of(2, Row(gru.InputBias)),
                Of(3, Row(gru.RecurrentBias)),
                gru.Gate
            ),
            SimpleCell simple => Made(
                CellKind.Simple,
                simple.Recurrent,
                Of(2, Row(simple.Bias)),
                Option<Weight>.None,
                Option<HardSigmoid>.None
            ) with
            {
                Variation = new CellVariation { Candidate = simple.Activation },
            },
            _ => Option<CellWeights>.None,
        };
    }

    private static Matrix Row(ImmutableArray<double> values) => Matrix.Of(1, values.Length, values);
}
