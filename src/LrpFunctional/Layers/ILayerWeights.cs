using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers;

/// <summary>What a layer is built from, not yet checked.</summary>
public interface ILayerWeights
{
    /// <summary>What it makes of what it reads.</summary>
    FlowShape Makes(ImmutableArray<FlowShape> read);

    /// <summary>The layer for what it reads, or every fault there is in its weights.</summary>
    Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read);
}
