using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// A stored tensor whose numbers are not yet read; most of a file's bytes are such numbers, and not all may be needed.
/// </summary>
internal sealed record OnnxTensor(string Name, ProtoField Message)
{
    /// <summary>The same under another name, for one that has none.</summary>
    public OnnxTensor Named(string name) => Name == "" ? this with { Name = name } : this;

    public static OnnxTensor Read(ProtoField message) =>
        new(message.Fields().LastOrDefault(field => field.Number == 8)?.Text() ?? "", message);

    /// <summary>The tensors in fields of a graph.</summary>
    /// <exception cref="FaultException">Two of them have one name.</exception>
    public static ImmutableDictionary<string, OnnxTensor> ByName(string path, IEnumerable<ProtoField> messages)
    {
        var tensors = messages.Select(Read).ToImmutableArray();
        OnnxFile.RequireUnique(path, "stored tensors", tensors.Select(tensor => tensor.Name));
        return tensors.ToImmutableDictionary(tensor => tensor.Name);
    }
}
