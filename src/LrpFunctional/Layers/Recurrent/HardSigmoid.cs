using System.Globalization;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>A gate of straight lines in place of the logistic function: max(0, min(1, slope · z + offset)).</summary>
public sealed record HardSigmoid(double Slope, double Offset)
{
    /// <summary>What the gates' function is called in a network's hash.</summary>
    internal static string NameOf(Option<HardSigmoid> gate) =>
        gate.Match(hard => string.Create(CultureInfo.InvariantCulture, $"{hard}"), () => "logistic");

    /// <summary>The gates' function.</summary>
    internal static Activation Opening(Option<HardSigmoid> gate) =>
        gate.Match(hard => Activation.HardSigmoid(hard.Slope, hard.Offset), () => Activation.Sigmoid);

    /// <summary>The line that the kernels follow, or null for the logistic function.</summary>
    internal static Line? LineOf(Option<HardSigmoid> gate) =>
        gate.MatchUnsafe(hard => new Line(hard.Slope, hard.Offset), () => null);
}
