using LrpFunctional.Numerics;

namespace LrpFunctional.Training.Learning;

/// <summary>How wrong scores are, and which way is less wrong.</summary>
/// <param name="Value">L_i of each lane (n × 1).</param>
/// <param name="ByScores">∂L_i/∂s_i (n × C).</param>
public sealed record Loss(Matrix Value, Matrix ByScores)
{
    /// <summary>L = −Σ_c p_c log softmax(s)_c, ∂L/∂s = softmax(s) − p, for a distribution p that is wanted.</summary>
    public static Loss CrossEntropy(Matrix scores, Matrix wanted)
    {
        var exponentials = (scores - MatrixRows.Maxima(scores).Repeat(scores.Columns)).Map(Math.Exp);
        var sums = exponentials.RowSums();
        var logarithms = scores - (MatrixRows.Maxima(scores) + sums.Map(Math.Log)).Repeat(scores.Columns);
        return new Loss(
            -1 * wanted.Times(logarithms).RowSums(),
            exponentials.Over(sums.Repeat(scores.Columns)) - wanted
        );
    }

    /// <summary>L = ½ Σ_c (s_c − y_c)², ∂L/∂s = s − y, for numbers y that are wanted.</summary>
    public static Loss SquaredError(Matrix scores, Matrix wanted)
    {
        var difference = scores - wanted;
        return new Loss(0.5 * difference.Times(difference).RowSums(), difference);
    }
}
