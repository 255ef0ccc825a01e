using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What the caller of the graph gives.</summary>
/// <param name="Name">The name under which nodes refer to it.</param>
/// <param name="ElementType">The number that ONNX has for the type of its elements.</param>
/// <param name="Shape">Its sizes; none where the file does not say how many there are.</param>
internal sealed record OnnxInput(string Name, int ElementType, Option<ImmutableArray<OnnxInput.Dimension>> Shape)
{
    /// <summary>The size of an axis, where the file has one, and the axis' name, empty where it has none.</summary>
    internal readonly record struct Dimension(Option<long> Size, string Name)
    {
        /// <summary>Whether the file says that its size is 1.</summary>
        public bool IsOne => Size.Exists(size => size == 1);

        /// <summary>Whether the file says of two axes that they are of one size.</summary>
        public bool IsThatOf(Dimension other) =>
            Size.IsSome || other.Size.IsSome ? Size.Same(other.Size) : Name != "" && Name == other.Name;
    }

    /// <summary>The number of axes; 0 where the file does not say it.</summary>
    public int Rank => Shape.IfNone([]).Length;

    /// <summary>Whether its elements are floating-point numbers.</summary>
    public bool IsFloating => ElementType is 1 or 10 or 11 or 16;

    /// <summary>Whether its elements are whole numbers of 32 or 64 bits.</summary>
    public bool IsWhole => ElementType is 6 or 7;

    public static OnnxInput Read(ProtoField message)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        var tensor = fields[2]
            .SelectMany(type => type.Fields())
            .Where(field => field.Number == 1)
            .SelectMany(type => type.Fields())
            .ToLookup(field => field.Number);
        return new OnnxInput(
            fields[1].LastOrDefault()?.Text() ?? "",
            (int)(tensor[1].LastOrDefault()?.Integer() ?? 0),
            tensor[2]
                .Select(shape =>
                    shape.Fields().Where(field => field.Number == 1).Select(DimensionOf).ToImmutableArray()
                )
                .ToSeq()
                .HeadOrNone()
        );
    }

    private static Dimension DimensionOf(ProtoField dimension)
    {
        var fields = dimension.Fields().ToLookup(field => field.Number);
        return new Dimension(
            fields[1].Select(field => field.Integer()).Where(size => size > 0).ToSeq().HeadOrNone(),
            fields[2].LastOrDefault()?.Text() ?? ""
        );
    }
}
