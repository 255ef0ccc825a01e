using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>What <c>torch.save</c> wrote.</summary>
/// <param name="Value">The object.</param>
/// <param name="Announced">The storages that its tensors refer to, under their keys.</param>
/// <param name="BigEndian">Whether the most significant byte of each number comes first.</param>
/// <param name="Stored">The bytes that are there, under the keys of their storages.</param>
internal sealed record TorchObject(
    Pickle Value,
    IReadOnlyDictionary<string, TorchStorage> Announced,
    bool BigEndian,
    IReadOnlyDictionary<string, StorageBytes> Stored
)
{
    /// <summary>The object, where each of its storages is there, with as many bytes as it has numbers.</summary>
    /// <exception cref="FaultException">One is not there, or longer or shorter.</exception>
    public TorchObject Checked(string path)
    {
        ImmutableArray<Fault> faults =
        [
            .. Announced
                .Values.Where(storage => Stored.GetValueOrDefault(storage.Key)?.Length != storage.Length)
                .OrderBy(storage => storage.Key, StringComparer.Ordinal)
                .Take(Validations.MostFaults)
                .Select(storage => new Fault(
                    path,
                    Stored.TryGetValue(storage.Key, out var bytes)
                        ? $"the storage {storage.Key} has {bytes.Length} bytes, "
                            + $"where {storage.Count} numbers of {storage.Type.Name} are {storage.Length}"
                        : $"the storage {storage.Key} is not there, "
                            + $"where {storage.Count} numbers of {storage.Type.Name} are expected",
                    "the file may be cut off; copy it again"
                )),
        ];
        return faults.IsEmpty ? this : throw new FaultException(faults);
    }
}
