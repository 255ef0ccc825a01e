using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What the caller of the graph gives.</summary>
/// <param name="Name">The name under which nodes refer to it.</param>
/// <param name="ElementType">The number that ONNX has for the type of its elements.</param>
/// <param name="Shape">Its sizes, each known or not; none where the file does not say how many there are.</param>
internal sealed record OnnxInput(string Name, int ElementType, Option<ImmutableArray<Option<long>>> Shape)
{
    public static OnnxInput Read(ProtoField message)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        var tensor = fields[2].SelectMany(type => type.Fields()).Where(field => field.Number == 1).SelectMany(type => type.Fields()).ToLookup(field => field.Number);
        return new OnnxInput(
            fields[1].LastOrDefault()?.Text() ?? "",
            (int)(tensor[1].LastOrDefault()?.Integer() ?? 0),
            tensor[2].Select(shape => shape.Fields().Where(field => field.Number == 1).Select(Size).ToImmutableArray()).ToSeq().HeadOrNone());
    }

    private static Option<long> Size(ProtoField dimension) =>
        dimension.Fields().Where(field => field.Number == 1).Select(field => field.Integer()).Where(size => size > 0).ToSeq().HeadOrNone();
}
