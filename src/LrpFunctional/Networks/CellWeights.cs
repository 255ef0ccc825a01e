namespace LrpFunctional.Networks;

/// <summary>The weights of one LSTM cell, gate blocks of d rows in the order input, forget, candidate, output.</summary>
/// <param name="Input">Wx (4d × e).</param>
/// <param name="Recurrent">Wh (4d × d).</param>
/// <param name="InputBias">bx (4d).</param>
/// <param name="RecurrentBias">bh (4d).</param>
public sealed record CellWeights(Weight Input, Weight Recurrent, Weight InputBias, Weight RecurrentBias);
