using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Joins;

/// <summary>What a product of two factors did with a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="First">u of each packed row (rows × D).</param>
/// <param name="Second">v of each (rows × D).</param>
internal sealed record FactorProductTrace(FactorProduct Layer, Packing Packing, Matrix First, Matrix Second)
    : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Matrix Made => First.Times(Second);

    /// <summary>R_u and R_v by the rule of products; of two signals R_u = R_v = R_y / 2.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving)
    {
        var reaching = arriving.OfRows(Layer.Strands, Packing);
        return new FactorProductRelevance(Packing, reaching, Shared(rules.OfLayer(number).Product, reaching));
    }

    /// <summary>∂s/∂u = v ⊙ ∂s/∂y, ∂s/∂v = u ⊙ ∂s/∂y.</summary>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving, Second, First);

    /// <summary>
    /// m_u = m_y ⊙ (v + v_ref) / 2 and the same of v, so that Δy = Δu ⊙ (v + v_ref) / 2 + Δv ⊙ (u + u_ref) / 2.
    /// </summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving)
    {
        var other = (FactorProductTrace)reference;
        return Back(arriving, new Pair(Second, other.Second).Mean, new Pair(First, other.First).Mean);
    }

    private RowsGradient Back(Arriving arriving, Matrix toFirst, Matrix toSecond)
    {
        var reaching = arriving.OfRows(Layer.Strands, Packing);
        return new RowsGradient(MatrixRows.SideBySide([toFirst.Times(reaching), toSecond.Times(reaching)]));
    }

    private Matrix Shared(ProductRule rule, Matrix reaching)
    {
        static (Matrix, Matrix) Turned((Matrix ToGate, Matrix ToSignal) shares) => (shares.ToSignal, shares.ToGate);
        var (first, second) = Layer.Signal switch
        {
            Signal.First => Turned(rule.Share(Second, First, reaching)),
            Signal.Second => rule.Share(First, Second, reaching),
            _ => ProductRule.Half.Share(First, Second, reaching),
        };
        return MatrixRows.SideBySide([first, second]);
    }
}

/// <summary>The relevance that flowed back through a product of two factors.</summary>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Reaching">R of y (rows × D).</param>
/// <param name="ToFactors">R of u and of v side by side (rows × 2D).</param>
internal sealed record FactorProductRelevance(Packing Packing, Matrix Reaching, Matrix ToFactors) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ToFactors);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) =>
        [PlaceAccount.Of(Account.Of(Reaching.RowSums(), ToFactors.RowSums()).OfLanes(Packing))];
}
