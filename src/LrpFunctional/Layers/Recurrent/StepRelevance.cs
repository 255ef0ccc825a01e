using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>What one step of a cell sends back.</summary>
/// <param name="Arriving">The relevance that arrived at h_t and c_t.</param>
/// <param name="Before">The relevance of h_{t−1} and c_{t−1}.</param>
/// <param name="ToInput">The relevance of x_t (n × e).</param>
/// <param name="Account">What became of all that arrived.</param>
public sealed record StepRelevance(CellState Arriving, CellState Before, Matrix ToInput, Account Account);
