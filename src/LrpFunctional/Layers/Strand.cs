using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>A run of columns of a sequence whose steps came about in one order.</summary>
/// <param name="Direction">The order; the last state of a lane is that of its last step in it.</param>
/// <param name="Units">How many columns.</param>
public readonly record struct Strand(Direction Direction, int Units);
