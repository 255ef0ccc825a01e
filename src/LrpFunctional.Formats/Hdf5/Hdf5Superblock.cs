using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>What an HDF5 file begins with.</summary>
internal static class Hdf5Superblock
{
    private static readonly ImmutableArray<byte> Signature = [0x89, .. "HDF\r\n"u8, 0x1a, .. "\n"u8];

    /// <summary>Whether the bytes begin as an HDF5 file does.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature.AsSpan());

    /// <summary>The address of the root group's header.</summary>
    public static long RootAt(Hdf5Bytes file)
    {
        file.Expect(0, Signature.AsSpan(), "signature");
        var (sizes, bases, root) = file.U8(8) switch
        {
            0 => (13, 24, 64),
            1 => (13, 28, 68),
            2 or 3 => (9, 12, 36),
            var version => throw file.Fault($"its version is {version}"),
        };
        if (file.U8(sizes) != 8 || file.U8(sizes + 1) != 8)
            throw file.Fault("its addresses do not have eight bytes");
        var end = file.I64(bases + 16);
        if (file.I64(bases) != 0 || end > file.Memory.Length || end < 0)
            throw file.Fault($"it has {file.Memory.Length} bytes, where {end} are announced; it may be cut off");
        return file.I64(root);
    }
}
