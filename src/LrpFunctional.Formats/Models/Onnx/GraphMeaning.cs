using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What was found out about a graph.</summary>
/// <param name="Outputs">What each output means, or why that could not be found out.</param>
/// <param name="Understood">How many values of nodes are understood.</param>
/// <param name="Stored">The stored numbers that were needed.</param>
internal sealed record GraphMeaning(
    ImmutableArray<Validation<Fault, Value>> Outputs,
    int Understood,
    ImmutableArray<Value.Numbers> Stored
);
