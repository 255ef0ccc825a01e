using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models;

/// <summary>The names of a network's tensors, those of PyTorch's state dict for a bidirectional LSTM.</summary>
internal static class StateNames
{
    public const string Embedding = "embedding.weight";
    public const string Output = "output.weight";
    public const string OutputBias = "output.bias";

    private const string Reverse = "_reverse";

    /// <summary>What follows the name of a direction's tensors: nothing for left-to-right.</summary>
    public static ImmutableArray<string> Directions { get; } = ["", Reverse];

    public static string Input(string direction) => $"lstm.weight_ih_l0{direction}";

    public static string Recurrent(string direction) => $"lstm.weight_hh_l0{direction}";

    public static string InputBias(string direction) => $"lstm.bias_ih_l0{direction}";

    public static string RecurrentBias(string direction) => $"lstm.bias_hh_l0{direction}";

    /// <summary>The four tensors of a cell: the ones whose rows are gate blocks.</summary>
    public static ImmutableArray<string> Cell(string direction) => [Input(direction), Recurrent(direction), InputBias(direction), RecurrentBias(direction)];
}
