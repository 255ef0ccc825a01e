using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>
/// What <c>torch.save</c> writes since PyTorch 1.6: a zip file with a folder that holds the pickled object,
/// <c>data.pkl</c>, and the numbers of each storage, <c>data/0</c> and so on.
/// </summary>
internal static class TorchArchive
{
    private const string Pickled = "data.pkl";
    private const int LargestPickle = 100_000_000;
    private const string Remedy = "write it with torch.save(net.state_dict(), …)";

    /// <summary>The object in the archive.</summary>
    /// <exception cref="FaultException">The archive is broken, or no such one, or its pickle asks for anything but
    /// tensors.</exception>
    public static TorchObject Read(string path, ReadingLimits limits)
    {
        var entries = ZipEntries
            .Deferred(
                path,
                Remedy,
                limits,
                (entry, _, length, bytes) =>
                    (entry, stored: new StorageBytes(length, new Lazy<ReadOnlyMemory<byte>>(bytes)))
            )
            .ToImmutableDictionary(entry => entry.entry, entry => entry.stored, StringComparer.Ordinal);
        var folder = Folder(path, [.. entries.Keys]);
        var pickle = entries[folder + Pickled];
        if (pickle.Length > LargestPickle)
            throw new FaultException(
                new Fault(
                    $"{path}: {folder}{Pickled}",
                    $"it has {pickle.Length} bytes, where names and shapes of tensors have {LargestPickle} at most",
                    Remedy
                )
            );
        var names = new PickledTensors(path);
        var value = PickleReader.Read(new PickleBytes(path, pickle.Unfolded.Value), names, limits);
        var data = $"{folder}data/";
        return new TorchObject(
            value,
            names.Storages,
            entries.TryGetValue(folder + "byteorder", out var order) && IsBig(path, order.Unfolded.Value.Span),
            entries
                .Where(entry => entry.Key.StartsWith(data, StringComparison.Ordinal))
                .ToImmutableDictionary(entry => entry.Key[data.Length..], entry => entry.Value)
        );
    }

    // PyTorch calls it archive, or after the file as it was first called.
    private static string Folder(string path, ImmutableArray<string> entries)
    {
        ImmutableArray<string> folders =
        [
            .. entries
                .Where(entry => entry.Split('/') is [_, Pickled])
                .Select(entry => entry[..^Pickled.Length])
                .Order(StringComparer.Ordinal),
        ];
        if (folders.Length != 1)
            throw new FaultException(
                new Fault(
                    path,
                    $"{folders.Length} of its folders have a {Pickled}, where one has in a file of PyTorch",
                    Remedy
                )
            );
        return entries.Any(entry => entry == $"{folders[0]}constants.pkl" || entry.StartsWith($"{folders[0]}code/"))
            ? throw new FaultException(
                new Fault(
                    path,
                    "it is TorchScript, a program with its numbers, and no program of a file is ever run",
                    $"in Python, torch.save(torch.jit.load(\"{Path.GetFileName(path)}\").state_dict(), \"state.pt\")"
                )
            )
            : folders[0];
    }

    private static bool IsBig(string path, ReadOnlySpan<byte> order) =>
        order.SequenceEqual("big"u8)
        || (
            order.SequenceEqual("little"u8)
                ? false
                : throw new FaultException(new Fault(path, "its byteorder is neither little nor big", Remedy))
        );
}
