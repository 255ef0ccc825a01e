using System.Numerics;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>
/// What <c>torch.save</c> wrote before PyTorch 1.6, and still does when it is asked to: five pickles (a number that
/// marks the file, a version, the machine, the object, the keys of its storages), then the numbers of each storage
/// behind their count.
/// </summary>
internal static class TorchFlatFile
{
    private const long Version = 1001;
    private const string Remedy = "write it with torch.save(net.state_dict(), …)";
    private static readonly BigInteger Mark = new([0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

    /// <summary>The object in the file.</summary>
    /// <exception cref="FaultException">It is cut off, no such file, or its pickle asks for anything but
    /// tensors.</exception>
    public static TorchObject Read(string path, ReadOnlyMemory<byte> all, ReadingLimits limits)
    {
        var (bytes, names) = (new PickleBytes(path, all), new PickledTensors(path));
        Pickle Next() => PickleReader.Read(bytes, names, limits);
        if (Next() is not Pickle.LongNumber { Value: var mark } || mark != Mark)
            throw Fault(path, "it is a pickle, but not as torch.save writes it");
        if (Next() is not Pickle.Number { Value: Version })
            throw Fault(path, $"its version is not {Version}, PyTorch's only one");
        var isBig =
            Next() is Pickle.Dictionary machine
            && machine.Items.Any(said =>
                said is (Pickle.Text { Value: "little_endian" }, Pickle.Truth { Value: false })
            );
        var value = Next();
        if (Next() is not Pickle.List keys)
            throw Fault(path, "there is no list of its storages");
        var stored = new Dictionary<string, StorageBytes>(StringComparer.Ordinal);
        foreach (var key in keys.Items)
        {
            if (key is not Pickle.Text { Value: var name } || !names.Storages.TryGetValue(name, out var storage))
                throw Fault(path, "a storage is there that no tensor refers to");
            var count = bytes.Long();
            if (count != storage.Count || storage.Length > bytes.Left)
                throw new FaultException(
                    new Fault(
                        path,
                        $"the storage {name} has {count} numbers, and {bytes.Left} bytes are left in the file, "
                            + $"where {storage.Count} numbers of {storage.Type.Name} are expected",
                        "the file may be cut off; copy it again"
                    )
                );
            var numbers = bytes.Take((long)storage.Length);
            if (!stored.TryAdd(name, new StorageBytes(numbers.Length, new Lazy<ReadOnlyMemory<byte>>(numbers))))
                throw Fault(path, $"the storage {name} is there twice");
        }

        return bytes.Left == 0
            ? new TorchObject(value, names.Storages, isBig, stored)
            : throw Fault(path, $"{bytes.Left} bytes at the end belong to no storage");
    }

    private static FaultException Fault(string path, string problem) => new(new Fault(path, problem, Remedy));
}
