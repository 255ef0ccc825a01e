using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// A sentence as a JSON object: one of <c>"text": "…"</c>, <c>"words": ["…"]</c>, <c>"ids": [0]</c> and <c>"numbers":
/// [[0.5]]</c>, or
/// <c>[0.5]</c> where each step is one number, with <c>"static": [0.5]</c> beside it where the model reads static
/// features, and maybe a <c>"label"</c> and an <c>"id"</c>; other keys may stand
/// there.
/// </summary>
internal static class JsonLine
{
    private const string Static = "static";
    private const string Remedy = "write one object a line, such as {\"text\": \"…\"}";

    private static readonly ImmutableArray<Content> Contents =
    [
        new(
            "text",
            (place, value, label, encoder) =>
                String(place, "text", value).Bind(text => encoder.Text(place, text, label))
        ),
        new(
            "words",
            (place, value, label, encoder) =>
                Elements(place, "words", value)
                    .Bind(words => Words(place, words))
                    .Bind(words => encoder.Words(place, words, label))
        ),
        new(
            "ids",
            (place, value, label, encoder) =>
                Elements(place, "ids", value).Bind(ids => Ids(place, ids)).Bind(ids => encoder.Ids(place, ids, label))
        ),
        new(
            "numbers",
            (place, value, label, encoder) =>
                Elements(place, "numbers", value)
                    .Bind(steps => Numbers(place, Gaps.CutAtEnd(steps, IsGap)))
                    .Bind(numbers => encoder.Numbers(place, numbers, label))
        ),
    ];

    private static readonly Reading NumbersBeside = (place, value, label, encoder) =>
        from steps in Elements(place, "numbers", value.GetProperty("numbers"))
        from numbers in Numbers(place, Gaps.CutAtEnd(steps, IsGap))
        from beside in Elements(place, Static, value.GetProperty(Static))
        from features in Numbers($"{place}, {Static}", [.. beside])
        from sentence in features.Columns == 1
            ? encoder.Numbers(place, numbers, [.. features.Span], label)
            : new Fault(place, $"{Static} holds lists, where numbers are expected", "write one number a feature")
        select sentence;

    /// <summary>Whether nothing stands in a line, which readers of JSON lines pass over.</summary>
    public static bool IsBlank(ReadOnlySpan<char> line) => !line.ContainsAnyExcept(" \t\r");

    public static Validation<Fault, Sentence> Parse(
        string place,
        string line,
        SentenceOptions options,
        SentenceEncoder encoder
    )
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Parse(place, document.RootElement, options, encoder)
                : new Fault(place, $"it holds {Kind(document.RootElement)}, where a JSON object is expected", Remedy);
        }
        catch (JsonException exception)
        {
            var problem = exception.BytePositionInLine is { } at
                ? $"it is no JSON from byte {at + 1} on"
                : "a key in it is there twice";
            return new Fault(
                place,
                problem,
                line.Contains("NaN", StringComparison.Ordinal) ? "write null for NaN, which JSON has not" : Remedy
            );
        }
        catch (InvalidOperationException)
        {
            // All that is left to fail once kinds are checked.
            return new Fault(place, "a text in it has one half of a surrogate pair", "write whole characters");
        }
    }

    private static Validation<Fault, Sentence> Parse(
        string place,
        JsonElement line,
        SentenceOptions options,
        SentenceEncoder encoder
    )
    {
        var contents = options.Text.Match(key => [Contents[0] with { Key = key }], () => Contents);
        var there = contents.Where(content => Find(line, content.Key).IsSome).ToImmutableArray();
        if (there.Length != 1)
        {
            var expected =
                $"{(contents.Length == 1 ? "" : "one of ")}{Listing.Of([.. contents.Select(content => content.Key)])}";
            return new Fault(
                place,
                $"its keys are {Listing.Of([.. line.EnumerateObject().Select(property => property.Name)])}, "
                    + $"where {expected} is expected",
                "name the key of the text"
            );
        }

        return from label in Field(place, line, "labels", options.Label, "label")
            from id in Field(place, line, "ids", options.Id, "id")
            from index in encoder.Label(place, label.IfNone(""))
            from sentence in there[0].Key == "numbers" && Find(line, Static).IsSome && encoder.Network.StaticSize > 0
                ? NumbersBeside(place, line, index, encoder)
                : there[0].Read(place, line.GetProperty(there[0].Key), index, encoder)
            select sentence with
            {
                Id = id,
            };
    }

    // A key that was named must be there, a usual one may.
    private static Validation<Fault, Option<string>> Field(
        string place,
        JsonElement line,
        string what,
        Option<string> key,
        string usual
    ) =>
        key.Exists(name => !line.TryGetProperty(name, out _))
            ? new Fault(
                place,
                $"there is no key \"{key.IfNone("")}\"",
                $"name the key of the {what}, and write null where there is none"
            )
            : Find(line, key.IfNone(usual))
                .Match(
                    value => Scalar(place, key.IfNone(usual), value).Map(Option<string>.Some),
                    () => Option<string>.None
                );

    private static Option<JsonElement> Find(JsonElement line, string key) =>
        line.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : Option<JsonElement>.None;

    private static Validation<Fault, string> Scalar(string place, string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : String(place, key, value, "text or a number");

    private static Validation<Fault, string> String(
        string place,
        string key,
        JsonElement value,
        string expected = "text"
    ) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : new Fault(place, $"{key} holds {Kind(value)}, where {expected} is expected", "write it in quotes");

    private static Validation<Fault, ImmutableArray<JsonElement>> Elements(
        string place,
        string key,
        JsonElement value
    ) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().ToImmutableArray()
            : new Fault(place, $"{key} holds {Kind(value)}, where a list is expected", "write it in square brackets");

    private static Validation<Fault, ImmutableArray<string>> Words(string place, ImmutableArray<JsonElement> values) =>
        values.FirstOrDefault(value => value.ValueKind != JsonValueKind.String)
            is { ValueKind: not JsonValueKind.Undefined } other
            ? String(place, "words", other).Map(ImmutableArray.Create)
            : values.Select(value => value.GetString() ?? "").ToImmutableArray();

    private static Validation<Fault, ImmutableArray<long>> Ids(string place, ImmutableArray<JsonElement> values)
    {
        var wrong = values
            .TakeWhile(value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _))
            .Count();
        return wrong == values.Length
            ? values.Select(value => value.GetInt64()).ToImmutableArray()
            : new Fault(
                place,
                $"id {wrong + 1} is {Shown(values[wrong])}, where a whole number is expected",
                "write the ids of words as they come out of the vocabulary"
            );
    }

    // A step is a list of numbers, or a number where it is the only one; null is one that is missing.
    private static Validation<Fault, Matrix> Numbers(string place, ImmutableArray<JsonElement> steps)
    {
        var width = Width(steps.FirstOrDefault(step => step.ValueKind != JsonValueKind.Null));
        var ragged = steps.TakeWhile(step => Width(step) == width).Count();
        if (ragged < steps.Length)
        {
            var expected = width == 1 ? "one number" : $"a list of {width} numbers";
            return new Fault(
                $"{place}, step {ragged + 1}",
                $"it is {Kind(steps[ragged])}, where {expected} is expected",
                "write equally many numbers for each step"
            );
        }

        ImmutableArray<JsonElement> cells = [.. steps.SelectMany(Cells)];
        var wrong = cells.TakeWhile(cell => cell.ValueKind == JsonValueKind.Number).Count();
        return wrong == cells.Length
            ? Matrix.Of(steps.Length, width, [.. cells.Select(cell => cell.GetDouble())])
            : new Fault(
                $"{place}, step {(wrong / width) + 1}, feature {wrong % width}",
                $"it is {Shown(cells[wrong])}, where a number is expected",
                "fill gaps before you explain"
            );
    }

    private static IEnumerable<JsonElement> Cells(JsonElement step) =>
        step.ValueKind == JsonValueKind.Array ? step.EnumerateArray() : [step];

    private static int Width(JsonElement step) => step.ValueKind == JsonValueKind.Array ? step.GetArrayLength() : 1;

    private static bool IsGap(JsonElement step) =>
        step.ValueKind == JsonValueKind.Null
        || (
            step.ValueKind == JsonValueKind.Array
            && step.GetArrayLength() > 0
            && step.EnumerateArray().All(cell => cell.ValueKind == JsonValueKind.Null)
        );

    private static string Shown(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number ? value.GetRawText() : Kind(value);

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => $"a list of {value.GetArrayLength()}",
            JsonValueKind.Object => "an object",
            JsonValueKind.String => "text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };

    private delegate Validation<Fault, Sentence> Reading(
        string place,
        JsonElement value,
        Option<int> label,
        SentenceEncoder encoder
    );

    /// <summary>What a line may hold: the key, and how its value is read.</summary>
    private sealed record Content(string Key, Reading Read);
}
