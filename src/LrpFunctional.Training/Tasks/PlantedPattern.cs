using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Tasks;

/// <summary>
/// Twelve steps of three numbers, of which two decide (after Yang, Tresp, Wunderle, Fasching 2018): there stands ±p,
/// p = (1, −1, 1), the sign being the class; at all others a direction at right angles to p, as long as p; and noise of
/// deviation 0.25 everywhere. The size of a step thus does not tell which it is.
/// </summary>
public static class PlantedPattern
{
    /// <summary>Numbers a step.</summary>
    public const int Features = 3;

    /// <summary>Steps.</summary>
    public const int Length = 12;

    /// <summary>Steps that decide.</summary>
    public const int Deciding = 2;

    private const double Noise = 0.25;

    private static readonly Matrix Pattern = Matrix.Of(1, Features, [1, -1, 1]);

    /// <summary>A sequence of one class or the other.</summary>
    /// <param name="key">Where the random numbers come from.</param>
    internal static GeneratedSequence Draw(ulong key)
    {
        var label = RandomNumbers.Below(2, Keys.Of(key, 0, 0), 0);
        ImmutableArray<int> steps = [.. RandomNumbers.Permutation(Keys.Of(key, 1, 0), Length).Take(Deciding).Order()];
        var rows = Enumerable
            .Range(0, Length)
            .Select(step => steps.Contains(step) ? (label == 1 ? 1 : -1) * Pattern : Beside(Keys.Of(key, 2, step)));
        var noise = Noise * RandomNumbers.Normals(Keys.Of(key, 3, 0), Length, Features);
        return new GeneratedSequence(
            Sentence.Of(MatrixRows.Stack(Features, [.. rows]) + noise, label),
            [1 - label, label],
            steps,
            []
        );
    }

    private static Matrix Beside(ulong key)
    {
        var drawn = RandomNumbers.Normals(key, 1, Features);
        var across = drawn - ((Product(drawn, Pattern) / Product(Pattern, Pattern)) * Pattern);
        return Math.Sqrt(Product(Pattern, Pattern) / Product(across, across)) * across;
    }

    private static double Product(Matrix one, Matrix other) => one.Times(other).RowSums()[0, 0];
}
