using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The axes of a value, the outermost first; its cells lie in their order, as in C.</summary>
internal sealed record Layout(ImmutableArray<Axis> Axes)
{
    public static Layout Of(params ImmutableArray<Axis> axes) => new(axes);

    public int Rank => Axes.Length;

    /// <summary>The number of cells.</summary>
    public long Cells => Axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Size, int.MaxValue));

    /// <summary>The number of cells before and behind an axis.</summary>
    public (int Outer, int Inner) Around(int axis) =>
        ((int)new Layout(Axes[..axis]).Cells, (int)new Layout(Axes[(axis + 1)..]).Cells);

    /// <summary>
    /// For each cell of another layout its place in this one, from the places that each step along one of the other's
    /// axes adds.
    /// </summary>
    public static ImmutableArray<int> Places(IEnumerable<ImmutableArray<int>> steps) =>
        steps
            .Where(along => along is not [0])
            .Aggregate(
                ImmutableArray.Create(0),
                (places, along) => [.. from place in places from step in along select place + step]
            );

    /// <summary>The place of each cell along an axis, within this layout.</summary>
    public ImmutableArray<int> Steps(int axis)
    {
        var stride = Around(axis).Inner;
        return [.. Enumerable.Range(0, Axes[axis].Size).Select(cell => cell * stride)];
    }

    /// <summary>The place of each cell along all axes, but for one along which the cells are chosen.</summary>
    public IEnumerable<ImmutableArray<int>> Steps(int axis, ImmutableArray<int> chosen) =>
        Enumerable.Range(0, Rank).Select(other => other == axis ? chosen : Steps(other));

    /// <summary>
    /// The axes that both layouts have where one of size 1 stands for as many as the other has, or null where they do
    /// not fit.
    /// </summary>
    public static Layout? Broadcast(Layout a, Layout b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var pairs = Padded(a, rank)
            .Zip(Padded(b, rank), (one, other) => (First: one, Second: other))
            .ToImmutableArray();
        return pairs.All(pair => pair.First == pair.Second || pair.First == Axis.One || pair.Second == Axis.One)
            ? new Layout([.. pairs.Select(pair => pair.First == Axis.One ? pair.Second : pair.First)])
            : null;
    }

    /// <summary>The places of this layout's cells in a wider one, along each axis of that.</summary>
    public IEnumerable<ImmutableArray<int>> StepsIn(Layout wider)
    {
        var padded = new Layout([.. Padded(this, wider.Rank)]);
        return wider.Axes.Select(
            (axis, at) => padded.Axes[at].Size == axis.Size ? padded.Steps(at) : [.. Enumerable.Repeat(0, axis.Size)]
        );
    }

    private static IEnumerable<Axis> Padded(Layout layout, int rank) =>
        Enumerable.Repeat(Axis.One, rank - layout.Rank).Concat(layout.Axes);

    public Layout With(int axis, params ImmutableArray<Axis> replacement) =>
        new([.. Axes[..axis], .. replacement, .. Axes[(axis + 1)..]]);

    public bool Equals(Layout? other) => other is not null && Axes.SequenceEqual(other.Axes);

    public override int GetHashCode() => Axes.Aggregate(0, HashCode.Combine);

    /// <summary>
    /// The layout with other axes over the same cells in the same order, or null where there is none.
    /// </summary>
    /// <param name="target">The sizes that are asked for, −1 at most once.</param>
    /// <param name="sizes">The sizes of the input axes.</param>
    public Layout? Reshaped(ImmutableArray<Dim> target, Sizes sizes)
    {
        var open = target.IndexOf(Dim.Of(-1));
        if (open >= 0)
        {
            var others = target
                .RemoveAt(open)
                .Aggregate((Dim?)Dim.Of(1), (product, size) => product is { } so ? Dim.Multiply(so, size) : null);
            if (others is not { } divisor || sizes.Of(Axes) is not { } all || Dim.Divide(all, divisor) is not { } rest)
                return null;
            return Reshaped(target.SetItem(open, rest), sizes);
        }

        var factors = new Stack<Axis>(
            Axes.Reverse()
                .SelectMany(axis =>
                    axis.IsSymbolic ? axis.Letters.Reverse().Select(letter => Axis.Over($"{letter}")) : [axis]
                )
        );
        var axes = ImmutableArray.CreateBuilder<Axis>();
        foreach (var size in target)
        {
            if (Taken(factors, size, sizes) is not { } axis)
                return null;
            axes.Add(axis);
        }

        return factors.All(factor => factor == Axis.One) ? new Layout(axes.DrainToImmutable()) : null;
    }

    /// <summary>The next axis of the wanted size, from factors in their order; cells and letters do not mix.</summary>
    private static Axis? Taken(Stack<Axis> factors, Dim wanted, Sizes sizes)
    {
        var (cells, letters) = (1, "");
        while (wanted != Dim.Of(1))
        {
            if (!factors.TryPop(out var factor))
                return null;
            var size = sizes.Of(factor);
            if (Dim.Divide(wanted, size) is { } rest)
            {
                wanted = rest;
                letters += factor.Letters;
                cells *= factor.Size;
            }
            else if (wanted.IsKnown && !factor.IsSymbolic && wanted.Offset > 0 && factor.Size % wanted.Offset == 0)
            {
                cells *= (int)wanted.Offset;
                factors.Push(Axis.Of(factor.Size / (int)wanted.Offset));
                wanted = Dim.Of(1);
            }
            else
            {
                return null;
            }
        }

        return letters.Length == 0 ? Axis.Of(cells)
            : cells == 1 ? Axis.Over(letters)
            : null;
    }

    public override string ToString() =>
        $"({string.Join(", ", Axes.Select(axis => axis.IsSymbolic ? axis.Letters : $"{axis.Size}"))})";
}
