using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors.PyTorch;

/// <summary>A dictionary of tensors among what else a training loop saves.</summary>
/// <param name="Keys">The keys that lead to it; none where it is all there is.</param>
/// <param name="Tensors">The dictionary.</param>
internal sealed record Checkpoint(ImmutableArray<string> Keys, Pickle.Dictionary Tensors)
{
    private const int Deepest = 8;
    private const int KeysTold = 8;

    // What people call the network's own tensors, where others lie beside them.
    private static readonly ImmutableArray<string> Usual =
    [
        "state_dict",
        "model_state_dict",
        "model_state",
        "model",
        "network",
        "net",
        "state",
        "weights",
        "params",
    ];

    /// <summary>Where it is, as Python says it.</summary>
    public string Place => string.Concat(Keys.Select(key => $"[\"{key}\"]"));

    /// <summary>Other dictionaries of tensors, which are left aside.</summary>
    public ImmutableArray<Checkpoint> Others { get; init; } = [];

    /// <summary>The network's tensors in what was saved.</summary>
    /// <exception cref="FaultException">There are none, or several, and nothing says which are meant.</exception>
    public static Checkpoint Of(string path, Pickle value)
    {
        ImmutableArray<Checkpoint> all =
        [
            .. Within(value, [], new HashSet<object>(ReferenceEqualityComparer.Instance)),
        ];
        var whole = all.Where(found => found.Tensors.Items.All(item => item.Value is Pickle.Tensor)).ToImmutableArray();
        var found = whole.IsEmpty ? all : whole;
        if (found.Length == 1)
            return found[0];
        var usual = found.Where(each => Usual.Contains(each.Keys.LastOrDefault(""))).ToImmutableArray();
        if (usual.Length == 1)
            return usual[0] with { Others = found.Remove(usual[0]) };
        var (problem, remedy) = found.IsEmpty
            ? ($"it holds {Described(value)}, where a dictionary of tensors is expected", "net.state_dict()")
            : (
                "it holds several dictionaries of tensors, "
                    + $"{string.Join(", ", found.Take(KeysTold).Select(each => each.Place))}",
                $"torch.load(\"{Path.GetFileName(path)}\"){found[0].Place}"
            );
        throw new FaultException(
            new Fault(path, problem, $"save the network's alone; in Python, torch.save({remedy}, \"state.pt\")")
        );
    }

    private static IEnumerable<Checkpoint> Within(Pickle value, ImmutableArray<string> keys, HashSet<object> seen)
    {
        // One that is there twice, or holds itself, is looked at once.
        if (value is not Pickle.Dictionary dictionary || keys.Length > Deepest || !seen.Add(dictionary.Items))
            return [];
        var items = dictionary.Items;
        bool IsOptimizer() => items.Any(item => item.Key is Pickle.Text { Value: "param_groups" });
        bool HoldsTensors() =>
            items.Any(item => item.Value is Pickle.Tensor) && items.All(item => item.Key is Pickle.Text);
        return IsOptimizer()
            ? []
            : items
                .Where(item => item.Key is Pickle.Text)
                .SelectMany(item => Within(item.Value, keys.Add(((Pickle.Text)item.Key).Value), seen))
                .Concat(HoldsTensors() ? [new Checkpoint(keys, dictionary)] : []);
    }

    private static string Described(Pickle value) =>
        value switch
        {
            Pickle.Dictionary { Items: [] } => "an empty dictionary",
            Pickle.Dictionary dictionary => "a dictionary of "
                + string.Join(
                    ", ",
                    dictionary.Items.Take(KeysTold).Select(item => item.Key is Pickle.Text key ? key.Value : "…")
                ),
            Pickle.Tensor => "one tensor",
            Pickle.List or Pickle.Tuple => "a list",
            _ => "a value",
        };
}
