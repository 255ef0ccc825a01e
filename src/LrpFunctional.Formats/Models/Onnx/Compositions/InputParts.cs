using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Inputs;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Where each of several inputs lies in what goes in.</summary>
/// <param name="All">The parts by the names of their inputs, sequences first; none where one input is all.</param>
/// <param name="Steps">How many steps go in, where the file says it; static features are one more.</param>
internal sealed record InputParts(ImmutableArray<(string Name, InputPartWeights Part)> All, Option<int> Steps)
{
    /// <summary>How many columns they have together.</summary>
    public int Width => All.Sum(part => part.Part.Width);

    /// <summary>How many static features there are.</summary>
    public int StaticSize => OfStatic.Sum(part => part.Part.Width);

    /// <summary>The part of an input, where there are several.</summary>
    public Option<InputPartWeights> Of(string name) =>
        All.Where(part => part.Name == name).Select(part => part.Part).HeadOrNone();

    /// <summary>What the caller of the graph gives for each.</summary>
    public ImmutableArray<GraphPart> Given =>
        [.. All.Select(part => new GraphPart(part.Name, part.Part.Width, part.Part.Steps == StepsTaken.Static))];

    /// <summary>What a reader should know.</summary>
    public ImmutableArray<string> Notes =>
        All.IsEmpty
            ? []
            :
            [
                $"the numbers of a step are those of {Names(All.Except(OfStatic))}, in this order"
                    + (StaticSize == 0 ? "" : $"; the static features are those of {Names(OfStatic)}"),
            ];

    private IEnumerable<(string Name, InputPartWeights Part)> OfStatic =>
        All.Where(part => part.Part.Steps == StepsTaken.Static);

    private static string Names(IEnumerable<(string Name, InputPartWeights Part)> parts) =>
        string.Join(" and ", parts.Select(part => $"{part.Name} ({part.Part.Width})"));
}
