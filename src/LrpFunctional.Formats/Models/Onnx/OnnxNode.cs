using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>One operation of the graph; an input or output that is left out has an empty name.</summary>
internal sealed record OnnxNode(
    string Name,
    string Op,
    string Domain,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    ImmutableDictionary<string, OnnxAttribute> Attributes
)
{
    /// <summary>What messages call it.</summary>
    public string Label
    {
        get
        {
            var output = Outputs.FirstOrDefault(output => output != "") ?? "";
            var name = Name == "" ? "" : $" \"{Name}\"";
            return $"{(IsStandard ? "" : $"{Domain}.")}{Op} node{name} with output \"{output}\"";
        }
    }

    /// <summary>Whether its operation is one of ONNX's own.</summary>
    public bool IsStandard => Domain is "" or "ai.onnx";

    /// <summary>The name of an input, empty where it is left out.</summary>
    public string Read(int input) => Inputs.ElementAtOrDefault(input) ?? "";

    /// <summary>The names of its inputs, and of what its branches take from around them.</summary>
    public ImmutableArray<string> Needs { get; } =
    [.. Inputs, .. Attributes.Values.SelectMany(attribute => attribute.Branch).SelectMany(branch => branch.Wanted)];

    /// <summary>The node in a field of a graph.</summary>
    /// <param name="message">The field.</param>
    /// <param name="depth">How many graphs lie around that graph.</param>
    /// <exception cref="FaultException">Two of its attributes have one name.</exception>
    public static OnnxNode Read(ProtoField message, int depth)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        string Text(int number) => fields[number].LastOrDefault()?.Text() ?? "";
        var node = new OnnxNode(
            Text(3),
            Text(4),
            Text(7),
            [.. fields[1].Select(field => field.Text())],
            [.. fields[2].Select(field => field.Text())],
            ImmutableDictionary<string, OnnxAttribute>.Empty
        );
        var attributes = fields[5].Select(attribute => OnnxAttribute.Read(attribute, depth)).ToImmutableArray();
        OnnxFile.RequireUnique(
            $"{message.Source}: {node.Label}",
            "attributes",
            attributes.Select(attribute => attribute.Name)
        );
        return new(
            node.Name,
            node.Op,
            node.Domain,
            node.Inputs,
            node.Outputs,
            attributes.ToImmutableDictionary(attribute => attribute.Name)
        );
    }
}
