using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Methods.Interactions;

/// <summary>What a method found for the pairs of one sentence and output.</summary>
/// <param name="Pairs">I_ij (T × T), symmetric, with zeros on the diagonal.</param>
/// <param name="StandardErrors">Those of I_ij (T × T), where they were drawn.</param>
internal sealed record PairShare(Matrix Pairs, Option<Matrix> StandardErrors)
{
    /// <summary>Of numbers in the order of <see cref="PairMatrix.Pairs"/>, which were not drawn.</summary>
    public static PairShare Of(int length, IEnumerable<double> ofPairs) =>
        new(PairMatrix.Of(length, ofPairs.ToImmutableArray()), Option<Matrix>.None);
}
