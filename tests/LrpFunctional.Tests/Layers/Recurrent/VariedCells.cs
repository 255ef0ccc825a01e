using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Recurrent;

/// <summary>Small cells without kernels, and networks of them.</summary>
internal static class VariedCells
{
    public const int Units = 3;

    private static readonly Activation Hard = Activation.HardSigmoid(0.2, 0.5);

    /// <summary>The equations of each cell.</summary>
    public static ImmutableSortedDictionary<string, (CellKind Kind, CellVariation Variation)> All { get; } =
        new Dictionary<string, (CellKind Kind, CellVariation Variation)>
        {
            ["a simple cell"] = (CellKind.Simple, CellVariation.None),
            ["a simple cell with softsign"] = (CellKind.Simple, new() { Candidate = Activation.Softsign }),
            ["a simple cell with relu"] = (CellKind.Simple, new() { Candidate = Activation.Relu }),
            ["a GRU with relu"] = (CellKind.GruResetAfter, new() { Candidate = Activation.Relu }),
            ["a GRU that resets before, with other functions"] = (
                CellKind.GruResetBefore,
                new() { Gates = Activation.Softsign, Candidate = Activation.Silu }
            ),
            ["an LSTM with relu"] = (CellKind.Lstm, new() { Candidate = Activation.Relu, Output = Activation.Relu }),
            ["an LSTM with other functions"] = (
                CellKind.Lstm,
                new()
                {
                    Gates = Hard,
                    Candidate = Activation.Softsign,
                    Output = Activation.None,
                }
            ),
            ["an LSTM with clipped sums"] = (
                CellKind.Lstm,
                new() { Gates = Activation.Sigmoid.Clipped(0.6), Output = Activation.Tanh.Clipped(0.4) }
            ),
            ["an LSTM with peepholes"] = (CellKind.Lstm, new() { Peepholes = Of(7, 1, 3 * Units) }),
            ["an LSTM with coupled gates"] = (CellKind.Lstm, new() { CouplesForget = true }),
            ["an LSTM with a projection"] = (CellKind.Lstm, new() { Projection = Of(8, 2, Units) }),
            ["an LSTM with all of it"] = (
                CellKind.Lstm,
                new()
                {
                    Candidate = Activation.Silu,
                    Peepholes = Of(7, 1, 3 * Units),
                    Projection = Of(8, 2, Units),
                    CouplesForget = true,
                }
            ),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Weights of a cell, with initial states.</summary>
    public static CellWeights Cell(string name, int inputs, bool fromLeft = true)
    {
        var (kind, variation) = All[name];
        var rows =
            Units
            * kind switch
            {
                CellKind.Lstm => 4,
                CellKind.Simple => 1,
                _ => 3,
            };
        var hidden = Hidden(name);
        return new CellWeights(
            kind,
            fromLeft ? Direction.LeftToRight : Direction.RightToLeft,
            Of(1, rows, inputs),
            Of(2, rows, hidden),
            Of(3, 1, rows),
            Of(4, 1, rows),
            Of(5, 1, hidden),
            kind == CellKind.Lstm ? Of(6, 1, Units) : Option<Weight>.None,
            Option<HardSigmoid>.None
        )
        {
            Variation = variation,
        };
    }

    /// <summary>The numbers of h.</summary>
    public static int Hidden(string name) =>
        All[name].Variation.Projection.Map(projection => projection.Values.Rows).IfNone(Units);

    /// <summary>Both directions, one more above them, and two classes.</summary>
    public static RecurrentNetwork Network(string name) =>
        Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(Cell(name, Width), Cell(name, Width, fromLeft: false)),
                new RecurrentWeights(Cell(name, 2 * Hidden(name))),
                new ReadingWeights(Reading.LastState),
                Dense(9, 2, Hidden(name))
            )
        );
}
