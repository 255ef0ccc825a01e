using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Tasks;

/// <summary>
/// Two numbers n_a and n_b among T − 2 that do not count (after Arras, Osman, Müller, Samek 2019): a step has its n_t in
/// one column and 0 in the others, n_a and n_b, a &lt; b, in columns that no other number has; each n_t has either sign
/// and a size from 0.5 to 1; 4 ≤ T ≤ 10.
/// </summary>
public static class TwoNumbers
{
    private const int Shortest = 4;
    private const int Longest = 10;

    /// <summary>A task of this kind, of which n_a + sign · n_b is wanted.</summary>
    /// <param name="name">The name in recipes.</param>
    /// <param name="sign">1 for a sum, −1 for a difference.</param>
    /// <param name="columns">The columns of n_a and n_b, from 1; what does not count is in column 0.</param>
    internal static GeneratedTask Of(string name, int sign, (int OfA, int OfB) columns) =>
        new(name, Math.Max(columns.OfA, columns.OfB) + 1, [name], key => Draw(key, sign, columns));

    private static GeneratedSequence Draw(ulong key, int sign, (int OfA, int OfB) columns)
    {
        var length = Shortest + RandomNumbers.Below(Longest - Shortest + 1, Keys.Of(key, 0, 0), 0);
        ImmutableArray<int> steps = [.. RandomNumbers.Permutation(Keys.Of(key, 1, 0), length).Take(2).Order()];
        var numbers = RandomNumbers.Uniform(Keys.Of(key, 2, 0), length, 1, 0.5).Map(Away);
        var features = Math.Max(columns.OfA, columns.OfB) + 1;
        int ColumnOf(int step) =>
            step == steps[0] ? columns.OfA
            : step == steps[1] ? columns.OfB
            : 0;
        ImmutableArray<double> summands = [numbers[steps[0], 0], sign * numbers[steps[1], 0]];
        return new GeneratedSequence(
            Sentence.Of(
                Matrix.Of(
                    length,
                    features,
                    [
                        .. from step in Enumerable.Range(0, length)
                        from column in Enumerable.Range(0, features)
                        select column == ColumnOf(step) ? numbers[step, 0] : 0,
                    ]
                ),
                Option<int>.None
            ),
            [summands.Sum()],
            steps,
            summands
        );
    }

    // From ±(0 to 0.5) to ±(0.5 to 1): a number of about 0 could not be told from none.
    private static double Away(double number) => number < 0 ? number - 0.5 : number + 0.5;
}
