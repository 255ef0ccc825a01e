using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// The names of a network's tensors: those of PyTorch's state dict, and some more where PyTorch has none.
/// </summary>
internal static partial class StateNames
{
    public const string Embedding = "embedding.weight";
    public const string Output = "output";
    public const string Lstm = "lstm";
    public const string Gru = "gru";
    public const string Rnn = "rnn";

    /// <summary>The modules that a network may have.</summary>
    public static ImmutableArray<string> Modules { get; } = ["embedding", Lstm, Gru, "attention", "dense", Output];

    /// <summary>
    /// The name of a tensor whose module is called by the layer that it begins at: <c>lstm.1.weight_ih_l0</c> is
    /// <c>lstm.weight_ih_l1</c>.
    /// </summary>
    public static string InStack(string name) =>
        Stacked()
            .Replace(
                name,
                found =>
                {
                    int Number(string group) => int.Parse(found.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
                    var (kind, tensor) = (found.Groups["kind"].Value, found.Groups["tensor"].Value);
                    return $"{kind}.{tensor}_l{Number("first") + Number("layer")}";
                }
            );

    /// <summary>The cells that a layer may have, left-to-right first.</summary>
    public static ImmutableArray<Direction> Directions { get; } = [Direction.LeftToRight, Direction.RightToLeft];

    /// <summary>The layer at this place between the reading and the output.</summary>
    public static string Dense(int at) => $"dense.{at}";

    /// <summary>The layer at this place that scores the states for attention.</summary>
    public static string Attention(int at) => $"attention.{at}";

    public static string Weight(string module) => $"{module}.weight";

    public static string Bias(string module) => $"{module}.bias";

    /// <summary>The names of a cell's tensors; a layer is counted from 0.</summary>
    public static CellNames Cell(string kind, int layer, Direction direction)
    {
        var end = $"l{layer}{(direction == Direction.RightToLeft ? "_reverse" : "")}";
        return new CellNames(
            $"{kind}.weight_ih_{end}",
            $"{kind}.weight_hh_{end}",
            $"{kind}.bias_ih_{end}",
            $"{kind}.bias_hh_{end}",
            $"{kind}.h0_{end}",
            $"{kind}.c0_{end}"
        );
    }

    /// <summary>The names of a cell's tensors.</summary>
    internal sealed record CellNames(
        string Input,
        string Recurrent,
        string InputBias,
        string RecurrentBias,
        string InitialHidden,
        string InitialCell
    )
    {
        public ImmutableArray<string> All => [Input, Recurrent, InputBias, RecurrentBias, InitialHidden, InitialCell];

        /// <summary>Those whose rows are gate blocks.</summary>
        public ImmutableArray<string> Blocks => [Input, Recurrent, InputBias, RecurrentBias];
    }

    [GeneratedRegex(@"^(?<kind>lstm|gru)\.(?<first>\d{1,4})\.(?<tensor>\w+)_l(?<layer>\d{1,4})(?=$|_reverse$)")]
    private static partial Regex Stacked();
}
