using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Numerics;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Sequences;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>What each two words do together, as it is drawn: a square with the words on both sides.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">What is explained, by name.</param>
/// <param name="Settings">The method's numbers, as text.</param>
/// <param name="Words">The words, or the numbers of the steps (T).</param>
/// <param name="Pairs">The numbers (T × T).</param>
/// <param name="StandardErrors">Those of the numbers (T × T), where they were drawn.</param>
public sealed record PairGrid(
    string Method,
    string Target,
    string Settings,
    ImmutableArray<string> Words,
    Matrix Pairs,
    Option<Matrix> StandardErrors
)
{
    /// <summary>The pair of the largest |number|, the first of several; none where all are zero.</summary>
    public Option<(int Row, int Column, double Value)> Strongest =>
        (
            from row in Enumerable.Range(0, Words.Length)
            from column in Enumerable.Range(row + 1, Words.Length - row - 1)
            where Pairs[row, column] != 0
            select (row, column, Pairs[row, column])
        )
            .OrderByDescending(pair => Math.Abs(pair.Item3))
            .ToSeq()
            .HeadOrNone();

    /// <summary>The shade of a number, −1 to 1: its part of the largest of the square.</summary>
    public Func<double, double> Shades
    {
        get
        {
            var largest = Strongest.Match(pair => Math.Abs(pair.Value), () => 0);
            return number => Scale.Sentence.Shade(number, largest);
        }
    }

    /// <summary>The square of some interactions, its words as their author wrote them.</summary>
    public static PairGrid Of(WordInteractions found, Naming naming) =>
        new(
            found.Method,
            naming.Target(found.Target),
            found.Provenance.Settings,
            [.. Enumerable.Range(0, found.Pairs.Rows).Select(step => Named(found.Prediction.Sentence, step))],
            found.Pairs,
            found.StandardErrors
        );

    private static string Named(Sentence sentence, int step) =>
        sentence.Words.IsEmpty
            ? sentence.StaticSize > 0 && step == sentence.Length - 1
                ? "static"
                : $"{step + 1}"
            : sentence
                .Written.Map(written => written.Spans[step].Of(written.Text))
                .Filter(text => text.Length > 0)
                .IfNone(sentence.Words[step]);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(PairGrid? other) =>
        other is not null
        && (Method, Target, Settings) == (other.Method, other.Target, other.Settings)
        && Words.AsSpan().SequenceEqual(other.Words.AsSpan())
        && Pairs == other.Pairs
        && StandardErrors == other.StandardErrors;

    /// <summary>A hash over its names and numbers.</summary>
    public override int GetHashCode() => HashCode.Combine(Method, Target, Pairs);
}
