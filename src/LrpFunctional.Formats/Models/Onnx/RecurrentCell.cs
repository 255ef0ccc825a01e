using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>One direction of a recurrent node.</summary>
/// <param name="Label">The node.</param>
/// <param name="Kind">The module's name, for an LSTM, a GRU or an RNN.</param>
/// <param name="Direction">The order in which it reads.</param>
/// <param name="Time">The letter of the axis over which it runs.</param>
/// <param name="Input">What it reads at each step.</param>
/// <param name="InputWeights">Wx (Gd × e).</param>
/// <param name="RecurrentWeights">Wh (Gd × d).</param>
/// <param name="Biases">bx and bh (Gd each), where there are biases.</param>
/// <param name="InitialHidden">h before the first step, unless it is zeros.</param>
/// <param name="InitialCell">c before the first step, unless it is zeros.</param>
/// <param name="Gate">The gates' function where it is not the logistic one.</param>
/// <param name="ResetsBefore">Whether the reset gate of a GRU acts before the product.</param>
/// <param name="Variation">Where its functions are not the usual ones.</param>
/// <param name="Peepholes">p of the gates i, o and f of an LSTM (3d), unless it is zeros.</param>
internal sealed record RecurrentCell(
    string Label,
    string Kind,
    Direction Direction,
    string Time,
    ImmutableArray<Atom> Input,
    Value.Numbers InputWeights,
    Value.Numbers RecurrentWeights,
    Option<(Value.Numbers Input, Value.Numbers Recurrent)> Biases,
    Option<Value.Numbers> InitialHidden,
    Option<Value.Numbers> InitialCell,
    Option<HardSigmoid> Gate,
    bool ResetsBefore,
    CellVariation Variation,
    Option<Value.Numbers> Peepholes
)
{
    /// <summary>The states that begin with what other layers make, h first.</summary>
    public ImmutableArray<CellStart> Starts { get; init; } = [];

    /// <summary>All that it is made of.</summary>
    public ImmutableArray<Atom> Below => [.. Input, .. Starts.SelectMany(start => start.Of)];

    /// <summary>Whether the names of a state dict say what it is.</summary>
    public bool IsUsual => Kind != StateNames.Rnn && Variation == CellVariation.None && Peepholes.IsNone;

    /// <summary>The number of units d.</summary>
    public int Units => RecurrentWeights.Layout.Axes[^1].Size;
}
