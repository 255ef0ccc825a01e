using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>Explanations of LSTM networks that take their states apart, forward in time.</summary>
public static class Decomposition
{
    /// <summary>
    /// Contextual decomposition: R_t = β of the span {t}, which leaves the words' interactions out of all words; what
    /// biases write into a cell together is no phrase's (Murdoch, Liu and Yu 2018).
    /// </summary>
    public static Method Contextual { get; } = ContextualWith(BiasProduct.Rest);

    /// <summary>
    /// Contextual decomposition that puts what biases write together elsewhere, which makes a difference to phrases.
    /// </summary>
    public static Method ContextualWith(BiasProduct biases)
    {
        Func<Explanation, ImmutableArray<Phrase>, ImmutableArray<double>> ofPhrases = (explanation, phrases) =>
            OfPhrases(biases, explanation, phrases);
        return Of(
            MethodNames.Of("cd", (biases == BiasProduct.Phrase, "bias")),
            "contextual decomposition: the part of the score that a word alone made",
            $"product of biases: {biases}",
            Contributions
        ) with
        {
            WholePhrases = ofPhrases,
        };
    }

    /// <summary>
    /// R_t = log β_t = W_k (o_T ⊙ (tanh c_t − tanh c_{t−1})), how the last cell state grew word by word (Murdoch and
    /// Szlam 2017).
    /// </summary>
    public static Method Beta { get; } =
        Of("beta", "how the last cell state grew word by word", "", Found("beta", CellDecomposition.Beta));

    /// <summary>
    /// R_t = log γ_t, the same for what later forget gates kept of each cell state (Murdoch and Szlam 2017).
    /// </summary>
    public static Method Gamma { get; } =
        Of(
            "gamma",
            "the same for what later forget gates kept of each cell state",
            "",
            Found("gamma", CellDecomposition.Gamma)
        );

    private static Method Of(
        string name,
        string description,
        string settings,
        Func<Trace, Func<ImmutableArray<Output>, Attribution>> words
    ) =>
        Method.Of(
            name,
            description,
            settings,
            new TraceWords(
                HasFeatures: false,
                trace =>
                {
                    var found = words(trace);
                    return (outputs, _) => found(outputs);
                }
            )
        );

    private static Func<Trace, Func<ImmutableArray<Output>, Attribution>> Found(
        string name,
        Func<Trace, Matrix, WordScores> scores
    ) =>
        trace =>
            outputs =>
            {
                var found = scores(trace, OutputSlopes.Weights(name, outputs, trace.Scores));
                return new Attribution(found.Words, found.Leftover);
            };

    private static Func<ImmutableArray<Output>, Attribution> Contributions(Trace trace)
    {
        var packing = trace.Batch.Packing;
        var lanes = packing
            .Lengths.Select((_, lane) => ContextualDecomposition.OfWords(trace, lane))
            .ToImmutableArray();
        return outputs =>
        {
            var weights = OutputSlopes.Weights("cd", outputs, trace.Scores);
            var words = Indices.Scattered(
                packing.Rows,
                [.. lanes.Select((_, lane) => packing.RowsOf(lane))],
                [.. lanes.Select((parts, lane) => Weighed(parts, weights.Slice(lane, 1)))]
            );
            return new Attribution(Matrix.Of(packing.Rows, 1, words), Option<Matrix>.None);
        };
    }

    private static ImmutableArray<double> OfPhrases(
        BiasProduct biases,
        Explanation explanation,
        ImmutableArray<Phrase> phrases
    )
    {
        var trace = ForwardPass.Run(explanation.Provenance.Network, explanation.Prediction.Sentence);
        return phrases.IsEmpty
            ? []
            : Weighed(
                ContextualDecomposition.Of(trace, 0, biases, [.. phrases.Select(phrase => phrase.Positions)]),
                OutputSlopes.Weights("cd", [explanation.Target], trace.Scores)
            );
    }

    private static ImmutableArray<double> Weighed(ContextualDecomposition parts, Matrix weights) =>
        [.. Product.WithTransposed(parts.Phrase, weights).Span];
}
