using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Windows;

/// <summary>Windows along one axis, be it time or a side of an image.</summary>
/// <param name="Size">How many places a window has, k.</param>
public sealed record WindowAxis(int Size)
{
    // Beyond what any model has, and far from where products of it overflow.
    private const int Most = 1 << 15;

    /// <summary>How far windows lie apart, s.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>How far the places of a window lie apart, d.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>What stands before the first place and behind the last.</summary>
    public WindowPadding Padding { get; init; } = new WindowPadding.Valid();

    /// <summary>How many places a window spans, (k − 1) d + 1.</summary>
    public int Span => ((Size - 1) * Dilation) + 1;

    /// <summary>Whether there is a window for each place, however many there are.</summary>
    internal bool KeepsLength =>
        Stride == 1 && Around(Span) is var padding && padding.Before + padding.Behind == Span - 1;

    /// <summary>Whether there is a window for each place, which looks at none behind it.</summary>
    internal bool IsCausal => KeepsLength && Around(Span).Behind == 0;

    /// <summary>Whether each window has a place with something in it, however many there are.</summary>
    internal bool IsNeverEmpty =>
        Around(Span) is var padding
        && (Dilation == 1 || Padding is WindowPadding.Valid)
        && padding.Before < Span
        && padding.Behind < Span;

    /// <summary>What it is, for people and for the network's hash.</summary>
    internal string Name
    {
        get
        {
            var padding = Padding switch
            {
                WindowPadding.Explicit own => string.Create(
                    CultureInfo.InvariantCulture,
                    $"padding {own.Before} and {own.Behind}"
                ),
                WindowPadding.Same => "padding same",
                WindowPadding.Causal => "padding causal",
                _ => "padding valid",
            };
            return string.Create(
                CultureInfo.InvariantCulture,
                $"size {Size}, stride {Stride}, dilation {Dilation}, {padding}"
            );
        }
    }

    /// <summary>
    /// The number of windows over so many places, ⌊(T + before + behind − span) / s⌋ + 1; none where one is longer than
    /// what there is, or no such windows can be.
    /// </summary>
    internal Option<int> Windows(int length)
    {
        if (Size < 1 || Stride < 1 || Dilation < 1)
            return Option<int>.None;
        var padding = Around(length);
        return length + padding.Before + padding.Behind >= Span
            ? ((length + padding.Before + padding.Behind - Span) / Stride) + 1
            : Option<int>.None;
    }

    /// <summary>The place that lies at each place of each window, −1 where there is none.</summary>
    internal ImmutableArray<int> Places(int windows, int length) =>
        WindowPlaces.Along(windows, Size, Stride, Dilation, Around(length).Before, length);

    /// <summary>Nothing to report, or every number that cannot be.</summary>
    internal Validation<Fault, Unit> Check(string what) =>
        (
            IsWithin(what, "places of a window", 1, Size),
            IsWithin(what, "stride", 1, Stride),
            IsWithin(what, "dilation", 1, Dilation),
            IsWithin(what, "padding before the first", 0, (Padding as WindowPadding.Explicit)?.Before ?? 0),
            IsWithin(what, "padding behind the last", 0, (Padding as WindowPadding.Explicit)?.Behind ?? 0)
        ).Apply((_, _, _, _, _) => Prelude.unit);

    private WindowPadding.Explicit Around(int length)
    {
        // Same: total = (⌈T / s⌉ − 1) s + span − T.
        var total = Math.Max((((length + Stride - 1) / Stride) - 1) * Stride + Span - length, 0);
        return Padding switch
        {
            WindowPadding.Explicit padding => padding,
            WindowPadding.Same => new(total / 2, total - (total / 2)),
            WindowPadding.Causal => new(Span - 1, 0),
            _ => new(0, 0),
        };
    }

    private static Validation<Fault, Unit> IsWithin(string what, string of, int least, int number) =>
        Validations.Require(
            number >= least && number <= Most,
            new Fault(what, $"{of}: {number}, where {least} to {Most} is expected", "take it from the model")
        );
}
