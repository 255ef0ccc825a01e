using LanguageExt;

namespace LrpFunctional.Rules;

/// <summary>Which rule applies where in a layer, as a recurrent one or a convolution.</summary>
/// <param name="Candidate">To the candidate's pre-activation, to Un h + bh_n of a GRU that resets after the product,
/// and to the sums of a convolution.</param>
/// <param name="State">To the sum that the new state is: c of an LSTM, h of a GRU.</param>
/// <param name="Gates">To the gates' pre-activations, where gates receive relevance.</param>
/// <param name="Product">To all products of gate and signal.</param>
public sealed record LayerRules(LinearRule Candidate, LinearRule State, LinearRule Gates, ProductRule Product)
{
    /// <summary>
    /// To what scales and shifts each number of a step, as a normalisation does: the identity rule, if nothing is said.
    /// </summary>
    public LinearRule Normalisation { get; init; } = IdentityRule.Value;

    /// <summary>To an attention of steps to each other: weights are gates, if nothing is said.</summary>
    public AttentionRule Attention { get; init; } = AttentionRule.Gates;

    /// <summary>
    /// The one epsilon rule of all sums where all products go to their signals, for which layers have kernels; gates
    /// that receive nothing have no rule that matters.
    /// </summary>
    internal Option<EpsilonRule> Quick =>
        Product == ProductRule.All && Candidate == State ? Candidate.Epsilon : Option<EpsilonRule>.None;
}
