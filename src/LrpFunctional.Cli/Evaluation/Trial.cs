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
    /// <param name="folder">The folder that the record lies in.</param>
    /// <param name="trials">The benches.</param>
    /// <param name="inputs">The files that were read.</param>
    public static string Record(string folder, ImmutableArray<Trial> trials, ImmutableArray<InputFile> inputs) =>
        trials is [var only]
            ? RunRecord.Of(folder, only.Subject.Model, inputs, null, only.Bench.Methods, Option<long>.None)
            : RunRecord.Of(
                folder,
                [.. trials.Select(trial => (trial.Subject.Name.IfNone(""), trial.Subject.Model, trial.Bench.Methods))],
                inputs
            );
}
