using System.Collections.Immutable;

namespace LrpFunctional.Reports.Plots;

/// <summary>A stretch of numbers and the round ones in it.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end, above the lower.</param>
internal sealed record Axis(double Low, double High)
{
    private const int Wanted = 5;

    /// <summary>The stretch from the smallest to the largest of some numbers, a little wider where they are one.</summary>
    public static Axis Over(IEnumerable<double> numbers)
    {
        var all = numbers.Where(double.IsFinite).DefaultIfEmpty().ToImmutableArray();
        var (low, high) = (all.Min(), all.Max());
        return high > low ? new Axis(low, high) : new Axis(low - 0.5, low + 0.5);
    }

    /// <summary>Multiples of 1, 2 or 5 times a power of ten, about five of them.</summary>
    public ImmutableArray<double> Ticks
    {
        get
        {
            var rough = (High - Low) / Wanted;
            var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            var step = new[] { 1.0, 2, 5, 10 }.First(times => times * power >= rough * 0.999) * power;
            var first = (int)Math.Ceiling((Low / step) - 1e-9);
            var last = (int)Math.Floor((High / step) + 1e-9);
            return [.. Enumerable.Range(first, last - first + 1).Select(times => times * step)];
        }
    }

    /// <summary>Where a number lies: 0 at the lower end, 1 at the upper.</summary>
    public double Of(double number) => (number - Low) / (High - Low);
}
