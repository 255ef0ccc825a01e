using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Web.Serving;

namespace LrpFunctional.Web.Api;

/// <summary>The sentences of a request.</summary>
internal static class Inputs
{
    private const string Remedy = "send less at a time, or start the server with a larger";

    /// <summary>What is more than a server takes, if something is.</summary>
    public static Option<Fault> TooLarge(ExplainRequest request, Limits limits)
    {
        var characters = Texts(request).Sum(text => (long)(text?.Length ?? 0));
        var steps = Sequences(request).Sum(sequence => sequence.IsDefault ? 0 : (long)sequence.Length);
        var count = Math.Max(Texts(request).Length, Sequences(request).Length);
        return characters > limits.Text
                ? new Fault(
                    "text",
                    $"it has {characters} characters, where at most {limits.Text} are taken",
                    $"{Remedy} --max-text"
                )
            : Math.Max(steps, count) > limits.Words
                ? new Fault(
                    "sequences",
                    $"there are {Math.Max(steps, count)}, where at most {limits.Words} are taken",
                    $"{Remedy} --max-words"
                )
            : Option<Fault>.None;
    }

    /// <summary>What of its sentences is more than a server takes, if something is.</summary>
    public static Option<Fault> TooLong(Recipe recipe, ImmutableArray<Sentence> sentences, Limits limits) =>
        sentences.Sum(sentence => (long)sentence.Length) is var words && words > limits.Words
            ? new Fault(
                "text",
                $"it has {words} words, where at most {limits.Words} are taken",
                $"{Remedy} --max-words"
            )
            : Effort.TooMuch(recipe, sentences, limits);

    /// <summary>The sentences, or every fault in them.</summary>
    public static Validation<Fault, ImmutableArray<Sentence>> Read(ExplainRequest request, Served served)
    {
        var given = new[] { request.Text is not null, request.Texts is not null, request.Sequences is not null };
        var (texts, sequences) = (Texts(request), Sequences(request));
        if (given.Count(one => one) != 1 || (texts.IsEmpty && sequences.IsEmpty))
        {
            return new Fault(
                "text",
                "there is none, or more than one of text, texts and sequences",
                served.Network.ReadsNumbers ? "give sequences" : "give text or texts"
            );
        }

        if (request.Static is { } beside && beside.Length != sequences.Length)
        {
            return new Fault(
                "static",
                $"there are {beside.Length}, where one for each of {sequences.Length} sequences is expected",
                "give as many"
            );
        }

        return Validations
            .All(
                texts
                    .Select((text, at) => OfText($"text {at + 1}", text, served))
                    .Concat(
                        sequences.Select(
                            (steps, at) => OfNumbers($"sequence {at + 1}", steps, request.Static?[at] ?? [], served)
                        )
                    )
            )
            .Bind(sentences =>
                Validations.All(sentences.Select((sentence, at) => Read(served, $"text {at + 1}", sentence)))
            );
    }

    private static Validation<Fault, Sentence> OfText(string place, string? text, Served served) =>
        text is null ? new Fault(place, "it is null", "give a text")
        : text.AsSpan().Trim().IsEmpty ? new Fault(place, "it is empty", "write a word")
        : served.Encoder.Text(place, text, Option<int>.None);

    private static Validation<Fault, Sentence> OfNumbers(
        string place,
        ImmutableArray<ImmutableArray<double>> steps,
        ImmutableArray<double> beside,
        Served served
    )
    {
        if (steps.IsDefaultOrEmpty || steps[0].IsDefaultOrEmpty)
            return new Fault(place, "it has no step, or a step without numbers", "give at least one of each");
        var columns = steps[0].Length;
        return steps.Any(step => step.IsDefault || step.Length != columns)
            ? new Fault(place, "its steps have different numbers of numbers", "give all of them as many")
            : served.Encoder.Numbers(
                place,
                Matrix.Of(steps.Length, columns, [.. steps.SelectMany(step => step)]),
                beside.IsDefault ? [] : beside,
                Option<int>.None
            );
    }

    // A mask may skip all of it.
    private static Validation<Fault, Sentence> Read(Served served, string place, Sentence sentence) =>
        served.Network.StepsRead(sentence).IsEmpty
            ? new Fault(place, "the network's mask skips all of it", "write a word that is not skipped")
            : sentence;

    private static ImmutableArray<string> Texts(ExplainRequest request) =>
        request.Texts ?? (request.Text is { } text ? [text] : []);

    private static ImmutableArray<ImmutableArray<ImmutableArray<double>>> Sequences(ExplainRequest request) =>
        request.Sequences ?? [];
}
