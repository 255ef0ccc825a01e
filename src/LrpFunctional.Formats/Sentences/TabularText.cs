using LanguageExt;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A table with one sentence a row, as plain text.</summary>
internal static class TabularText
{
    public static IEnumerable<Located> Records(TextTable table, SentenceOptions options, SentenceEncoder encoder)
    {
        if (options.Group.IsSome || !options.Features.IsEmpty)
            throw new FaultException(
                new Fault(
                    table.Source,
                    "it is read for its text, since the model reads words, and has no groups and features",
                    "name the column of the text"
                )
            );
        var text = table.Column("text", options.Text.IfNone("text"));
        var (label, id) = (table.Column("labels", options.Label, "label"), table.Column("ids", options.Id, "id"));
        return table.Rows.Select(row =>
            new Located(
                row.Place,
                () =>
                    encoder
                        .Label(row.Place, label.Match(at => row.Fields[at].Trim(), () => ""))
                        .Bind(index => encoder.Text(row.Place, row.Fields[text], index))
            ).Named(id.Map(at => row.Fields[at]))
        );
    }
}
