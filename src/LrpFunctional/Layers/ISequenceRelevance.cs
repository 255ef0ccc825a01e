using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The relevance that flowed back through a layer.</summary>
public interface ISequenceRelevance
{
    /// <summary>What the layer did.</summary>
    ISequenceTrace Trace { get; }

    /// <summary>R_k of what the layer read at each packed row, in the order of the words (rows × e).</summary>
    Matrix PerFeature { get; }

    /// <summary>Σ_k R_k of what the layer read at each packed row, in the order of the words (rows × 1).</summary>
    Matrix PerWord => PerFeature.RowSums();

    /// <summary>The relevance left on initial states (n × 1).</summary>
    Matrix Leftover { get; }

    /// <summary>What became of what arrived in each place of a lane of so many steps, from the output down.</summary>
    IEnumerable<PlaceAccount> Accounts(int steps);
}
