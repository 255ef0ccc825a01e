using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>What flows between layers, in two parts.</summary>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Parts">β and γ of each packed row, in the order of the words (rows × D).</param>
/// <param name="IsOfWords">Whether each of its steps is that of a word.</param>
internal sealed record DecomposedFlow(Packing Packing, Parts Parts, bool IsOfWords = false);
