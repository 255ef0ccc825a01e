using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LrpFunctional.Numerics;

/// <summary>
/// Windows of so many places each, one below the other: for each place of each window the row that lies there, or −1
/// where there is none.
/// </summary>
internal static class WindowRows
{
    /// <summary>Σ over the places of each window, in their order (windows × k).</summary>
    public static Matrix Sums(Matrix rows, int places)
    {
        Debug.Assert(rows.Rows % places == 0);
        var sums = new double[rows.Rows / places * rows.Columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            var target = sums.AsSpan(row / places * rows.Columns, rows.Columns);
            var source = rows.Row(row);
            for (var column = 0; column < source.Length; column++)
                target[column] += source[column];
        }

        return sums.AsMatrix(rows.Rows / places, rows.Columns);
    }

    /// <summary>Σ of what lies at the places of each row, in the order of the places (so many rows × k).</summary>
    public static Matrix Back(Matrix ofPlaces, ReadOnlySpan<int> places, int rows)
    {
        Debug.Assert(places.Length == ofPlaces.Rows);
        var sums = new double[rows * ofPlaces.Columns];
        for (var place = 0; place < places.Length; place++)
        {
            if (places[place] < 0)
                continue;
            var target = sums.AsSpan(places[place] * ofPlaces.Columns, ofPlaces.Columns);
            var source = ofPlaces.Row(place);
            for (var column = 0; column < source.Length; column++)
                target[column] += source[column];
        }

        return sums.AsMatrix(rows, ofPlaces.Columns);
    }

    /// <summary>1 where a number is the largest of its window and column, the first of several, else 0.</summary>
    public static Matrix Highest(Matrix ofPlaces, ReadOnlySpan<int> places, int ofWindow)
    {
        Debug.Assert(places.Length == ofPlaces.Rows && places.Length % ofWindow == 0);
        var marks = new double[ofPlaces.Span.Length];
        for (var first = 0; first < places.Length; first += ofWindow)
        {
            for (var column = 0; column < ofPlaces.Columns; column++)
            {
                var best = -1;
                for (var place = first; place < first + ofWindow; place++)
                {
                    if (places[place] >= 0 && (best < 0 || ofPlaces[place, column] > ofPlaces[best, column]))
                        best = place;
                }

                Debug.Assert(best >= 0, "every window has a row");
                marks[(best * ofPlaces.Columns) + column] = 1;
            }
        }

        return marks.AsMatrix(ofPlaces.Rows, ofPlaces.Columns);
    }

    /// <summary>1 at each place with a row, else 0 (places × 1).</summary>
    public static Matrix Real(ReadOnlySpan<int> places)
    {
        var marks = Frozen.Buffer(places.Length, 1);
        for (var place = 0; place < places.Length; place++)
            marks[place] = places[place] >= 0 ? 1 : 0;
        return marks.AsMatrix(places.Length, 1);
    }

    /// <summary>The window of each place, counted from 0.</summary>
    public static ImmutableArray<int> OfPlaces(int places, int ofWindow)
    {
        var windows = new int[places];
        for (var place = 0; place < places; place++)
            windows[place] = place / ofWindow;
        return ImmutableCollectionsMarshal.AsImmutableArray(windows);
    }

    /// <summary>
    /// What lies at the places, that of places without a row in equal parts at the others of their window; with the sum
    /// of what has no such other (windows × 1).
    /// </summary>
    public static (Matrix OfPlaces, Matrix Left) Spread(Matrix ofPlaces, ReadOnlySpan<int> places, int ofWindow)
    {
        Debug.Assert(places.Length == ofPlaces.Rows && places.Length % ofWindow == 0);
        var (result, left) = (ofPlaces.Span.ToArray(), new double[places.Length / ofWindow]);
        var size = ofWindow * ofPlaces.Columns;
        for (var window = 0; window < left.Length; window++)
        {
            var own = places.Slice(window * ofWindow, ofWindow);
            var numbers = result.AsSpan(window * size, size);
            var (real, without) = (0, 0.0);
            for (var place = 0; place < ofWindow; place++)
            {
                var row = numbers.Slice(place * ofPlaces.Columns, ofPlaces.Columns);
                if (own[place] >= 0)
                {
                    real++;
                    continue;
                }

                without += Reduction.Sum(row);
                row.Clear();
            }

            if (real == ofWindow)
                continue;
            if (real == 0)
                left[window] = without;
            for (var place = 0; place < ofWindow; place++)
            {
                if (own[place] < 0)
                    continue;
                foreach (ref var number in numbers.Slice(place * ofPlaces.Columns, ofPlaces.Columns))
                    number += without / (real * ofPlaces.Columns);
            }
        }

        return (result.AsMatrix(ofPlaces.Rows, ofPlaces.Columns), left.AsMatrix(left.Length, 1));
    }
}
