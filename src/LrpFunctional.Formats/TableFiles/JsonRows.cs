using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>The rows of JSON lines: an object a row, with a key for each column, numbers as CSV has them.</summary>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The table in a stream.</summary>
    /// <exception cref="FaultException">At once or while reading: a line is no object, or has other keys than the
    /// first.</exception>
    public static TableRows Read(string source, Stream stream)
    {
        var lines = TextLines.Of(source, SentenceFile.Open(stream)).Kept().GetEnumerator();
        if (!lines.MoveNext())
            return new TableRows([], []);
        var first = Row(lines.Current.Place, lines.Current.Line);
        ImmutableArray<string> columns = [.. first.Select(cell => cell.Key)];
        return new TableRows(columns, Following(columns, first, lines));
    }

    /// <summary>Writes a table.</summary>
    public static void Write(TableRows table, Stream stream, CancellationToken cancellation)
    {
        ImmutableArray<JsonEncodedText> keys =
        [
            .. table.Columns.Select(name => JsonEncodedText.Encode(name, Layout.Encoder)),
        ];
        var kinds = table.Kinds;
        using var json = new Utf8JsonWriter(stream, Layout);
        foreach (var group in table.Groups(cancellation))
        {
            foreach (var row in group)
            {
                json.WriteStartObject();
                for (var at = 0; at < keys.Length; at++)
                    Write(json, keys[at], kinds[at], row[at]);
                json.WriteEndObject();
                json.Flush();
                stream.WriteByte((byte)'\n');
                json.Reset();
            }
        }
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText key, ColumnKind kind, string cell)
    {
        json.WritePropertyName(key);
        if (kind == ColumnKind.Text)
            json.WriteStringValue(cell);
        else if (cell.Length == 0)
            json.WriteNullValue();
        else
            json.WriteRawValue(cell);
    }

    private static IEnumerable<ImmutableArray<string>> Following(
        ImmutableArray<string> columns,
        ImmutableArray<KeyValuePair<string, string>> first,
        IEnumerator<(string Place, string Line)> lines
    )
    {
        yield return [.. first.Select(cell => cell.Value)];
        while (lines.MoveNext())
        {
            var row = Row(lines.Current.Place, lines.Current.Line);
            yield return row.Select(cell => cell.Key).SequenceEqual(columns)
                ? [.. row.Select(cell => cell.Value)]
                : throw Fault(lines.Current.Place, "its keys are not those of the first line");
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> Row(string place, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ?
                [
                    .. json
                        .RootElement.EnumerateObject()
                        .Select(property => KeyValuePair.Create(property.Name, Cell(place, property.Value))),
                ]
                : throw Fault(place, "it is no object");
        }
        catch (JsonException)
        {
            throw Fault(place, "it is no JSON");
        }
    }

    private static string Cell(string place, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => "",
            var other => throw Fault(place, $"it holds {other}, where a text, a number or null is expected"),
        };

    private static FaultException Fault(string place, string problem) =>
        new(new Fault(place, problem, "write the table again"));
}
