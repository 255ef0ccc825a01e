using System.Collections.Immutable;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// What a name in the graph stands for: stored numbers, whole numbers that shapes are made of, or what the network
/// calculates.
/// </summary>
internal abstract record Value(Layout Layout)
{
    /// <summary>The same cells under other axes.</summary>
    public abstract Value Under(Layout layout);

    /// <summary>Cells from the given places.</summary>
    public abstract Value Picked(Layout layout, ImmutableArray<int> places);

    /// <summary>Stored numbers.</summary>
    /// <param name="Layout">The axes, none of letters.</param>
    /// <param name="Name">The stored tensor that they come from.</param>
    /// <param name="Type">How each was stored.</param>
    /// <param name="Cells">The numbers, in whatever number of rows.</param>
    public sealed record Numbers(Layout Layout, string Name, ElementType Type, Matrix Cells) : Value(Layout)
    {
        public override Numbers Under(Layout layout) => this with { Layout = layout };

        public override Numbers Picked(Layout layout, ImmutableArray<int> places)
        {
            var cells = Cells.Span;
            var picked = ImmutableArray.CreateBuilder<double>(places.Length);
            foreach (var place in places)
                picked.Add(cells[place]);
            return this with { Layout = layout, Cells = Matrix.Of(1, places.Length, picked.MoveToImmutable()) };
        }

        /// <summary>The numbers as parts of what the network calculates.</summary>
        public Symbols AsSymbols()
        {
            var source = new Source.Fixed(this);
            return new Symbols(
                Layout,
                [.. Enumerable.Range(0, Cells.Span.Length).Select(index => new Atom(source, index))]
            );
        }

        /// <summary>The numbers as a vector or matrix of a network.</summary>
        /// <param name="path">The file, for messages.</param>
        /// <param name="rows">The number of rows, 0 for a vector.</param>
        public Tensor ToTensor(string path, int rows)
        {
            var count = Cells.Span.Length;
            var (height, width) = rows == 0 ? (1, count) : (rows, count / rows);
            var values = Cells.Rows == height ? Cells : Matrix.Of(height, width, [.. Cells.Span]);
            return new Tensor($"{path}: {Name}", Type, rows == 0 ? [count] : [rows, width], values);
        }
    }

    /// <summary>Whole numbers, some of them sizes that are not known.</summary>
    public sealed record Integers(Layout Layout, ImmutableArray<Dim> Cells) : Value(Layout)
    {
        public override Integers Under(Layout layout) => this with { Layout = layout };

        public override Integers Picked(Layout layout, ImmutableArray<int> places) =>
            new(layout, [.. places.Select(place => Cells[place])]);
    }

    /// <summary>What the network calculates, cell by cell.</summary>
    public sealed record Symbols(Layout Layout, ImmutableArray<Atom> Cells) : Value(Layout)
    {
        public override Symbols Under(Layout layout) => this with { Layout = layout };

        public override Symbols Picked(Layout layout, ImmutableArray<int> places) =>
            new(layout, [.. places.Select(place => Cells[place])]);

        /// <summary>What is made of these cells, one by one, under other axes.</summary>
        public static Symbols Of(Layout layout, Source source) => new(layout, source.Outputs);
    }
}
