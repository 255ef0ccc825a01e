using System.Globalization;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>The gamma rule: the epsilon rule with w + γ max(w, 0) and b + γ max(b, 0) in place of w and b, so that what speaks for weighs more (Montavon et al. 2019).</summary>
public static class GammaRule
{
    /// <summary>The rule with the given γ, and what keeps the division from zero; δ is 0.</summary>
    public static LinearRule Of(double gamma, Stabilizer stabilizer)
    {
        Matrix Favoured(Matrix weights) => Elementwise.AddScaled(weights, gamma, Elementwise.Relu(weights));
        var epsilon = new EpsilonRule(stabilizer, 0).AsInProgram;
        return new(string.Create(CultureInfo.InvariantCulture, $"gamma(γ={gamma}, ε={stabilizer.Epsilon})"), sum =>
        {
            var favoured = sum.Map(Favoured);
            var share = epsilon.Share(favoured);
            return (inputs, _, relevance) => share(inputs, favoured.Of(inputs), relevance);
        });
    }
}
