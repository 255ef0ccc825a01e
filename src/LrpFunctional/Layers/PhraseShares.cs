using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>
/// L_a of the terms of a sum under a function a: a(β + γ + b) = L(β) + L(γ) + L(b) (Murdoch, Liu and Yu 2018, section
/// 3.2.2).
/// </summary>
/// <param name="Phrase">L(β).</param>
/// <param name="Rest">L(γ).</param>
/// <param name="Bias">L(b).</param>
internal sealed record PhraseShares(Matrix Phrase, Matrix Rest, Matrix Bias)
{
    /// <summary>L(β) + L(γ) + L(b).</summary>
    public Matrix Whole => Phrase + Rest + Bias;

    /// <summary>
    /// L(β) = ½ [a(β + b) − a(b) + a(β + γ + b) − a(γ + b)], the same turned round for γ, and L(b) = a(b): the average
    /// over the orders of the terms that begin with the bias. An empty bias counts as zeros.
    /// </summary>
    public static PhraseShares Of(Func<Matrix, Matrix> function, Parts sum, ReadOnlySpan<double> bias)
    {
        var zero = Matrix.Zero(sum.Phrase.Rows, sum.Phrase.Columns);
        var start = bias.IsEmpty ? zero : MatrixRows.AddToEach(zero, bias);
        Matrix With(Matrix part) => function(start + part);
        var (none, phrase, rest, all) = (function(start), With(sum.Phrase), With(sum.Rest), With(sum.Whole));
        Matrix Share(Matrix own, Matrix other) => 0.5 * (own - none + (all - other));
        return new PhraseShares(Share(phrase, rest), Share(rest, phrase), none);
    }
}
