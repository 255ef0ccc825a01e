using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>What a layer is built from, not yet checked.</summary>
public interface ILayerWeights
{
    /// <summary>What it makes of what it reads.</summary>
    FlowShape Makes(ImmutableArray<FlowShape> read);

    /// <summary>The layer for what it reads, or every fault there is in its weights.</summary>
    Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read);

    /// <summary>
    /// What training changes of it, in the order of <see cref="ILayerGradient.ByWeights"/>; none in the place of what
    /// it does not have.
    /// </summary>
    ImmutableArray<Option<Weight>> Learned => [];

    /// <summary>The same with other numbers in the places of what it has of <see cref="Learned"/>.</summary>
    ILayerWeights WithLearned(ImmutableArray<Matrix> values) => this;
}
