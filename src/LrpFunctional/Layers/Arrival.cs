using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>What reaches the states h of one strand from above, be it relevance or a gradient.</summary>
/// <param name="AtLast">For the last h of each lane (n × d).</param>
/// <param name="AtEach">For the h of each packed row as the cell went (rows × d), where something reaches others than
/// the last.</param>
public sealed record Arrival(Matrix AtLast, Option<Matrix> AtEach)
{
    /// <summary>What two readers send together.</summary>
    public static Arrival operator +(Arrival one, Arrival other) =>
        new(
            (one.AtLast + other.AtLast),
            one.AtEach.Match(each => other.AtEach.Match(more => each + more, () => each), () => other.AtEach)
        );

    /// <summary>What reaches each strand, given what reaches the states in the order of the words (rows × D).</summary>
    internal static ImmutableArray<Arrival> FromAbove(
        ImmutableArray<Strand> strands,
        Packing packing,
        Matrix toStates
    ) =>
        Each(
            strands,
            (strand, first) =>
                new Arrival(
                    Matrix.Zero(packing.Lanes(0), strand.Units),
                    MatrixRows.Gather(
                        MatrixRows.TakeColumns(toStates, first, strand.Units),
                        packing.Order(strand.Direction).AsSpan()
                    )
                )
        );

    /// <summary>
    /// What reaches each strand of which one step of each lane is read, the last that it took or the first, given what
    /// reaches that (n × D).
    /// </summary>
    internal static ImmutableArray<Arrival> FromEnds(
        ImmutableArray<Strand> strands,
        Packing packing,
        Matrix toRead,
        Func<Direction, bool> isLast
    ) =>
        Each(
            strands,
            (strand, first) =>
            {
                var read = MatrixRows.TakeColumns(toRead, first, strand.Units);
                return isLast(strand.Direction)
                    ? new Arrival(read, Option<Matrix>.None)
                    : new Arrival(Matrix.Zero(read.Rows, read.Columns), MatrixRows.OnTop(read, packing.Rows));
            }
        );

    /// <summary>What reaches each packed row in the order of the words (rows × D), all of it together.</summary>
    internal static Matrix Rows(ImmutableArray<Arrival> arrivals, ImmutableArray<Strand> strands, Packing packing)
    {
        var last = Indices.LastRows(packing.Offsets.AsSpan(), packing.Lengths.AsSpan());
        var ofRow = last.Select((row, lane) => (row, lane)).ToDictionary(end => end.row, end => end.lane + 1);
        ImmutableArray<int> places = [.. Enumerable.Range(0, packing.Rows).Select(row => ofRow.GetValueOrDefault(row))];
        Matrix All(Arrival arrival, Strand strand)
        {
            var atLast = MatrixRows.Gather(
                MatrixRows.Stack(strand.Units, [Matrix.Zero(1, strand.Units), arrival.AtLast]),
                places.AsSpan()
            );
            return MatrixRows.Gather(
                arrival.AtEach.Match(each => each + atLast, () => atLast),
                packing.Order(strand.Direction).AsSpan()
            );
        }

        return MatrixRows.SideBySide([.. arrivals.Zip(strands, All)]);
    }

    private static ImmutableArray<Arrival> Each(ImmutableArray<Strand> strands, Func<Strand, int, Arrival> of)
    {
        var firstColumns = strands.Scan(0, (sum, strand) => sum + strand.Units);
        return [.. strands.Zip(firstColumns, of)];
    }
}
