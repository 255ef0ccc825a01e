using System.Collections.Immutable;
using LrpFunctional.Layers;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>What a layer is made from.</summary>
/// <param name="Setting">What config.json says.</param>
/// <param name="Tensors">The tensors of the file.</param>
/// <param name="Read">What it reads.</param>
internal sealed record SaidLayer(LayerSetting Setting, ModuleTensors Tensors, ImmutableArray<FlowShape> Read);
