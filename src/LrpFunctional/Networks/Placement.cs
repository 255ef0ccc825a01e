using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;

namespace LrpFunctional.Networks;

/// <summary>Where layers may stand in a composition.</summary>
internal static class Placement
{
    /// <summary>Each layer reads earlier ones, all but the last are read, and one at least is recurrent.</summary>
    public static Validation<Fault, Unit> Check(ImmutableArray<PlacedWeights> placed) =>
        placed.Any(layer => layer.Weights is RecurrentWeights or StatefulWeights)
            ? Validations
                .All(placed.Select((layer, at) => ReadsEarlier(layer.Reads, at)))
                .Bind(_ => Validations.All(placed.Select((_, at) => IsRead(placed, at - 1))))
                .Map(_ => Prelude.unit)
            : new Fault(
                "recurrent layer",
                "there is none, where at least one is expected",
                "give the weights of one, as an LSTM or GRU"
            );

    private static Validation<Fault, Unit> ReadsEarlier(ImmutableArray<int> reads, int at) =>
        Validations.Require(
            !reads.IsEmpty && reads.All(source => source >= Composition.Input && source < at),
            new Fault(
                $"layer {at} of the composition",
                $"it reads [{string.Join(", ", reads)}], where numbers of earlier layers are expected, or "
                    + $"{Composition.Input} for the word vectors",
                "put each layer after those that it reads"
            )
        );

    private static Validation<Fault, Unit> IsRead(ImmutableArray<PlacedWeights> placed, int source) =>
        Validations.Require(
            placed.Any(layer => layer.Reads.Contains(source)),
            new Fault(
                source == Composition.Input ? "word vectors" : $"layer {source} of the composition",
                "nothing reads it, where only the last layer is not read",
                "leave it out, or name it where it is read"
            )
        );
}
