using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>One explanation as it is drawn: a row of words, or a grid of numbers.</summary>
/// <param name="Method">The name of the method.</param>
/// <param name="Settings">Its rules and numbers; empty where there are none.</param>
/// <param name="IsSigned">Whether its numbers speak for or against; else they are sizes.</param>
/// <param name="Target">What is explained, by the name of its class.</param>
/// <param name="Value">f, what there was to explain, where it is known.</param>
/// <param name="Leftover">What no word got, where the method says.</param>
/// <param name="Cells">The words, or the steps of a sequence of numbers.</param>
/// <param name="After">What stands behind the last word.</param>
/// <param name="Grid">The numbers, for a sequence of these.</param>
public sealed record Strip(
    string Method,
    string Settings,
    bool IsSigned,
    string Target,
    Option<double> Value,
    Option<double> Leftover,
    ImmutableArray<Cell> Cells,
    string After,
    Option<StepGrid> Grid
)
{
    /// <summary>Σ words.</summary>
    public double Sum => Cells.Sum(cell => cell.Relevance);

    /// <summary>The largest |R| that is drawn; 0 where nothing is relevant.</summary>
    public double Largest =>
        Grid.Match(
            grid => grid.Relevances.Span.IsEmpty ? 0 : grid.Relevances.Span.ToArray().Max(Math.Abs),
            () => Cells.Select(cell => Math.Abs(cell.Relevance)).DefaultIfEmpty().Max()
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Strip? other) =>
        other is not null
        && (Method, Settings, IsSigned, Target, Value, Leftover, After, Grid)
            == (
                other.Method,
                other.Settings,
                other.IsSigned,
                other.Target,
                other.Value,
                other.Leftover,
                other.After,
                other.Grid
            )
        && Cells.AsSpan().SequenceEqual(other.Cells.AsSpan());

    /// <summary>A hash over method, target and value.</summary>
    public override int GetHashCode() => HashCode.Combine(Method, Target, Value, Cells.Length);
}
