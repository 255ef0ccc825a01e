using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>One operation of the graph; an input or output that is left out has an empty name.</summary>
internal sealed record OnnxNode(
    string Name, string Op, string Domain, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>What messages call it.</summary>
    public string Label =>
        $"{(IsStandard ? "" : $"{Domain}.")}{Op} node{(Name == "" ? "" : $" \"{Name}\"")} with output \"{Outputs.FirstOrDefault(output => output != "") ?? ""}\"";

    /// <summary>Whether its operation is one of ONNX's own.</summary>
    public bool IsStandard => Domain is "" or "ai.onnx";

    public static OnnxNode Read(ProtoField message)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        string Text(int number) => fields[number].LastOrDefault()?.Text() ?? "";
        var attributes = fields[5].Select(OnnxAttribute.Read).ToImmutableArray();
        return new OnnxNode(
            Text(3),
            Text(4),
            Text(7),
            [.. fields[1].Select(field => field.Text())],
            [.. fields[2].Select(field => field.Text())],
            attributes.Aggregate(ImmutableDictionary<string, OnnxAttribute>.Empty, (all, attribute) => all.SetItem(attribute.Name, attribute)));
    }
}
