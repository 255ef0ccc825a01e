using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Reports.Plots;

/// <summary>The mean relevance of several sentences, by position.</summary>
/// <param name="Name">What stands over it.</param>
/// <param name="Rows">What its rows are.</param>
/// <param name="Means">A number for each row and position (r × T).</param>
/// <param name="Counts">Of how many sentences, by position (T).</param>
public sealed record RelevanceMap(string Name, ImmutableArray<string> Rows, Matrix Means, ImmutableArray<int> Counts);
