using System.Collections.Immutable;
using LrpFunctional.Layers.Recurrent.Stateful;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What a state of a cell begins with, where other layers make that.</summary>
/// <param name="Part">h or c.</param>
/// <param name="Of">The numbers.</param>
internal sealed record CellStart(StatePart Part, ImmutableArray<Atom> Of);
