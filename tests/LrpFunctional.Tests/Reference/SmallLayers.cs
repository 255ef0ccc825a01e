using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>Random weights of small layers, and networks of numbers made of them, with two classes.</summary>
internal static class SmallLayers
{
    public const int Width = 4;

    public static Weight Numbers => new("input", Matrix.Zero(0, Width));

    public static RecurrentNetwork Build(NetworkWeights weights) =>
        RecurrentNetwork.Create("test", [], Option<string>.None, ["0", "1"], weights).OrThrow();

    public static CellWeights Cell(int seed, int inputs, int units, bool fromLeft = true) =>
        new(
            CellKind.Lstm,
            fromLeft ? Direction.LeftToRight : Direction.RightToLeft,
            Of(seed, 4 * units, inputs),
            Of(seed + 10, 4 * units, units),
            Of(seed + 20, 1, 4 * units),
            Option<Weight>.None,
            Option<Weight>.None,
            Option<Weight>.None,
            Option<HardSigmoid>.None
        );

    public static DenseWeights Dense(int seed, int outputs, int inputs) =>
        new(Of(seed + 30, outputs, inputs), Of(seed + 40, 1, outputs), Activation.None);

    public static Weight Of(int seed, int rows, int columns)
    {
        var random = new Random(seed);
        return new Weight(
            $"weight {seed}",
            Matrix.Of(
                rows,
                columns,
                [.. Enumerable.Range(0, rows * columns).Select(_ => (2 * random.NextDouble()) - 1)]
            )
        );
    }
}
