using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A table with one step a row; the steps of a sequence follow each other and have the same group.</summary>
internal static class TabularSequences
{
    // Columns of what is the same at all steps of a sequence begin so.
    private const string Static = "static:";

    // As Python, R and databases write it.
    private static readonly ImmutableHashSet<string> Missing = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "",
        "NaN",
        "NA",
        "null"
    );

    public static IEnumerable<Located> Records(TextTable table, SentenceOptions options, SentenceEncoder encoder)
    {
        if (options.Text.IsSome)
            throw new FaultException(
                new Fault(
                    table.Source,
                    "it is read for its numbers, since the model reads numbers, and not for a text",
                    "name the columns of groups and features"
                )
            );
        var group = table.Column("groups", options.Group.IfNone("group"));
        var (label, id) = (table.Column("labels", options.Label, "label"), table.Column("ids", options.Id, "id"));
        ImmutableArray<int> beside =
            encoder.Network.StaticSize == 0
                ? []
                : [.. Enumerable.Range(0, table.Columns.Length).Where(at => table.Columns[at].StartsWith(Static))];
        ImmutableArray<int> features = options.Features.IsEmpty
            ?
            [
                .. Enumerable
                    .Range(0, table.Columns.Length)
                    .Where(at =>
                        at != group
                        && !label.Exists(of => of == at)
                        && !id.Exists(of => of == at)
                        && !beside.Contains(at)
                    ),
            ]
            : [.. options.Features.Select(name => table.Column("feature", name))];
        if (options.Features.IsEmpty && !table.Unreadable.IsEmpty)
            throw new FaultException(
                new Fault(
                    table.Header,
                    $"its column \"{table.Unreadable[0].Name}\" holds {table.Unreadable[0].Kind}, and is no feature",
                    "name the columns of the features"
                )
            );
        if (features.Length != encoder.Network.StepSize)
        {
            throw new FaultException(
                new Fault(
                    table.Header,
                    $"the columns of features are {features.Length} "
                        + $"({Listing.Of([.. features.Select(at => table.Columns[at])])}), where the model reads "
                        + $"{encoder.Network.StepSize} numbers at each step",
                    "name the columns of the features"
                )
            );
        }

        Validation<Fault, Sentence> Sequence(ImmutableArray<TextTable.Row> steps) =>
            from text in Shared("label", label, steps)
            from _ in Shared("id", id, steps)
            from index in encoder.Label(steps[0].Place, text.Trim())
            from numbers in Numbers(
                table,
                features,
                Gaps.CutAtEnd(steps, step => features.All(at => IsMissing(step.Fields[at])))
            )
            from same in Validations.All(beside.Select(at => Shared(table.Columns[at], at, steps)))
            from statics in Numbers(table, beside, [.. steps.Take(1)])
            from sentence in encoder.Numbers(steps[0].Place, numbers, [.. statics.Span], index)
            select sentence.WithStaticNames([.. beside.Select(at => table.Columns[at][Static.Length..])]);

        return Groups(table.Rows, group)
            .Select(steps =>
                new Located(steps[0].Place, () => Sequence(steps)).Named(id.Map(at => steps[0].Fields[at]))
            );
    }

    private static IEnumerable<ImmutableArray<TextTable.Row>> Groups(IEnumerable<TextTable.Row> rows, int group)
    {
        var seen = new System.Collections.Generic.HashSet<string>(StringComparer.Ordinal);
        var steps = ImmutableArray.CreateBuilder<TextTable.Row>();
        foreach (var row in rows)
        {
            var name = row.Fields[group];
            if (steps.Count > 0 && steps[0].Fields[group] == name)
            {
                steps.Add(row);
                continue;
            }

            if (!seen.Add(name))
                throw new FaultException(
                    new Fault(
                        row.Place,
                        $"the group \"{name}\" comes back after another",
                        "put all steps of a sequence together, in their order"
                    )
                );
            if (steps.Count > 0)
                yield return steps.DrainToImmutable();
            steps.Add(row);
        }

        if (steps.Count > 0)
            yield return steps.DrainToImmutable();
    }

    private static Validation<Fault, string> Shared(
        string what,
        Option<int> column,
        ImmutableArray<TextTable.Row> steps
    ) =>
        column.Match(
            at =>
                steps.FirstOrDefault(step => step.Fields[at] != steps[0].Fields[at]) is { } other
                    ? new Fault(
                        other.Place,
                        $"the {what} is \"{other.Fields[at]}\", where its sequence begins with "
                            + $"\"{steps[0].Fields[at]}\"",
                        "give all steps of a sequence the same"
                    )
                    : Validation<Fault, string>.Success(steps[0].Fields[at]),
            () => ""
        );

    private static Validation<Fault, Matrix> Numbers(
        TextTable table,
        ImmutableArray<int> features,
        ImmutableArray<TextTable.Row> steps
    )
    {
        ImmutableArray<double> numbers = [.. steps.SelectMany(step => features, (step, at) => Number(step.Fields[at]))];
        var wrong = numbers.IndexOf(double.NaN);
        if (wrong < 0)
            return Matrix.Of(steps.Length, features.Length, numbers);
        var (step, column) = (steps[wrong / features.Length], features[wrong % features.Length]);
        return new Fault(
            step.Place,
            $"column \"{table.Columns[column]}\" holds \"{step.Fields[column]}\", where a finite number is expected",
            "write numbers like -1.5e-3, and fill gaps before you explain"
        );
    }

    private static bool IsMissing(string field) => Missing.Contains(field.Trim());

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : double.NaN;
}
