namespace LrpFunctional.Numerics;

/// <summary>A gate of straight lines: max(0, min(1, slope · z + offset)).</summary>
internal sealed record Line(double Slope, double Offset);
