using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>The recurrent layers of a network, lowest first.</summary>
/// <param name="Names">For our names of them those in the file, where these are others.</param>
/// <param name="Inputs">How many numbers a step of what the lowest reads has.</param>
/// <param name="Outputs">How many numbers a step of the highest one's states has.</param>
/// <param name="Modules">What the file calls the modules they are in.</param>
internal sealed record RecurrentStack(
    ImmutableDictionary<string, string> Names,
    long Inputs,
    long Outputs,
    ImmutableArray<string> Modules
)
{
    // More are no stack that anybody writes as modules of their own.
    private const int Most = 6;

    /// <summary>Whether names and shapes leave no other way.</summary>
    public bool IsTold { get; init; } = true;

    /// <summary>What they leave open, where they do.</summary>
    public string Open => $"that {string.Join(", ", Modules)} read each other in this order";

    /// <summary>The stack of these modules, or that they make none.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="found">The recurrent modules.</param>
    /// <param name="said">What the user says the file calls our modules.</param>
    public static Validation<Fault, RecurrentStack> Of(
        string path,
        ImmutableArray<RecurrentModule> found,
        ImmutableDictionary<string, string> said
    )
    {
        // Layers of both kinds under our names are numbered through.
        var isOurs = found.All(part =>
            part.Module.IsNamed && (part.Kind == part.Module.Name || said.ContainsKey(part.Module.Name))
        );
        if (found.Length == 1 || isOurs)
        {
            var names = isOurs ? [] : new[] { KeyValuePair.Create(found[0].Kind, found[0].Module.Name) };
            return new RecurrentStack(
                names.ToImmutableDictionary(),
                found[0].Inputs,
                found[^1].Outputs,
                [.. found.Select(part => part.Module.Name)]
            );
        }

        var modules = string.Join(", ", found.Select(part => part.Module.Name));
        var order = found.Length > Most ? null : Orders(found, []).FirstOrDefault();
        if (order is null)
        {
            return new Fault(
                path,
                $"it has several recurrent modules, {modules}, and in no order does each read what the one before "
                    + "gives",
                "explain a network whose recurrent layers stand on each other"
            );
        }

        var lowest = order.Scan(0, (layer, part) => layer + part.Layers);
        return new RecurrentStack(
            order
                .Zip(lowest, (part, layer) => KeyValuePair.Create($"{part.Kind}.{layer}", part.Module.Name))
                .ToImmutableDictionary(),
            order[0].Inputs,
            order[^1].Outputs,
            [.. order.Select(part => part.Module.Name)]
        )
        {
            IsTold = false,
        };
    }

    private static IEnumerable<ImmutableList<RecurrentModule>> Orders(
        ImmutableArray<RecurrentModule> left,
        ImmutableList<RecurrentModule> before
    ) =>
        left.IsEmpty
            ? [before]
            : left.Where(part => before.IsEmpty || before[^1].Outputs == part.Inputs)
                .SelectMany(part => Orders(left.Remove(part), before.Add(part)));
}
