using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Verification;

/// <summary>What a model's origin said of some sequences.</summary>
/// <param name="Inputs">The sequences.</param>
/// <param name="Outputs">The origin's outputs, a row for each sequence (N × C), or for each of its steps where it
/// gives scores at each (N · T × C).</param>
public sealed record OriginRecord(ImmutableArray<Sentence> Inputs, Matrix Outputs);
