using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>
/// The closed list of names that <c>torch.save</c> writes for dictionaries of tensors, and for what may stand beside
/// them in a checkpoint.
/// </summary>
/// <param name="path">The file, for messages.</param>
internal sealed class PickledTensors(string path) : PickleNames
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string Functions = "torch._utils.";
    private static readonly ImmutableHashSet<string> Rebuild =
    [
        "_rebuild_tensor",
        "_rebuild_tensor_v2",
        "_rebuild_tensor_v3",
        "_rebuild_parameter",
        "_rebuild_parameter_with_state",
    ];

    // They hold a number, a size or a place, and no tensor.
    private static readonly ImmutableHashSet<string> Empty =
    [
        "torch.Size",
        "torch.device",
        "numpy.core.multiarray.scalar",
        "numpy._core.multiarray.scalar",
    ];

    private readonly Dictionary<string, TorchStorage> _storages = [];

    /// <summary>The storages that the pickle refers to, under their keys.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    public override string Manner => "as PyTorch writes it";

    public override string Remedy =>
        "only dictionaries of tensors are read, and nothing in a pickle is ever run; save the network's alone, with "
        + "torch.save(net.state_dict(), \"state.pt\")";

    public override bool HoldsAnything => true;

    public override bool Knows(string name) =>
        name == OrderedDictionary
        || Empty.Contains(name)
        || (name.StartsWith(Functions, StringComparison.Ordinal) && Rebuild.Contains(name[Functions.Length..]))
        || TorchType.OfStorage(name) is not null
        || TorchType.Of(name) is not null
        || PickledArrays.Instance.Knows(name);

    public override Pickle? Call(Pickle.Name callable, ImmutableArray<Pickle> arguments) =>
        (callable.Value, arguments) switch
        {
            (OrderedDictionary, []) => new Pickle.Dictionary([]),
            (Functions + "_rebuild_tensor", [Pickle.Storage of, .. var view]) => View(of.Value, of.Value.Type, view),
            (Functions + "_rebuild_tensor_v2", [Pickle.Storage of, var offset, var shape, var strides, ..]) => View(
                of.Value,
                of.Value.Type,
                [offset, shape, strides]
            ),
            (
                Functions + "_rebuild_tensor_v3",
                [Pickle.Storage of, var offset, var shape, var strides, _, _, Pickle.Name name, ..]
            ) when TorchType.Of(name.Value) is { } type => View(of.Value, type, [offset, shape, strides]),
            (Functions + "_rebuild_parameter", [Pickle.Tensor tensor, ..]) => tensor,
            (Functions + "_rebuild_parameter_with_state", [Pickle.Tensor tensor, ..]) => tensor,
            (var name, _) when Empty.Contains(name) => new Pickle.Nothing(),
            _ => PickledArrays.Instance.Call(callable, arguments),
        };

    // An OrderedDict has the versions of modules as its state, which say nothing of the tensors.
    public override bool Build(Pickle value, Pickle state) =>
        (value is Pickle.Dictionary && state is Pickle.Dictionary) || PickledArrays.Instance.Build(value, state);

    public override Pickle? Persistent(Pickle id)
    {
        if (
            id
                is not Pickle.Tuple
                {
                    Items: [
                        Pickle.Text { Value: "storage" },
                        Pickle.Name name,
                        Pickle.Text key,
                        Pickle.Text,
                        Pickle.Number { Value: >= 0 } count,
                        .. []
                        or [Pickle.None],
                    ]
                }
            || TorchType.OfStorage(name.Value) is not { } type
        )
        {
            return null;
        }

        var storage = new TorchStorage(key.Value, type, count.Value);
        if (!_storages.TryAdd(key.Value, storage) && _storages[key.Value] != storage)
        {
            throw new FaultException(
                new Fault(
                    path,
                    $"the storage {key.Value} is {_storages[key.Value].Count} numbers of "
                        + $"{_storages[key.Value].Type.Name}, "
                        + $"and elsewhere {storage.Count} of {type.Name}",
                    "the file is damaged; save it again with torch.save"
                )
            );
        }

        return new Pickle.Storage(storage);
    }

    public override string RemedyOf(string name, string? key)
    {
        var loaded = $"torch.load(\"{Path.GetFileName(path)}\", weights_only=False)";
        string Saved(string network) =>
            $"nothing in a pickle is ever run; in Python, torch.save({network}, \"state.pt\")";
        return key is null ? Saved($"{loaded}.state_dict()")
            : IsModule(name) ? Saved($"{loaded}[\"{(key == "" ? "…" : key)}\"].state_dict()")
            : Saved($"{loaded}[\"…\"]") + ", with the key of the network's state dict";
    }

    private static bool IsModule(string name) =>
        name.StartsWith("torch.nn.", StringComparison.Ordinal)
        || name.StartsWith("__main__.", StringComparison.Ordinal);

    private static Pickle.Tensor? View(TorchStorage storage, TorchType type, ImmutableArray<Pickle> view) =>
        view is [Pickle.Number offset, Pickle.Tuple shape, Pickle.Tuple strides]
        && shape.Items.Length == strides.Items.Length
        && shape.Items.Concat(strides.Items).All(size => size is Pickle.Number)
            ? new Pickle.Tensor(new StridedTensor(storage, type, offset.Value, Sizes(shape), Sizes(strides)))
            : null;

    private static ImmutableArray<long> Sizes(Pickle.Tuple sizes) =>
        [.. sizes.Items.Cast<Pickle.Number>().Select(size => size.Value)];
}
