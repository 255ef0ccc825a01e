using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>What a random network is like.</summary>
internal sealed record NetworkKind(string Name, ImmutableArray<ImmutableArray<NetworkKind.OneCell>> Layers)
{
    public sealed record OneCell(CellKind Kind, Direction Direction, int Units);

    public int InputSize { get; init; } = 4;

    public int Classes { get; init; } = 3;

    public Reading Reading { get; init; } = Reading.LastState;

    /// <summary>The activation behind each layer that scores the states but the last.</summary>
    public ImmutableArray<Activation> Attention { get; init; } = [];

    /// <summary>The activation behind each dense layer but the last.</summary>
    public ImmutableArray<Activation> Dense { get; init; } = [];

    public bool HasBiases { get; init; } = true;

    public bool HasInitialStates { get; init; }

    public Option<HardSigmoid> Gate { get; init; }

    public bool ReadsNumbers { get; init; }

    /// <summary>Its weights, the same each time; of a size that keeps sums near 1 whatever the width.</summary>
    public ChainWeights Weights()
    {
        var random = new Random(Name.Length + (31 * Layers[0][0].Units));
        Weight Next(string name, int rows, int columns, double scale) =>
            new(
                name,
                Matrix.Of(
                    rows,
                    columns,
                    [.. Enumerable.Range(0, rows * columns).Select(_ => scale * ((random.NextDouble() * 2) - 1))]
                )
            );
        Weight Product(string name, int rows, int columns) => Next(name, rows, columns, 1.7 / Math.Sqrt(columns));
        Option<Weight> Maybe(bool exists, string name, int length) =>
            exists ? Next(name, 1, length, 0.5) : Option<Weight>.None;

        CellWeights Cell(OneCell cell, int inputs)
        {
            var rows = (cell.Kind == CellKind.Lstm ? 4 : 3) * cell.Units;
            return new CellWeights(
                cell.Kind,
                cell.Direction,
                Product("input", rows, inputs),
                Product("recurrent", rows, cell.Units),
                Maybe(HasBiases, "input bias", rows),
                Maybe(HasBiases, "recurrent bias", rows),
                Maybe(HasInitialStates, "initial hidden", cell.Units),
                Maybe(HasInitialStates && cell.Kind == CellKind.Lstm, "initial cell", cell.Units),
                Gate
            );
        }

        ImmutableArray<DenseWeights> Chain(string name, ImmutableArray<Activation> hidden, int inputs, int outputs)
        {
            int Width(int at) => at == hidden.Length ? outputs : 6 + at;
            return
            [
                .. hidden
                    .Add(Activation.None)
                    .Select(
                        (activation, at) =>
                            new DenseWeights(
                                Product(name, Width(at), at == 0 ? inputs : Width(at - 1)),
                                Maybe(HasBiases, $"{name} bias", Width(at)),
                                activation
                            )
                    ),
            ];
        }

        int Units(int layer) => Layers[layer].Sum(cell => cell.Units);
        return new ChainWeights(
            Next("embedding", ReadsNumbers ? 0 : RandomNetworks.Words, InputSize, 1),
            [
                .. Layers.Select(
                    (cells, at) =>
                        new RecurrentWeights([.. cells.Select(cell => Cell(cell, at == 0 ? InputSize : Units(at - 1)))])
                ),
            ],
            Reading,
            Reading == Reading.Attention ? Chain("attention", Attention, Units(Layers.Length - 1), 1) : [],
            Chain("output", Dense, Units(Layers.Length - 1), Classes)
        );
    }
}
