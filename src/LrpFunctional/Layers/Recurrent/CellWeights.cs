using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
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
)
{
    /// <summary>Where the equations are not the usual ones.</summary>
    public CellVariation Variation { get; init; } = CellVariation.None;

    /// <summary>Whether the equations are those that have kernels.</summary>
    internal bool IsUsual => Variation.IsUsual(Gate);

    /// <summary>The function of the gates.</summary>
    internal Activation Gates => Variation.Gates.IfNone(() => HardSigmoid.Opening(Gate));

    /// <summary>The function of the candidate.</summary>
    internal Activation Candidate => Variation.Candidate.IfNone(Activation.Tanh);

    /// <summary>Wx, Wh, bx and bh.</summary>
    internal ImmutableArray<Option<Weight>> Learned => [Input, Recurrent, InputBias, RecurrentBias];

    internal CellWeights WithLearned(ImmutableArray<Matrix> values) =>
        this with
        {
            Input = Input with { Values = values[0] },
            Recurrent = Recurrent with { Values = values[1] },
            InputBias = InputBias.Map(bias => bias with { Values = values[2] }),
            RecurrentBias = RecurrentBias.Map(bias => bias with { Values = values[3] }),
        };

    /// <summary>A fault for each part that only an LSTM has.</summary>
    internal Validation<Fault, Unit> HasNothingOfAnLstm(string kind)
    {
        Validation<Fault, Unit> Without(bool has, string place, string what) =>
            Validations.Require(!has, new Fault(place, $"it is {what}, where {kind} has h only", "leave it out"));
        string Name(Option<Weight> weight) => weight.Map(own => own.Name).IfNone("recurrent layer");

        return (
            Without(InitialCell.IsSome, Name(InitialCell), "an initial state c"),
            Without(Variation.Output.IsSome, "recurrent layer", "a function of c"),
            Without(Variation.Peepholes.IsSome, Name(Variation.Peepholes), "peepholes that see c"),
            Without(Variation.Projection.IsSome, Name(Variation.Projection), "a projection of what c lets out"),
            Without(Variation.CouplesForget, "recurrent layer", "a forget gate of 1 − i"),
            Without(Variation.Normalisations.IsSome, "recurrent layer", "layer normalisations, c among what they see")
        ).Apply((_, _, _, _, _, _) => Unit.Default);
    }
}
