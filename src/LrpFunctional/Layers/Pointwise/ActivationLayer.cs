using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>y = a(x) of each number.</summary>
/// <param name="Activation">a.</param>
/// <param name="Width">How many numbers a step has, D.</param>
internal sealed record ActivationLayer(Activation Activation, int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "activation";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => true;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Activation}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new ActivationTrace(this, packing, read[0], Activation.Of(read[0]));

    // What it makes of nothing is nobody's phrase.
    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var shares = PhraseShares.Of(Activation.Of, read[0].Parts, []);
        return read[0] with { Parts = new Parts(shares.Phrase, shares.Rest + shares.Bias) };
    }
}

/// <summary>What an activation did with a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Read">x of each packed row, in the order of the words (rows × D).</param>
/// <param name="Made">y of each (rows × D).</param>
internal sealed record ActivationTrace(ActivationLayer Layer, Packing Packing, Matrix Read, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>R_x = R_y.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        new PassedRelevance(Packing, arriving.OfRows(Layer.Strands, Packing));

    /// <summary>∂s/∂x = ∂s/∂y ⊙ a'(x).</summary>
    public ILayerGradient Gradient(Arriving arriving) =>
        new RowsGradient(Layer.Activation.Back(arriving.OfRows(Layer.Strands, Packing), Read, Made));

    /// <summary>m_x = m_y ⊙ Δa(x) / Δx.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        new RowsGradient(
            Layer.Activation.Rescaled(
                arriving.OfRows(Layer.Strands, Packing),
                new Pair(Read, ((ActivationTrace)reference).Read)
            )
        );
}
