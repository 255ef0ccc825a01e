using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>One cell's weights, not yet checked; G blocks of d rows, in the order that its kind names.</summary>
/// <param name="Kind">The equations.</param>
/// <param name="Direction">The order in which the cell reads.</param>
/// <param name="Input">Wx (Gd × e).</param>
/// <param name="Recurrent">Wh (Gd × d).</param>
/// <param name="InputBias">bx (Gd); none counts as zeros.</param>
/// <param name="RecurrentBias">bh (Gd); none counts as zeros.</param>
/// <param name="InitialHidden">h before the first step (d); none counts as zeros.</param>
/// <param name="InitialCell">c before the first step (d), for an LSTM; none counts as zeros.</param>
/// <param name="Gate">The gates' function where it is not the logistic one.</param>
public sealed record CellWeights(
    CellKind Kind,
    Direction Direction,
    Weight Input,
    Weight Recurrent,
    Option<Weight> InputBias,
    Option<Weight> RecurrentBias,
    Option<Weight> InitialHidden,
    Option<Weight> InitialCell,
    Option<HardSigmoid> Gate
);
