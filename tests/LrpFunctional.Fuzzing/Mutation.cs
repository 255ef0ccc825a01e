using System.Collections.Immutable;
using System.IO.Compression;

namespace LrpFunctional.Fuzzing;

/// <summary>Damages files, the same way for the same random numbers.</summary>
internal static class Mutation
{
    private static readonly ImmutableArray<byte> Odd =
    [
        0,
        1,
        0x7f,
        0x80,
        0xff,
        (byte)'"',
        (byte)'{',
        (byte)'9',
        (byte)'-',
    ];
    private static readonly ImmutableArray<long> Sizes =
    [
        0,
        1,
        -1,
        255,
        65535,
        int.MaxValue,
        int.MinValue,
        long.MaxValue,
    ];

    /// <summary>A file with one to four damages; of an archive half of the time an entry is damaged.</summary>
    public static byte[] Of(byte[] whole, byte[] other, Random random) =>
        IsArchive(whole) && random.Next(2) == 0 ? InEntry(whole, other, random) : Damaged(whole, other, random);

    private static byte[] Damaged(byte[] whole, byte[] other, Random random) =>
        Enumerable.Range(0, 1 + random.Next(4)).Aggregate(whole, (bytes, _) => Once(bytes, other, random));

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        if (bytes.Length == 0)
            return [Odd[random.Next(Odd.Length)]];
        var at = random.Next(bytes.Length);
        var length = Math.Min(bytes.Length - at, 1 << random.Next(8));
        return random.Next(8) switch
        {
            0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], Odd[random.Next(Odd.Length)], .. bytes[(at + 1)..]],
            2 => bytes[..at],
            3 => [.. bytes[..at], .. bytes[(at + length)..]],
            4 => [.. bytes[..(at + length)], .. bytes[at..]],
            5 => [.. bytes[..at], .. Number(random), .. bytes[Math.Min(bytes.Length, at + 8)..]],
            6 => [.. bytes[..at], .. other[random.Next(other.Length)..].Take(length), .. bytes[(at + length)..]],
            _ => [.. bytes[..at], .. Enumerable.Repeat(bytes[at], 1 << random.Next(12)), .. bytes[at..]],
        };
    }

    private static byte[] Number(Random random) =>
        [.. BitConverter.GetBytes(Sizes[random.Next(Sizes.Length)]).Take(random.Next(2) == 0 ? 4 : 8)];

    private static bool IsArchive(byte[] bytes) => bytes.AsSpan().StartsWith("PK\u0003\u0004"u8);

    private static byte[] InEntry(byte[] whole, byte[] other, Random random)
    {
        using var archive = new ZipArchive(new MemoryStream(whole));
        var chosen = random.Next(archive.Entries.Count);
        using var made = new MemoryStream();
        using (var copy = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (at, entry) in archive.Entries.Index())
            {
                using var from = entry.Open();
                using var memory = new MemoryStream();
                from.CopyTo(memory);
                using var to = copy.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                to.Write(at == chosen ? Damaged(memory.ToArray(), other, random) : memory.ToArray());
            }
        }

        return made.ToArray();
    }
}
