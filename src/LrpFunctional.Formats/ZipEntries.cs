using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using LrpFunctional.Memory;

namespace LrpFunctional.Formats;

/// <summary>
/// What a zip file holds, read into memory one entry at a time, and never more than its directory announces.
/// </summary>
internal static class ZipEntries
{
    // Of a .npy file the whole header, but for one of thousands of fields.
    private const int Beginning = 4096;

    /// <summary>Takes an entry's name, the bytes it begins with, their number, and what unfolds all of them.</summary>
    public delegate T Reading<T>(
        string entry,
        ReadOnlyMemory<byte> begin,
        long length,
        Func<ReadOnlyMemory<byte>> bytes
    );

    /// <summary>
    /// What the reading makes of the beginning of each entry, in the order of the file, which stays in memory until all
    /// are unfolded.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What helps where it is no zip file, is cut off or is not what it says it is.</param>
    /// <param name="limits">How large an entry may be.</param>
    /// <param name="read">The reading.</param>
    /// <exception cref="FaultException">There is no such file, or what it holds is broken, encrypted, too large or
    /// there twice.</exception>
    public static ImmutableArray<T> Deferred<T>(string path, string remedy, ReadingLimits limits, Reading<T> read) =>
        Whole(
            path,
            remedy,
            () =>
            {
                var stream = Stream(Edge.Bytes(path));
                var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                Check(path, remedy, limits, stream.Length, [.. archive.Entries]);
                return archive
                    .Entries.Select(entry =>
                        read(
                            entry.FullName,
                            Begin(entry),
                            entry.Length,
                            () => Whole(path, remedy, () => Bytes(path, remedy, entry))
                        )
                    )
                    .ToImmutableArray();
            }
        );

    /// <summary>What the reading makes of each wanted entry, in the order of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What helps where it is no zip file, is cut off or is not what it says it is.</param>
    /// <param name="limits">How large an entry may be.</param>
    /// <param name="wanted">Whether the entry with this name is read.</param>
    /// <param name="read">Takes an entry's name and bytes.</param>
    /// <exception cref="FaultException">There is no such file, or what it holds is broken, encrypted, too large or
    /// there twice.</exception>
    public static ImmutableArray<T> Read<T>(
        string path,
        string remedy,
        ReadingLimits limits,
        Func<string, bool> wanted,
        Func<string, ReadOnlyMemory<byte>, T> read
    ) =>
        Whole(
            path,
            remedy,
            () =>
            {
                using var stream = Edge.Open(path);
                using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                Check(path, remedy, limits, stream.Length, [.. archive.Entries]);
                return archive
                    .Entries.Where(entry => wanted(entry.FullName))
                    .Select(entry => read(entry.FullName, Bytes(path, remedy, entry)))
                    .ToImmutableArray();
            }
        );

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : throw new System.Diagnostics.UnreachableException();

    private static ReadOnlyMemory<byte> Begin(ZipArchiveEntry entry)
    {
        using var unfolded = entry.Open();
        var bytes = new byte[Math.Min(Beginning, entry.Length)];
        return bytes.AsMemory(0, unfolded.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private static T Whole<T>(string path, string remedy, Func<T> read) =>
        Edge.Read(
                path,
                () =>
                {
                    try
                    {
                        return read();
                    }
                    catch (Exception exception)
                        when (exception
                                is InvalidDataException
                                    or EndOfStreamException
                                    or NotSupportedException
                                    or ArgumentException
                                    or OverflowException
                        )
                    {
                        throw new FaultException(
                            new Fault(path, $"it is no whole zip file ({exception.Message})", remedy)
                        );
                    }
                }
            )
            .OrThrow();

    // Numbers are never so alike: what unfolds to more is made to fill the memory.
    private static void Check(
        string path,
        string remedy,
        ReadingLimits limits,
        long size,
        ImmutableArray<ZipArchiveEntry> entries
    )
    {
        bool IsSuspicious(decimal unfolded, decimal stored) =>
            unfolded > ReadingLimits.Harmless && unfolded / limits.Ratio > stored;
        FaultException Unfolds(string place, decimal unfolded, decimal stored) =>
            new(
                new Fault(
                    place,
                    $"{stored} bytes unfold to {unfolded}, more than {limits.Ratio} times as many",
                    ReadingLimits.Remedy("ratio")
                )
            );
        FaultException Refused(ZipArchiveEntry entry, string problem) =>
            new(new Fault($"{path}: {entry.FullName}", problem, remedy));
        var named = entries.Select(entry => entry.FullName).ToImmutableHashSet(StringComparer.Ordinal);
        if (named.Count != entries.Length)
            throw new FaultException(new Fault(path, "two of its entries have the same name", remedy));
        foreach (var entry in entries)
        {
            if (entry.IsEncrypted)
                throw Refused(entry, "it is encrypted");
            if (IsSuspicious(entry.Length, entry.CompressedLength))
                throw Unfolds($"{path}: {entry.FullName}", entry.Length, entry.CompressedLength);
            if (entry.Length > limits.Entry)
                throw new FaultException(
                    ReadingLimits.Exceeded($"{path}: {entry.FullName}", "it", $"{limits.Entry} bytes", "entry")
                );
        }

        // Entries that lie on each other would count the same bytes again and again.
        if (entries.Sum(entry => (decimal)entry.CompressedLength) > size)
            throw new FaultException(new Fault(path, "its entries have more bytes than the file", remedy));
        var unfolded = entries.Sum(entry => (decimal)entry.Length);
        if (unfolded > Array.MaxLength)
            throw new FaultException(
                new Fault(
                    path,
                    $"its entries unfold to more than {Array.MaxLength} bytes",
                    "store smaller numbers, or fewer of them"
                )
            );
        if (IsSuspicious(unfolded, size))
            throw Unfolds(path, unfolded, size);
    }

    private static ReadOnlyMemory<byte> Bytes(string path, string remedy, ZipArchiveEntry entry)
    {
        using var unfolded = entry.Open();
        var bytes = LargePages.Array<byte>((int)entry.Length);
        var count = unfolded.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count == bytes.Length && unfolded.ReadByte() < 0
            ? bytes
            : throw new FaultException(
                new Fault(
                    $"{path}: {entry.FullName}",
                    $"it does not unfold to the {entry.Length} bytes that are announced",
                    remedy
                )
            );
    }
}
