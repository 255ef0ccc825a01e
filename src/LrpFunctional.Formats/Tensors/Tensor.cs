using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Tensors;

/// <summary>A vector or matrix from a file. Every stored number fits a double, so writing it back in its own type loses nothing.</summary>
/// <param name="Place">The file, and the name in it where it holds several, for messages.</param>
/// <param name="Type">How each number was stored.</param>
/// <param name="Shape">One size for a vector, two for a matrix.</param>
/// <param name="Values">The numbers; a vector is one row.</param>
public sealed record Tensor(string Place, ElementType Type, ImmutableArray<int> Shape, Matrix Values);
