using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>A constant of a node, in whichever form it was written; the other forms are zero or empty.</summary>
internal sealed record OnnxAttribute(
    string Name,
    float Number,
    long Integer,
    string Text,
    ImmutableArray<OnnxTensor> Tensor,
    ImmutableArray<float> Numbers,
    ImmutableArray<long> Integers,
    ImmutableArray<string> Texts)
{
    public static OnnxAttribute Read(ProtoField message)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        return new OnnxAttribute(
            fields[1].LastOrDefault()?.Text() ?? "",
            fields[2].LastOrDefault()?.Single() ?? 0,
            fields[3].LastOrDefault()?.Integer() ?? 0,
            fields[4].LastOrDefault()?.Text() ?? "",
            [.. fields[5].Select(OnnxTensor.Read)],
            [.. fields[7].SelectMany(field => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(field.Fixed().Span).ToArray())],
            [.. fields[8].SelectMany(field => field.Integers())],
            [.. fields[9].Select(field => field.Text())]);
    }
}
