using LrpFunctional.Layers.Pointwise.Normalisations;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The layer normalisations of an LSTM (Ba, Kiros and Hinton 2016).</summary>
/// <param name="Input">Of Wx x, all blocks together (4d).</param>
/// <param name="Recurrent">Of Wh h (4d).</param>
/// <param name="Cell">Of c (d).</param>
public sealed record CellNormalisations(
    LayerNormalisationWeights Input,
    LayerNormalisationWeights Recurrent,
    LayerNormalisationWeights Cell
);
