namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>Numbers beside the pickle, as it announces them; several tensors may share them.</summary>
/// <param name="Key">What they are called in the file.</param>
/// <param name="Type">How each is stored.</param>
/// <param name="Count">How many there are.</param>
internal sealed record TorchStorage(string Key, TorchType Type, long Count)
{
    /// <summary>The bytes of all numbers.</summary>
    public Int128 Length => (Int128)Count * Type.Size;
}
