using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Verification;

/// <summary>Another way to understand what a model's origin said.</summary>
/// <param name="What">What the record is then.</param>
/// <param name="Remedy">How it is better written.</param>
/// <param name="Record">The record so understood.</param>
public sealed record RecordVariant(string What, string Remedy, OriginRecord Record)
{
    private const int MostPaddings = 4;

    /// <summary>Every other way in which these numbers could be meant.</summary>
    internal static IEnumerable<RecordVariant> All(OriginRecord record)
    {
        var outputs = record.Outputs;
        if (outputs.Span.ToArray().All(output => output <= 0))
        {
            yield return new RecordVariant(
                "the record holds logarithms of probabilities",
                "record the scores, or the probabilities themselves",
                record with
                {
                    Outputs = Matrix.Of(outputs.Rows, outputs.Columns, [.. outputs.Span.ToArray().Select(Math.Exp)]),
                }
            );
        }

        foreach (var (padding, isPadding) in Paddings(record.Inputs))
        {
            yield return new RecordVariant(
                $"its sequences end before their last steps of {padding}",
                "record the array lengths too",
                record with
                {
                    Inputs = [.. record.Inputs.Select(sentence => Cut(sentence, isPadding))],
                }
            );
        }
    }

    /// <summary>What may fill the ends: the ids that most sequences end with, or zeros.</summary>
    private static IEnumerable<(string Padding, Func<Sentence, int, bool> IsPadding)> Paddings(
        ImmutableArray<Sentence> sentences
    ) =>
        sentences.Any(sentence => sentence.Numbers.IsSome)
            ?
            [
                (
                    "zeros",
                    (sentence, step) =>
                        sentence.Numbers.Exists(numbers => numbers.Slice(step, 1).Span.IndexOfAnyExcept(0.0) < 0)
                ),
            ]
            : sentences
                .GroupBy(sentence => sentence.Ids[^1])
                .OrderByDescending(ending => ending.Count())
                .ThenBy(ending => ending.Key)
                .Take(MostPaddings)
                .Select(ending =>
                    (
                        $"id {ending.Key}",
                        (Func<Sentence, int, bool>)((sentence, step) => sentence.Ids[step] == ending.Key)
                    )
                );

    // A sequence has at least one step.
    private static Sentence Cut(Sentence sentence, Func<Sentence, int, bool> isPadding) =>
        sentence.Prefix(
            sentence.Length
                - Enumerable
                    .Range(1, sentence.Length - 1)
                    .TakeWhile(behind => isPadding(sentence, sentence.Length - behind))
                    .Count()
        );
}
