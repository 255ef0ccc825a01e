using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>The relevance that flowed back through a layer.</summary>
public interface ILayerRelevance
{
    /// <summary>What reaches one of the flows that the layer read, the first being 0.</summary>
    Arriving ToRead(int read);

    /// <summary>The relevance left on initial states (n × 1), where there are any.</summary>
    Option<Matrix> Leftover => Option<Matrix>.None;

    /// <summary>What became of what arrived in each place of a lane, from the output down.</summary>
    IEnumerable<PlaceAccount> Accounts(int lane);
}
