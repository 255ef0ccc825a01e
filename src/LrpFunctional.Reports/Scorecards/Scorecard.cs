using System.Collections.Immutable;

namespace LrpFunctional.Reports.Scorecards;

/// <summary>What several experiments found, on one page.</summary>
/// <param name="Title">What the page is called.</param>
/// <param name="Facts">What was tried, line by line.</param>
/// <param name="Sections">The experiments.</param>
/// <param name="Record">How it was made; empty where nobody says.</param>
public sealed record Scorecard(
    string Title,
    ImmutableArray<(string Name, string Value)> Facts,
    ImmutableArray<ScorecardSection> Sections,
    string Record
);

/// <summary>An experiment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What its number means.</param>
/// <param name="Basis">On how many of what.</param>
/// <param name="Pictures">Its figures, as SVG of ours.</param>
/// <param name="Tables">Its numbers.</param>
public sealed record ScorecardSection(
    string Name,
    string Meaning,
    string Basis,
    ImmutableArray<string> Pictures,
    ImmutableArray<ScorecardTable> Tables
);

/// <summary>A table.</summary>
/// <param name="Caption">What stands over it.</param>
/// <param name="Columns">What its columns are, the first of them the names of the rows.</param>
/// <param name="Rows">The cells, row by row.</param>
public sealed record ScorecardTable(
    string Caption,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows
);
