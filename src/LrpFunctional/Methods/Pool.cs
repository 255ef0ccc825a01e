using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>From what flowed back through a network to one row per word, in the order of the words.</summary>
public static class Pool
{
    /// <summary>Σ_k R_k of each word (rows × 1).</summary>
    public static Matrix PerWord(NetworkRelevance relevance) => relevance.Words;

    /// <summary>R_k of each word and feature (rows × e).</summary>
    public static Matrix PerFeature(NetworkRelevance relevance) => relevance.Features;

    /// <summary>∂s/∂x · x of each word (rows × 1).</summary>
    public static Matrix PerWord(NetworkGradient gradient) => gradient.TimesInputs;

    /// <summary>∂s/∂x of each word and feature (rows × e).</summary>
    public static Matrix PerFeature(NetworkGradient gradient) => gradient.ByInputs;
}
