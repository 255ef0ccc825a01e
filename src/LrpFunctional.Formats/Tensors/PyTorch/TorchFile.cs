using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>
/// Files of <c>torch.save</c>: the state dict in them, alone or in a checkpoint. Nothing in them is ever run.
/// </summary>
internal static class TorchFile
{
    /// <summary>The tensors of the state dict, in its order, under their names in it.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, holds anything but tensors, or tensors that
    /// are not in it.</exception>
    public static StateDict Read(string path, ReadingLimits limits)
    {
        var saved = Saved(path, limits).Checked(path);
        var checkpoint = Checkpoint.Of(path, saved.Value);
        var tensors = Validations
            .All(
                checkpoint
                    .Tensors.Items.GroupBy(
                        item => ((Pickle.Text)item.Key).Value,
                        item => item.Value,
                        StringComparer.Ordinal
                    )
                    .Select(item => Tensor($"{path}: {item.Key}", [.. item]).Map(tensor => (item.Key, Tensor: tensor)))
            )
            .OrThrow();
        var (read, stored) = (
            tensors.Aggregate((Int128)0, (sum, tensor) => sum + tensor.Tensor.Length),
            saved.Stored.Values.Aggregate((Int128)0, (sum, storage) => sum + storage.Length)
        );

        // Tensors may share numbers, as tied weights do, but not fill the memory with a few.
        if (read > ReadingLimits.Harmless && read > limits.Shared * stored)
            throw new FaultException(
                new Fault(
                    path,
                    $"its tensors have {read} bytes, and their storages {stored}, which they share more than "
                        + $"{limits.Shared} times over",
                    $"save the network's own tensors alone; or {ReadingLimits.Remedy("shared")}"
                )
            );
        return new StateDict([.. tensors.Select(tensor => Announced(path, saved, tensor.Key, tensor.Tensor))])
        {
            Notes = Notes(checkpoint),
        };
    }

    private static TorchObject Saved(string path, ReadingLimits limits)
    {
        Span<byte> begin = stackalloc byte[4];
        using (var stream = Edge.Open(path))
            begin = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        return begin switch
        {
            [(byte)'P', (byte)'K', 3 or 5, 4 or 6] => TorchArchive.Read(path, limits),
            [0x80, ..] => TorchFlatFile.Read(path, Edge.Bytes(path), limits),
            _ => throw new FaultException(
                new Fault(
                    path,
                    "it does not begin as a file of torch.save does",
                    "write it with torch.save(net.state_dict(), …), or name a file of another kind by its own ending"
                )
            ),
        };
    }

    private static Validation<Fault, StridedTensor> Tensor(string place, ImmutableArray<Pickle> values) =>
        values switch
        {
            [Pickle.Tensor tensor] => tensor.Value.Fits(place).Map(_ => tensor.Value),
            [_] => new Fault(place, "it is no tensor", "save the network's own state dict"),
            _ => new Fault(place, "two tensors have this name", "write each tensor once, under a name of its own"),
        };

    private static StateTensor Announced(string path, TorchObject saved, string name, StridedTensor tensor) =>
        new(
            name,
            $"{path}: {name}",
            tensor.Type.Name,
            tensor.Shape,
            shape =>
                TensorBytes.Deferred(
                    $"{path}: {name}",
                    new TensorLayout(
                        tensor.Type.Element ?? throw StateTensor.Unread($"{path}: {name}", tensor.Type.Name),
                        saved.BigEndian,
                        Fortran: false
                    ),
                    shape,
                    (long)tensor.Length,
                    () => tensor.Bytes(saved.Stored[tensor.Storage.Key].Unfolded.Value)
                )
        );

    private static ImmutableArray<string> Notes(Checkpoint checkpoint)
    {
        if (checkpoint.Keys.IsEmpty)
            return [];
        var others = string.Join(", ", checkpoint.Others.Select(other => other.Place));
        return
        [
            $"the tensors are those of the checkpoint's {checkpoint.Place}"
                + (others == "" ? "" : $"; {others} is left aside"),
        ];
    }
}
