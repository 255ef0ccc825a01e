using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LrpFunctional.Tests.Formats.PyTorch;

/// <summary>Bytes as torch.save writes them, and as it would not.</summary>
internal static class TorchBytes
{
    private static readonly byte[] Begin = [0x80, 2];

    /// <summary>A dictionary of these values.</summary>
    public static byte[] Dictionary(params (string Key, byte[] Value)[] items) =>
        [.. "}("u8, .. items.SelectMany(item => Text(item.Key).Concat(item.Value)), .. "u"u8];

    public static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. "X"u8, .. BitConverter.GetBytes(bytes.Length), .. bytes];
    }

    public static byte[] Number(long number) => [0x8a, 8, .. BitConverter.GetBytes(number)];

    public static byte[] Tuple(params byte[][] items) => [.. "("u8, .. items.SelectMany(item => item), .. "t"u8];

    public static byte[] Name(string module, string name) => Encoding.ASCII.GetBytes($"c{module}\n{name}\n");

    public static byte[] Storage(string key, string type, long count) =>
        [.. Tuple(Text("storage"), Name("torch", type), Text(key), Text("cpu"), Number(count)), .. "Q"u8];

    /// <summary>A tensor of float32 numbers.</summary>
    public static byte[] Tensor(string key, long count, long offset, long[] shape, long[] strides) =>
        Rebuilt(Storage(key, "FloatStorage", count), offset, shape, strides);

    /// <summary>A tensor in a storage.</summary>
    public static byte[] Rebuilt(byte[] storage, long offset, long[] shape, long[] strides, byte[]? type = null) =>
        [
            .. Name("torch._utils", type is null ? "_rebuild_tensor_v2" : "_rebuild_tensor_v3"),
            .. Tuple([
                storage,
                Number(offset),
                Tuple([.. shape.Select(Number)]),
                Tuple([.. strides.Select(Number)]),
                [0x89],
                [.. Name("collections", "OrderedDict"), .. ")R"u8],
                .. type is null ? [] : new[] { type },
            ]),
            .. "R"u8,
        ];

    /// <summary>A zip file of torch.save, with these storages.</summary>
    public static byte[] Archive(byte[] value, params (string Key, byte[] Bytes)[] storages) =>
        Zip([
            ("m/data.pkl", [.. Begin, .. value, .. "."u8]),
            .. storages.Select(storage => ($"m/data/{storage.Key}", storage.Bytes)),
        ]);

    public static byte[] Zip(
        (string Name, byte[] Bytes)[] entries,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A flat file of torch.save, as before PyTorch 1.6, with these storages.</summary>
    public static byte[] Flat(byte[] value, params (string Key, byte[] Bytes)[] storages)
    {
        byte[] mark = [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
        byte[][] pickles =
        [
            mark,
            Number(1001),
            Dictionary(("little_endian", [0x88])),
            value,
            [.. "]("u8, .. storages.SelectMany(storage => Text(storage.Key)), .. "e"u8],
        ];
        return
        [
            .. pickles.SelectMany(pickle => Begin.Concat(pickle).Concat("."u8.ToArray())),
            .. storages.SelectMany(storage =>
                BitConverter.GetBytes((long)storage.Bytes.Length / 4).Concat(storage.Bytes)
            ),
        ];
    }

    /// <summary>Numbers in float32.</summary>
    public static byte[] Floats(params float[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        foreach (var (at, number) in numbers.Index())
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * at), number);
        return bytes;
    }
}
