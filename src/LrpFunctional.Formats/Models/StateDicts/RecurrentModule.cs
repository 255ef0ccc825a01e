using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LanguageExt;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>An LSTM, GRU or RNN of one or more layers, as the shapes of its tensors tell it.</summary>
/// <param name="Module">Its tensors.</param>
/// <param name="Kind"><see cref="StateNames.Lstm"/>, <see cref="StateNames.Gru"/> or
/// <see cref="StateNames.Rnn"/>.</param>
/// <param name="Layers">How many layers it has.</param>
/// <param name="Inputs">How many numbers a step of what it reads has.</param>
/// <param name="Outputs">How many numbers a step of its states has.</param>
internal sealed partial record RecurrentModule(StateModule Module, string Kind, int Layers, long Inputs, long Outputs)
{
    private const string FirstInput = "weight_ih_l0";
    private const string Reverse = "_reverse";
    private const string States = "weight_hh_";
    private const string Projection = "weight_hr_";

    /// <summary>Whether the module has the tensors of a recurrent one.</summary>
    public static bool Is(StateModule module) => module.Shape(FirstInput).Length == 2;

    /// <summary>Whether the module is one cell, which a program runs over the steps in a loop of its own.</summary>
    public static bool IsCell(StateModule module) => module.Has("weight_ih") && module.Has("weight_hh");

    /// <summary>A cell as the lowest layer of a module; any other module as it is.</summary>
    public static StateModule OfCell(StateModule module) =>
        IsCell(module)
            ? module with
            {
                Tensors = module.Tensors.ToImmutableDictionary(tensor => $"{tensor.Key}_l0", tensor => tensor.Value),
            }
            : module;

    /// <summary>Whether its states are projected, as by PyTorch's <c>proj_size</c>.</summary>
    public static bool IsProjected(StateModule module) =>
        module.Tensors.Keys.Any(name => name.StartsWith(Projection, StringComparison.Ordinal));

    /// <summary>What the module is, or that it is none of them.</summary>
    public static Validation<Fault, RecurrentModule> Of(StateModule module)
    {
        if (module.Shape(FirstInput) is not [_, var width])
            return new Fault(
                module.Tensors.Values.First().Place,
                $"{FirstInput} is missing, or no matrix, where the weights of the inputs are expected",
                "export the network's own weights"
            );
        ImmutableArray<string> states = [.. module.Tensors.Keys.Where(name => State().IsMatch(name))];
        var rows = states.Select(name => Blocks(module, name)).Distinct().ToImmutableArray();
        var kind =
            rows is [4] ? StateNames.Lstm
            : rows is [3] ? StateNames.Gru
            : rows is [1] ? StateNames.Rnn
            : "";
        if (kind == "" || (kind != StateNames.Lstm && IsProjected(module)))
        {
            var first = module.Tensors[FirstInput];
            return new Fault(
                first.Place,
                $"the shape is ({string.Join(", ", first.Shape)}), and of the weights of its states not all have 4 or "
                    + "all have 3 times as many rows as columns, or all as many, as of an LSTM, a GRU or an RNN",
                "export the network's own weights"
            );
        }

        var layers = states.Count(name => !name.EndsWith(Reverse, StringComparison.Ordinal));
        var directions = module.Has($"weight_hh_l{layers - 1}{Reverse}") ? 2 : 1;
        var last = module.Shape($"weight_hh_l{layers - 1}");
        return new RecurrentModule(module, kind, layers, width, last.Length == 2 ? directions * last[1] : 0);
    }

    /// <summary>How many times more rows than columns a tensor has; 0 where it is no whole number.</summary>
    public static long Rows(StateModule module, string tensor) =>
        module.Shape(tensor) is [var rows, > 0 and var columns] && rows % columns == 0 ? rows / columns : 0;

    // Of projected states, c has as many numbers as the projection has columns.
    private static long Blocks(StateModule module, string states)
    {
        var projection = module.Shape(states.Replace(States, Projection, StringComparison.Ordinal));
        return projection is [var projected, > 0 and var units]
            ? module.Shape(states) is [var rows, var columns] && columns == projected && rows % units == 0
                ? rows / units
                : 0
            : Rows(module, states);
    }

    [GeneratedRegex(@"^weight_hh_l\d+(_reverse)?$")]
    private static partial Regex State();
}
