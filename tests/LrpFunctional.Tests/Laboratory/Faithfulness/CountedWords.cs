using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>
/// A network that is worked out by hand: "good" counts 1, "bad" −1, "the" and "not" nothing, through a cell that keeps
/// nothing of the words before; class 1 is predicted where the mean of tanh lies above 0.001. And explainers of which
/// one knows that and the others do not.
/// </summary>
internal static class CountedWords
{
    private static readonly ImmutableArray<double> Values = [0, 1, -1, 0];

    /// <summary>Its layers over its word vectors.</summary>
    public static NetworkWeights Weights { get; } =
        NetworkWeights.Chain(
            new Weight("embedding", Matrix.Of(4, 1, Values)),
            new RecurrentWeights([
                new CellWeights(
                    CellKind.Simple,
                    Direction.LeftToRight,
                    new Weight("input", Matrix.Of(1, 1, [1])),
                    new Weight("recurrent", Matrix.Of(1, 1, [0])),
                    Option<Weight>.None,
                    Option<Weight>.None,
                    Option<Weight>.None,
                    Option<Weight>.None,
                    Option<HardSigmoid>.None
                ),
            ]),
            new ReadingWeights(Reading.Mean),
            new DenseWeights(
                new Weight("output", Matrix.Of(2, 1, [0, 1])),
                new Weight("bias", Matrix.Of(1, 2, [0.001, 0])),
                Activation.None
            )
        );

    public static RecurrentNetwork Network { get; } =
        RecurrentNetwork
            .Create("test", ["the", "good", "bad", "not"], Option<string>.None, ["negative", "positive"], Weights)
            .OrThrow();

    /// <summary>What each word says for the class explained.</summary>
    public static Method Knowing { get; } = Of("knowing", (trace, outputs) => Relevances(trace, outputs, 1));

    /// <summary>The opposite.</summary>
    public static Method Reversed { get; } = Of("reversed", (trace, outputs) => Relevances(trace, outputs, -1));

    /// <summary>The same for each word.</summary>
    public static Method Constant { get; } =
        Of("constant", (trace, _) => Matrix.Constant(trace.Batch.Packing.Rows, 1, 0.5));

    /// <summary>No number for any word.</summary>
    public static Method Broken { get; } =
        Of("broken", (trace, _) => Matrix.Constant(trace.Batch.Packing.Rows, 1, double.NaN));

    // Others are compared with the one of this name.
    private static readonly Method AsLrp = Of(Lrp.Default.Name, (trace, outputs) => Relevances(trace, outputs, 1));

    /// <summary>A bench with these three, one that knows in the place of LRP before them, and chance behind.</summary>
    public static Bench Bench(IEnumerable<Sentence> sentences, params ImmutableArray<Method> methods) =>
        new(
            Network,
            [.. sentences],
            methods.IsEmpty ? [AsLrp, Knowing, Reversed, Constant] : methods,
            Erasing.Zero,
            1,
            ExplainOptions.Default
        );

    public static Sentence Sentence(string text, int label) =>
        Network.Vocabulary.Encode("test", [.. text.Split(' ')], label, Network.Vocabulary.UnknownWord).OrThrow();

    /// <summary>The number of an explainer in a part.</summary>
    public static Score Of(Findings findings, string part, string method) =>
        findings.Scores.Single(score => score.Part == part && score.Method == method);

    private static Method Of(string name, Func<Trace, ImmutableArray<Output>, Matrix> relevances) =>
        Method.Of(name, (trace, outputs) => new Attribution(relevances(trace, outputs), Option<Matrix>.None));

    private static Matrix Relevances(Trace trace, ImmutableArray<Output> outputs, int sign)
    {
        var packing = trace.Batch.Packing;
        var values = new double[packing.Rows];
        foreach (var (lane, output) in outputs.Index())
        {
            foreach (var row in packing.RowsOf(lane))
                values[row] = sign * (output.Class == 1 ? 1 : -1) * trace.Inputs[row, 0];
        }

        return Matrix.Of(packing.Rows, 1, [.. values]);
    }
}
