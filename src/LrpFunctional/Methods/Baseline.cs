namespace LrpFunctional.Methods;

/// <summary>The vectors of a sentence that says nothing.</summary>
public enum Baseline
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The mean of the network's word vectors, at each step.</summary>
    Mean,

    /// <summary>The vector of the unknown word, at each step.</summary>
    Unknown,
}
