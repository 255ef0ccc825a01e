using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Readings;

/// <summary>What was read of the top layer's states.</summary>
/// <param name="Read">One row for each lane (n × D).</param>
/// <param name="Weighted">How it came about, where all steps are read and not one only.</param>
public sealed record ReadingTrace(Matrix Read, Option<WeightedStates> Weighted);

/// <summary>A sum over time, Σ_t w_t ⊙ h_t for each lane.</summary>
/// <param name="States">h of each packed row, all directions side by side, in the order of the words (rows ×
/// D).</param>
/// <param name="Weights">w: 1/T for the mean, 1 or 0 for the maximum, α for attention (rows × D).</param>
/// <param name="Scorers">The dense layers that attention scores the states with; else empty.</param>
public sealed record WeightedStates(Matrix States, Matrix Weights, ImmutableArray<DenseTrace> Scorers);
