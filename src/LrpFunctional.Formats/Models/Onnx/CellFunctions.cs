using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The functions in a recurrent node's cells.</summary>
internal static class CellFunctions
{
    // The last of an LSTM's is a function of c, which ONNX Runtime does not clip.
    private const int OfSums = 2;

    private static readonly FrozenDictionary<string, Known> All = new Dictionary<string, Known>
    {
        ["Relu"] = Known.Plain(Activation.Relu),
        ["Tanh"] = Known.Plain(Activation.Tanh),
        ["Sigmoid"] = Known.Plain(Activation.Sigmoid),
        ["Softsign"] = Known.Plain(Activation.Softsign),
        ["Softplus"] = Known.Plain(Activation.Softplus),
        ["Elu"] = new(1, Option<double>.None, (alpha, _) => Activation.Elu(alpha)),
        ["LeakyRelu"] = new(0.01, Option<double>.None, (alpha, _) => Activation.LeakyRelu(alpha)),
        ["HardSigmoid"] = new(0.2, 0.5, (alpha, beta) => Activation.HardSigmoid(alpha, beta)),
        // ONNX has no usual numbers for these two; ONNX Runtime takes zeros.
        ["Affine"] = new(0, 0, (alpha, beta) => Only(Activation.None, (alpha, beta) == (1, 0))),
        ["ScaledTanh"] = new(0, 0, (alpha, beta) => Only(Activation.Tanh, (alpha, beta) == (1, 1))),
        ["ThresholdedRelu"] = new(1, Option<double>.None, (alpha, _) => Only(Activation.Relu, alpha == 0)),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The functions of each direction in turn, in the order of ONNX; where the node clips, they are those of clipped
    /// sums.
    /// </summary>
    /// <param name="step">The node.</param>
    /// <param name="directions">How many directions it has.</param>
    /// <param name="usual">What the functions of one direction are where the node does not say.</param>
    /// <exception cref="FaultException">There are too few or too many, or one is not read.</exception>
    public static ImmutableArray<ImmutableArray<Activation>> Of(Step step, int directions, ImmutableArray<string> usual)
    {
        ImmutableArray<string> names = step.Has("activations")
            ? step.Node.Attributes["activations"].Texts
            : [.. Enumerable.Repeat(usual, directions).SelectMany(each => each)];
        var written = string.Join(", ", names);
        if (names.Length != directions * usual.Length)
            throw step.Refusal(
                $"its activations are {written}, where {usual.Length} for each of {directions} directions are expected"
            );
        ImmutableArray<Known> known =
        [
            .. names.Select(name =>
                All.GetValueOrDefault(name)
                ?? throw step.Refusal(
                    $"its activations are {written}, where {string.Join(", ", All.Keys.Order(StringComparer.Ordinal))} "
                        + "are known"
                )
            ),
        ];
        var alphas = Parameters(step, "activation_alpha", known.Select(function => function.Alpha));
        var betas = Parameters(step, "activation_beta", known.Select(function => function.Beta));
        var clip = Clip(step);
        var functions = names
            .Select(
                (name, at) =>
                    known[at]
                        .Of(alphas[at], betas[at])
                        .IfNone(() =>
                            throw step.Refusal(
                                $"its activation {name} has alpha {alphas[at]} and beta {betas[at]}, which is not read"
                            )
                        )
            )
            .Select((function, at) => at % usual.Length < OfSums ? clip(function) : function);
        return [.. functions.Chunk(usual.Length).Select(each => each.ToImmutableArray())];
    }

    /// <summary>The gates' line, where their function is one.</summary>
    public static Option<HardSigmoid> Line(Activation gates) =>
        gates is { Name: nameof(Activation.HardSigmoid), Numbers: [var slope, var offset] }
            ? new HardSigmoid(slope, offset)
            : Option<HardSigmoid>.None;

    // Those that take a number take it in their order from the list, and what is usual behind its end.
    private static ImmutableArray<double> Parameters(Step step, string attribute, IEnumerable<Option<double>> usual)
    {
        ImmutableArray<Option<double>> takers = [.. usual];
        ImmutableArray<float> given = step.Has(attribute) ? step.Node.Attributes[attribute].Numbers : [];
        if (given.Length > takers.Count(taker => taker.IsSome))
            throw step.Refusal(
                $"its {attribute} is {string.Join(", ", given)}, where its activations take "
                    + $"{takers.Count(taker => taker.IsSome)} numbers"
            );
        double At(double otherwise, int at) =>
            takers.Take(at).Count(taker => taker.IsSome) is var place && place < given.Length
                ? AsWritten(given[place])
                : otherwise;
        return [.. takers.Select((taker, at) => taker.Map(otherwise => At(otherwise, at)).IfNone(0))];
    }

    private static Func<Activation, Activation> Clip(Step step)
    {
        var clip = step.Number("clip", float.MaxValue);
        return clip switch
        {
            >= float.MaxValue => function => function,
            > 0 => function => function.Clipped(AsWritten(clip)),
            _ => throw step.Refusal($"its clip is {clip}, where a number above 0 is expected"),
        };
    }

    // A number such as 0.2 is written as the float next to it, and meant as it is read.
    private static double AsWritten(float number) =>
        double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static Option<Activation> Only(Activation function, bool isSo) => isSo ? function : Option<Activation>.None;

    /// <summary>A function by its name.</summary>
    /// <param name="Alpha">Its alpha where the node gives none, if it has one.</param>
    /// <param name="Beta">Its beta where the node gives none, if it has one.</param>
    /// <param name="Of">What it is with an alpha and a beta, if that is read.</param>
    private sealed record Known(Option<double> Alpha, Option<double> Beta, Func<double, double, Option<Activation>> Of)
    {
        public static Known Plain(Activation function) =>
            new(Option<double>.None, Option<double>.None, (_, _) => function);
    }
}
