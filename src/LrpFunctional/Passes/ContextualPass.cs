using LrpFunctional.Layers;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// The forward pass with every state in two parts, β of the phrase and γ of the rest (Murdoch, Liu and Yu 2018).
/// </summary>
internal static class ContextualPass
{
    /// <summary>
    /// The scores in two parts, for inputs in two parts, a row for each packed row in the order of the words.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="inputs">What the network reads, in two parts.</param>
    /// <param name="ofBiases">
    /// For a direction, the share of β in what the biases write together, for each packed row in the order of the words
    /// (rows × 1).
    /// </param>
    public static Parts Run(RecurrentNetwork network, Packing packing, Parts inputs, Func<Direction, Matrix> ofBiases)
    {
        Refusals.Require("contextual decomposition", Refusals.Of(network, layer => layer.WithoutDecomposition));
        return network
            .Composition.Forward<DecomposedFlow, DecomposedFlow>(
                new DecomposedFlow(packing, inputs, IsOfWords: true),
                (layer, read) => network.Layers[layer].Decomposed(read, Of(read[0], ofBiases))
            )[^1]
            .Parts;
    }

    // Where steps are no words, what biases write is no phrase's.
    private static Func<Direction, Matrix> Of(DecomposedFlow read, Func<Direction, Matrix> ofWords) =>
        read.IsOfWords ? ofWords : _ => Matrix.Zero(read.Packing.Rows, 1);
}
