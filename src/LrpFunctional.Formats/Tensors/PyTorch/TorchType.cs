using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>How PyTorch stores a number.</summary>
/// <param name="Name">Its name in PyTorch, as <c>float32</c>.</param>
/// <param name="Size">The bytes of a number.</param>
/// <param name="Element">The same type for weights, where it is one.</param>
internal sealed record TorchType(string Name, int Size, ElementType? Element = null)
{
    private static readonly ImmutableDictionary<string, TorchType> OfStorages = new Dictionary<string, TorchType>
    {
        ["torch.DoubleStorage"] = new("float64", 8, ElementType.F64),
        ["torch.FloatStorage"] = new("float32", 4, ElementType.F32),
        ["torch.HalfStorage"] = new("float16", 2, ElementType.F16),
        ["torch.BFloat16Storage"] = new("bfloat16", 2, ElementType.BF16),
        ["torch.LongStorage"] = new("int64", 8),
        ["torch.IntStorage"] = new("int32", 4),
        ["torch.ShortStorage"] = new("int16", 2),
        ["torch.CharStorage"] = new("int8", 1),
        ["torch.ByteStorage"] = new("uint8", 1),
        ["torch.BoolStorage"] = new("bool", 1),
        // Bytes; each of their tensors says what they are.
        ["torch.UntypedStorage"] = new("uint8", 1),
        ["torch.storage.UntypedStorage"] = new("uint8", 1),
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, TorchType> Named = OfStorages
        .Values.Distinct()
        .ToImmutableDictionary(type => $"torch.{type.Name}");

    /// <summary>The type of the numbers in a storage of this class; null where it is none.</summary>
    public static TorchType? OfStorage(string name) => OfStorages.GetValueOrDefault(name);

    /// <summary>The type under its name, as <c>torch.float32</c>; null where it is none.</summary>
    public static TorchType? Of(string name) => Named.GetValueOrDefault(name);
}
