using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Laboratory.Faithfulness;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>A bench, and what it is a bench of.</summary>
/// <param name="Subject">What it is a bench of.</param>
/// <param name="Bench">The bench.</param>
internal sealed record Trial(Subject Subject, Bench Bench)
{
    /// <summary>How experiments on some were made.</summary>
    public static string Record(ImmutableArray<Trial> trials, ImmutableArray<InputFile> inputs) =>
        trials is [var only]
            ? RunRecord.Of(only.Subject.Model, inputs, null, only.Bench.Methods, Option<long>.None)
            : RunRecord.Of(
                [.. trials.Select(trial => (trial.Subject.Name.IfNone(""), trial.Subject.Model, trial.Bench.Methods))],
                inputs
            );
}
