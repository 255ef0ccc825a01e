namespace LrpFunctional.Passes;

/// <summary>
/// Where contextual decomposition puts L_i(b) ⊙ L_g(b), what the biases of input gate and candidate write into a cell
/// together.
/// </summary>
public enum BiasProduct
{
    /// <summary>To the rest γ at every step: no phrase brought it about.</summary>
    Rest,

    /// <summary>
    /// To the phrase β at the phrase's own steps but the last that a cell reads of it, else to the rest γ, as the
    /// authors' public program does; a phrase of one word has the same either way, and so has a cell whose steps are
    /// those of no words.
    /// </summary>
    Phrase,
}
