namespace LrpFunctional.Networks;

/// <summary>A gate of straight lines in place of the logistic function: max(0, min(1, slope · z + offset)).</summary>
public sealed record HardSigmoid(double Slope, double Offset);
