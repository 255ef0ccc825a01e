using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>What an experiment found: a row for each point of its curves, and each explainer's number.</summary>
/// <param name="Points">The points, explainer by explainer.</param>
/// <param name="Scores">The numbers, part by part; the first part is what the experiment is about.</param>
/// <param name="Basis">On how many of what, in words.</param>
public sealed record Findings(ImmutableArray<Point> Points, ImmutableArray<Score> Scores, string Basis)
{
    /// <summary>Words by their rank, list by list.</summary>
    public ImmutableArray<Point> Lists { get; init; } = [];

    /// <summary>Sentences in a plane, their labels as texts; the value is the height.</summary>
    public ImmutableArray<Point> Map { get; init; } = [];

    /// <summary>Relevance gathered by a column of the data, where one is named.</summary>
    public ImmutableArray<GroupCell> Groups { get; init; } = [];
}

/// <summary>A point of a curve.</summary>
/// <param name="Method">The explainer.</param>
/// <param name="Series">Which of its curves.</param>
/// <param name="X">Where it stands.</param>
/// <param name="Value">What was found there.</param>
/// <param name="Text">The word or label that it is of, where it is of one.</param>
public sealed record Point(string Method, string Series, double X, Estimate Value, Option<string> Text = default);

/// <summary>How an explainer did.</summary>
/// <param name="Method">The explainer.</param>
/// <param name="Part">The part of the experiment.</param>
/// <param name="Value">Its number.</param>
/// <param name="LrpMinusIt">How far LRP lies above it, sentence by sentence; none for LRP itself, and where LRP takes
/// no part.</param>
public sealed record Score(string Method, string Part, Estimate Value, Option<Estimate> LrpMinusIt);
