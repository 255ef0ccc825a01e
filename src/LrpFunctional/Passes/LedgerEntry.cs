using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// What became of the relevance that arrived at one place: arriving = passed on + bias + stabilizer + gates.
/// </summary>
/// <param name="Place">A dense layer ("dense 0", the highest is the output), the reading, or a recurrent layer ("layer
/// 0").</param>
/// <param name="Direction">The direction of a cell.</param>
/// <param name="Step">The step of a cell, counted from 0 in the order in which it reads.</param>
/// <param name="Arriving">What came from above.</param>
/// <param name="Passed">What went on to what lies below.</param>
/// <param name="Bias">What stayed on biases.</param>
/// <param name="Stabilizer">What stayed on stabilizers, or was lost where a divisor is zero.</param>
/// <param name="Gates">What stayed on gates.</param>
public sealed record LedgerEntry(
    string Place,
    Option<Direction> Direction,
    Option<int> Step,
    double Arriving,
    double Passed,
    double Bias,
    double Stabilizer,
    double Gates
)
{
    /// <summary>What is missing: 0 but for rounding.</summary>
    public double Gap => Arriving - Passed - Bias - Stabilizer - Gates;

    /// <summary>
    /// The position, from 1, of the word read at the step, of T: T − t from right to left, else t + 1.
    /// </summary>
    public Option<int> Position(int words) =>
        Step.Map(step =>
            Direction.Exists(direction => direction == Sequences.Direction.RightToLeft) ? words - step : step + 1
        );

    /// <summary>The place in words.</summary>
    public override string ToString() =>
        Place
        + Direction.Match(direction => $", {direction}", () => "")
        + Step.Match(step => $", step {step}", () => "");
}
