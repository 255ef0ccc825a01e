using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>The tensors of one module of a network, as their names say it.</summary>
/// <param name="Name">What stands before the last dot of their names.</param>
/// <param name="Tensors">The tensors, under what stands behind it.</param>
internal sealed partial record StateModule(string Name, ImmutableDictionary<string, StateTensor> Tensors)
{
    public const string Weight = "weight";
    public const string Bias = "bias";

    /// <summary>The modules, in the order of their first tensors.</summary>
    public static ImmutableArray<StateModule> Of(IEnumerable<StateTensor> tensors) =>
        [
            .. tensors
                .GroupBy(tensor => tensor.Name[..Math.Max(tensor.Name.LastIndexOf('.'), 0)], StringComparer.Ordinal)
                .Select(module => new StateModule(
                    module.Key,
                    module.ToImmutableDictionary(tensor => tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..])
                )),
        ];

    /// <summary>Whether it has a name of ours, which says what it is.</summary>
    public bool IsNamed => Ours().IsMatch(Name);

    public bool Has(string tensor) => Tensors.ContainsKey(tensor);

    /// <summary>The shape of a tensor; none where it is not there.</summary>
    public ImmutableArray<long> Shape(string tensor) => Tensors.TryGetValue(tensor, out var found) ? found.Shape : [];

    /// <summary>
    /// Whether there is a matrix of weights, maybe with a bias for each of its rows, and nothing else.
    /// </summary>
    public bool IsLinear =>
        Shape(Weight).Length == 2
        && (Tensors.Count == 1 || (Tensors.Count == 2 && Shape(Bias) is [var rows] && rows == Rows));

    public long Rows => Shape(Weight)[0];

    public long Columns => Shape(Weight)[1];

    [GeneratedRegex(@"^(embedding|lstm|gru|output|(dense|attention)\.\d+)$")]
    private static partial Regex Ours();
}
