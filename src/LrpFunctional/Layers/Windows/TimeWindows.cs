using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>Windows over the steps of each lane.</summary>
/// <param name="Time">The windows along time.</param>
public sealed record TimeWindows(WindowAxis Time) : IWindows
{
    /// <inheritdoc/>
    public int Places => Time.Size;

    string IWindows.Name => $"over time: {Time.Name}";

    bool IWindows.IsCausal => Time.IsCausal;

    bool IWindows.KeepsSteps => Time.KeepsLength;

    bool IWindows.AreNeverEmpty => Time.IsNeverEmpty;

    ImageShape IWindows.Reads(int units) => new(1, 1, units);

    ImageShape IWindows.Makes(int channels) => new(1, 1, channels);

    Option<int> IWindows.Steps(Option<int> read) => read.Bind(Time.Windows);

    Validation<Fault, Unit> IWindows.Check(FlowShape read) =>
        Time.Check("windows over time")
            .Bind(_ =>
                Validations.Require(
                    read.Steps.ForAll(steps => Time.Windows(steps).IsSome),
                    new Fault("windows over time", TooShort(read.Steps.IfNone(0)), "give longer sequences")
                )
            );

    Unfolding IWindows.Of(Packing read)
    {
        ImmutableArray<int> lengths =
        [
            .. read.Lengths.Select(length =>
                Time.Windows(length).IfNone(() => throw new ArgumentException(TooShort(length), nameof(read)))
            ),
        ];
        var made = Packing.Of(lengths);
        var places = WindowPlaces.Pack(
            lengths.Zip(read.Lengths, Time.Places).ToArray(),
            Time.Size,
            read.Offsets.AsSpan(),
            made.Offsets.AsSpan()
        );
        return new Unfolding(made, places, Time.Size, read.Rows);
    }

    private string TooShort(int length) =>
        $"a sequence has {length} steps, where a window that spans {Time.Span} is expected to fit ({Time.Name})";
}
