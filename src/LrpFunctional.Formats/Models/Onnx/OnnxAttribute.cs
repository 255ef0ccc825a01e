using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>A constant of a node, in whichever form it was written; the other forms are zero or empty.</summary>
internal sealed record OnnxAttribute(
    string Name,
    OnnxForm SaidForm,
    string FunctionAttribute,
    float Number,
    long Integer,
    string Text,
    ImmutableArray<OnnxTensor> Tensor,
    ImmutableArray<OnnxBranch> Branch,
    ImmutableArray<float> Numbers,
    ImmutableArray<long> Integers,
    ImmutableArray<string> Texts
)
{
    /// <summary>An attribute of text that is not yet said.</summary>
    public static OnnxAttribute OfText(string name) => new(name, OnnxForm.String, "", 0, 0, "", [], [], [], [], []);

    /// <summary>A whole number.</summary>
    public static OnnxAttribute OfInteger(string name, long number) =>
        OfText(name) with
        {
            SaidForm = OnnxForm.Int,
            Integer = number,
        };

    /// <summary>A number.</summary>
    public static OnnxAttribute OfNumber(string name, float number) =>
        OfText(name) with
        {
            SaidForm = OnnxForm.Float,
            Number = number,
        };

    /// <summary>The attribute in a field of a node.</summary>
    /// <param name="message">The field.</param>
    /// <param name="depth">How many graphs lie around the node's own.</param>
    public static OnnxAttribute Read(ProtoField message, int depth)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        return new OnnxAttribute(
            fields[1].LastOrDefault()?.Text() ?? "",
            (OnnxForm)(fields[20].LastOrDefault()?.Integer() ?? 0),
            fields[21].LastOrDefault()?.Text() ?? "",
            fields[2].LastOrDefault()?.Single() ?? 0,
            fields[3].LastOrDefault()?.Integer() ?? 0,
            fields[4].LastOrDefault()?.Text() ?? "",
            [.. fields[5].Select(OnnxTensor.Read)],
            [.. fields[6].Concat(fields[11]).Select(graph => OnnxBranch.Read(graph, depth + 1))],
            [.. fields[7].SelectMany(field => MemoryMarshal.Cast<byte, float>(field.Fixed().Span).ToArray())],
            [.. fields[8].SelectMany(field => field.Integers())],
            [.. fields[9].Select(field => field.Text())]
        );
    }
}
