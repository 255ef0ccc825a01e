using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LanguageExt;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>An LSTM or GRU of one or more layers, as the shapes of its tensors tell it.</summary>
/// <param name="Module">Its tensors.</param>
/// <param name="Kind"><see cref="StateNames.Lstm"/> or <see cref="StateNames.Gru"/>.</param>
/// <param name="Layers">How many layers it has.</param>
/// <param name="Inputs">How many numbers a step of what it reads has.</param>
/// <param name="Outputs">How many numbers a step of its states has.</param>
internal sealed partial record RecurrentModule(StateModule Module, string Kind, int Layers, long Inputs, long Outputs)
{
    private const string FirstInput = "weight_ih_l0";
    private const string Reverse = "_reverse";

    /// <summary>Whether the module has the tensors of a recurrent one.</summary>
    public static bool Is(StateModule module) => module.Shape(FirstInput).Length == 2;

    /// <summary>What the module is, or that it is none of both.</summary>
    public static Validation<Fault, RecurrentModule> Of(StateModule module)
    {
        ImmutableArray<string> states = [.. module.Tensors.Keys.Where(name => State().IsMatch(name))];
        var rows = states.Select(name => Rows(module, name)).Distinct().ToImmutableArray();
        var kind = rows is [4] ? StateNames.Lstm : StateNames.Gru;
        if (rows is not ([3] or [4]))
        {
            var first = module.Tensors[FirstInput];
            return new Fault(
                first.Place,
                $"the shape is ({string.Join(", ", first.Shape)}), and of the weights of its states not all have 4 or "
                    + "all have 3 times as many rows as columns, as of an LSTM or GRU",
                "export the network's own weights"
            );
        }

        var layers = states.Count(name => !name.EndsWith(Reverse, StringComparison.Ordinal));
        var directions = states.Length > layers ? 2 : 1;
        var last = module.Shape($"weight_hh_l{layers - 1}");
        return new RecurrentModule(
            module,
            kind,
            layers,
            module.Shape(FirstInput)[1],
            last.Length == 2 ? directions * last[1] : 0
        );
    }

    /// <summary>How many times more rows than columns a tensor has; 0 where it is no whole number.</summary>
    public static long Rows(StateModule module, string tensor) =>
        module.Shape(tensor) is [var rows, > 0 and var columns] && rows % columns == 0 ? rows / columns : 0;

    [GeneratedRegex(@"^weight_hh_l\d+(_reverse)?$")]
    private static partial Regex State();
}
