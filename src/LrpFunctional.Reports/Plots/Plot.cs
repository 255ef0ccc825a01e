using System.Collections.Immutable;

namespace LrpFunctional.Reports.Plots;

/// <summary>Curves over an axis, in panels side by side that share both axes.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Across">What the points stand over.</param>
/// <param name="Up">What they are.</param>
/// <param name="Panels">The panels, at least one with a point.</param>
public sealed record Plot(string Title, string Across, string Up, ImmutableArray<Panel> Panels);

/// <summary>Curves in one frame.</summary>
/// <param name="Name">What stands over it.</param>
/// <param name="Curves">The curves.</param>
public sealed record Panel(string Name, ImmutableArray<Curve> Curves);

/// <summary>Points that belong together, from left to right.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">The points.</param>
public sealed record Curve(string Name, ImmutableArray<Reading> Points);

/// <summary>A number with its interval.</summary>
/// <param name="X">Where it stands.</param>
/// <param name="Y">The number.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Reading(double X, double Y, double Low, double High);
