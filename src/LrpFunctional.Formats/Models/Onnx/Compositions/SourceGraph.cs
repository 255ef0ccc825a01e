using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Everything that some numbers are made of.</summary>
/// <param name="Bottom">The word vectors, or the input of numbers, the first of several.</param>
/// <param name="Cells">The cells of the recurrent layers, those of one layer from the left first.</param>
/// <param name="Remembered">The labels of those layers whose last c is read.</param>
internal sealed record SourceGraph(
    Source Bottom,
    ImmutableArray<RecurrentCell> Cells,
    ImmutableHashSet<string> Remembered
)
{
    /// <summary>What lies below these numbers.</summary>
    /// <exception cref="FaultException">They are made of no recurrent layer, or of two inputs.</exception>
    public static SourceGraph Below(string place, ImmutableArray<Atom> atoms)
    {
        var seen = new HashSet<Source>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Source>(atoms.Select(atom => atom.Source));
        while (open.TryPop(out var source))
        {
            if (!seen.Add(source) || source is Source.Words)
                continue;
            foreach (var below in Read(source).Select(atom => atom.Source))
                open.Push(below);
        }

        ImmutableArray<Source> bottoms =
        [
            .. seen.Where(source => source is Source.Words or Source.Given or Source.Begun)
                .DistinctBy(source => source is Source.Words words ? words.Table.Name : source.Description),
        ];
        if (
            bottoms.IsEmpty
            || bottoms.Any(bottom => bottom is Source.Begun)
            || (bottoms.Length > 1 && bottoms.Any(bottom => bottom is not Source.Given))
        )
            throw Refusal(
                place,
                bottoms.IsEmpty
                    ? "it does not depend on the input"
                    : $"it is made of {string.Join(" and ", bottoms.Select(bottom => bottom.Description))}, where the "
                        + "sequences are expected to come from one"
            );
        ImmutableArray<RecurrentCell> cells =
        [
            .. seen.Select(source =>
                    source switch
                    {
                        Source.States states => states.Cell,
                        Source.LastMemory memory => memory.Cell,
                        _ => null,
                    }
                )
                .OfType<RecurrentCell>()
                .Distinct<RecurrentCell>(ReferenceEqualityComparer.Instance)
                .OrderBy(cell => cell.Direction),
        ];
        return cells.IsEmpty
            ? throw Refusal(place, "it is made by no recurrent layer, where one at least is expected")
            : new SourceGraph(
                bottoms[0],
                cells,
                [.. seen.OfType<Source.LastMemory>().Select(memory => memory.Cell.Label)]
            );
    }

    private static IEnumerable<Atom> Read(Source source) =>
        source switch
        {
            Source.Attended attended => attended.Of.Concat(attended.Weights),
            Source.States states => states.Cell.Below,
            Source.LastMemory memory => memory.Cell.Below,
            Source.Weighed weighed => weighed.Of.Concat(weighed.Weights),
            _ => source.Of,
        };

    private static FaultException Refusal(string place, string problem) =>
        new(new Fault(place, problem, Composer.Remedy));
}
