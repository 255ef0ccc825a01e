using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>A cell and the order in which it reads.</summary>
public sealed record DirectedCell(Direction Direction, ICell Cell);
