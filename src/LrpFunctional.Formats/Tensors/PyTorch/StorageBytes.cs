namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>The bytes of a storage, unfolded once, when they are asked for.</summary>
/// <param name="Length">Their number.</param>
/// <param name="Unfolded">The bytes.</param>
internal sealed record StorageBytes(long Length, Lazy<ReadOnlyMemory<byte>> Unfolded);
