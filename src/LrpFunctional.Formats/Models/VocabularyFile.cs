using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// The words of an embedding's rows: a text file with one a line, or a <c>.json</c> file that gives each word its id.
/// </summary>
internal static class VocabularyFile
{
    private const string Json = ".json";

    /// <summary>The word of a row that a file of ids leaves out.</summary>
    public static string Nameless(int row) => $"<{row}>";

    /// <exception cref="FaultException">The file is missing, or holds something else.</exception>
    public static RowWords Read(string path, ReadingLimits limits)
    {
        if (path.EndsWith(Json, StringComparison.OrdinalIgnoreCase))
            return Placed(path, Ids(path));
        var words = Lines(path, limits);
        return _ => words;
    }

    /// <summary>Writes the words into a folder: as lines, or as JSON where a line cannot keep each of them.</summary>
    public static void Write(string folder, ImmutableArray<string> words)
    {
        if (words.All(FitsLine))
        {
            File.WriteAllText(
                Path.Combine(folder, ModelFiles.Vocabulary),
                string.Concat(words.Select(word => word + "\n")),
                Edge.Utf8
            );
            return;
        }

        using var stream = File.Create(Path.Combine(folder, ModelFiles.VocabularyOfIds));
        using var json = new Utf8JsonWriter(
            stream,
            new JsonWriterOptions
            {
                Indented = true,
                NewLine = "\n",
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
        json.WriteStartObject();
        foreach (var (id, word) in words.Index())
            json.WriteNumber(word, id);
        json.WriteEndObject();
    }

    private static bool FitsLine(string word) =>
        !word.AsSpan().ContainsAny(" \t\n") && !word.EndsWith('\r') && !word.StartsWith(Edge.ByteOrderMark);

    // Only a line feed ends a word: words may hold any blank but those that separate columns.
    private static ImmutableArray<string> Lines(string path, ReadingLimits limits)
    {
        var text = Edge.Text(path);
        ImmutableArray<string> words =
            text.Length == 0
                ? []
                : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(word => word.TrimEnd('\r'))];
        foreach (var (at, word) in words.Index())
        {
            var place = $"{path}, line {at + 1}";
            if (word.Length > limits.Word)
                throw new FaultException(ReadingLimits.Exceeded(place, "it", $"{limits.Word} characters", "word"));
            if (word.AsSpan().ContainsAny(" \t"))
                throw new FaultException(WithColumns(place, word));
        }

        return words;
    }

    private static Fault WithColumns(string place, string line)
    {
        var columns = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = columns
            .Skip(1)
            .Count(column => double.TryParse(column, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        var look =
            numbers > 1 && numbers == columns.Length - 1
                ? "it looks like GloVe's or word2vec's vectors, a word and its numbers"
            : line.Contains('\t') ? "it looks like a table, such as word⇥count"
            : "it holds a blank";
        return new Fault(
            place,
            $"{look}, where one word without blanks is expected",
            "keep only the words, one a line, in the order of the embedding's rows"
        );
    }

    private static ImmutableArray<(string Word, long Id)> Ids(string path)
    {
        FaultException Refused(string problem) =>
            new(new Fault(path, problem, "write {\"word\": id, …} with ids from 0, each word and each id once"));
        try
        {
            using var json = JsonDocument.Parse(
                Edge.Text(path),
                new JsonDocumentOptions { AllowDuplicateProperties = false }
            );
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw Refused("it holds no JSON object of words and their ids");
            return
            [
                .. json
                    .RootElement.EnumerateObject()
                    .Select(entry =>
                        entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt64(out var id) && id >= 0
                            ? (entry.Name, id)
                            : throw Refused($"the id of the word \"{entry.Name}\" is no whole number from 0")
                    ),
            ];
        }
        catch (JsonException exception)
        {
            throw Refused(
                exception.BytePositionInLine is { } at
                    ? $"it is no JSON at line {exception.LineNumber + 1}, byte {at + 1}"
                    : "a word in it is there twice"
            );
        }
        catch (InvalidOperationException)
        {
            throw Refused("a word in it has one half of a surrogate pair");
        }
    }

    // A row that no word has, such as that of the padding, still needs a name that is no other's.
    public static RowWords Placed(string path, ImmutableArray<(string Word, long Id)> ids) =>
        rows =>
        {
            var words = Enumerable.Range(0, rows).Select(Nameless).ToArray();
            var taken = new bool[rows];
            foreach (var (word, id) in ids)
            {
                if (id >= rows)
                {
                    return new Fault(
                        path,
                        $"the word \"{word}\" has the id {id}, where the embedding has rows 0 to {rows - 1}",
                        "take both from the same model, and leave out words that have no row"
                    );
                }

                if (taken[id])
                    return new Fault(
                        path,
                        $"the words \"{words[id]}\" and \"{word}\" have the same id {id}",
                        "give each word an id of its own"
                    );
                (words[id], taken[id]) = (word, true);
            }

            return words.ToImmutableArray();
        };
}
