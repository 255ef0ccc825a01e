using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The derivatives of the score by what one step of a cell worked with.</summary>
/// <param name="Before">By h_{t−1} and c_{t−1}.</param>
/// <param name="Preactivations">By the pre-activations that x enters, block by block (n × Gd).</param>
public sealed record StepGradient(CellState Before, Matrix Preactivations);
