using LrpFunctional.Numerics;

namespace LrpFunctional.Training.Learning;

/// <summary>Numbers that are learned, and what an optimiser remembers of their gradients.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="First">The running mean of gradients, for an optimiser that has one.</param>
/// <param name="Second">The running mean, or the sum, of their squares.</param>
public sealed record Learned(Matrix Values, Matrix First, Matrix Second)
{
    /// <summary>Before the first step.</summary>
    public static Learned Of(Matrix values)
    {
        var zeros = Matrix.Zero(values.Rows, values.Columns);
        return new Learned(values, zeros, zeros);
    }
}
