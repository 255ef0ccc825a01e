using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary>What is asked to be explained, and by what.</summary>
/// <param name="Whole">The model as it was read.</param>
/// <param name="Model">The model of the scores that are meant; else the same.</param>
/// <param name="Aim">The target.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Phrases">The phrases that stand in place of words.</param>
/// <param name="More">What tables say of a sentence besides its number and name.</param>
internal sealed record Explaining(
    StoredModel Whole,
    StoredModel Model,
    Target Aim,
    ImmutableArray<Method> Methods,
    ImmutableArray<Phrase> Phrases,
    ImmutableArray<SentenceColumn> More
)
{
    /// <summary>The record of the run, for a folder.</summary>
    public string Record(string folder, ImmutableArray<InputFile> inputs, bool ofAllPositions, Progress progress) =>
        ofAllPositions
            ? RunRecord.Of(folder, Whole, inputs, $"all:{Aim.Name}", Methods, progress.WithoutVector)
            : RunRecord.Of(folder, Model, inputs, Aim.Name, Methods, progress.WithoutVector);
}

/// <summary>A run that has begun.</summary>
/// <param name="Inputs">The files that it reads.</param>
/// <param name="Explanations">What it makes, as it is asked for.</param>
/// <param name="Options">How it computes.</param>
internal sealed record ExplainingRun(
    ImmutableArray<InputFile> Inputs,
    IEnumerable<PrefixExplanations> Explanations,
    ExplainOptions Options
);
