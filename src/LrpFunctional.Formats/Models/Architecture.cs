using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models;

/// <summary>How a network's tensors work together, as far as their names and shapes do not say it.</summary>
/// <param name="GateOrder">The order of the gate blocks in the files, where it is not i, f, g, o for an LSTM or r, z, n
/// for a GRU.</param>
/// <param name="Gates">The gates' function where it is not the logistic one.</param>
/// <param name="ResetsBefore">Whether the reset gate of a GRU acts before the product by Un.</param>
/// <param name="Reading">What the dense layers read.</param>
/// <param name="Attention">The activation behind each attention layer; none behind the last.</param>
/// <param name="Dense">The activation behind each dense layer below the output.</param>
/// <param name="HasOneBias">Whether the cells have one bias vector, and not the two of PyTorch or none.</param>
/// <param name="Probabilities">What the origin does to the scores.</param>
public sealed record Architecture(
    Option<string> GateOrder,
    Option<HardSigmoid> Gates,
    bool ResetsBefore,
    Reading Reading,
    ImmutableArray<Activation> Attention,
    ImmutableArray<Activation> Dense,
    bool HasOneBias,
    Probabilities Probabilities
)
{
    /// <summary>Which steps the network skips, if any.</summary>
    public Option<Mask> Mask { get; init; }

    /// <summary>
    /// What is meant where a configuration says nothing: PyTorch's cells, their last states, one dense layer.
    /// </summary>
    public static Architecture Default { get; } =
        new(Option<string>.None, Option<HardSigmoid>.None, false, Reading.LastState, [], [], false, Probabilities.None);
}
