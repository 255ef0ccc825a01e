using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers;

/// <summary>Networks whose layers read others than the one before them.</summary>
public sealed class CompositionTests
{
    public static TheoryData<string> Compositions { get; } = [.. Weights().Keys];

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Gradients_are_those_of_central_differences(string name)
    {
        var network = Network(name);
        Differences.Agree(network, RandomNetworks.Sentences(network, 4, 5)[0]);
    }

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Relevance_is_conserved_and_ledgers_close_by_every_rule(string name)
    {
        var network = Network(name);
        var sentences = RandomNetworks.Sentences(network, 6, 1, 4, 9, 4);
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, sentences, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        foreach (var rules in OfferedRuleSets.Offered)
        {
            var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Compositions))]
    public void The_quick_way_gives_what_the_steps_give(string name)
    {
        var network = Network(name);
        var sentence = RandomNetworks.Sentences(network, 7, 6)[0];
        var trace = ForwardPass.Run(network, sentence);
        foreach (var options in new[] { ExplainOptions.Default, Featured.Options })
        {
            var quick = Lrp.Default.Explain(network, sentence, options);
            var messages = Lrp.Relevance(RuleSet.Default, trace, [quick.Target]);
            Close.Absolute(1e-12, messages.Words.Span.ToArray(), quick.Relevances);
            Close.Absolute(1e-12, messages.Leftover.Span.ToArray(), [.. quick.Leftover.ToSeq()]);
        }

        var times = Gradient.TimesInput.Explain(network, sentence);
        Close.Absolute(1e-12, Gradient.Back(trace, [times.Target]).TimesInputs.Span.ToArray(), times.Relevances);
    }

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Decompositions_add_up_to_the_score(string name)
    {
        var network = Network(name);
        var sentence = RandomNetworks.Sentences(network, 8, 5)[0];
        var deepLift = DeepLift.Default.Explain(network, sentence);
        Close.Absolute(1e-9, [deepLift.Value], [deepLift.Total]);
        var trace = ForwardPass.Run(network, sentence);
        var parts = ContextualDecomposition.OfPhrase(trace, 0, 1, 2);
        Close.Absolute(
            1e-9,
            trace.Scores.Span.ToArray(),
            [.. parts.Phrase.Span.ToArray().Zip(parts.Rest.Span.ToArray(), (phrase, rest) => phrase + rest)]
        );
    }

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Prefixes_and_batches_have_the_bits_of_sentences_alone(string name)
    {
        var network = Network(name);
        var sentences = RandomNetworks.Sentences(network, 9, 6, 2, 6);
        foreach (var method in new[] { Lrp.Default, Gradient.Sensitivity })
        {
            var together = method.Explain(network, sentences, Target.Predicted).ToArray();
            foreach (var (sentence, explanation) in sentences.Zip(together))
                Assert.Equal<double>(method.Explain(network, sentence).Relevances, explanation.Relevances);
            var prefixes = Prefixes.Explain([method], network, [sentences[0]], Target.Predicted);
            foreach (var prefix in prefixes)
                Assert.Equal<double>(
                    method.Explain(network, sentences[0].Prefix(prefix.Length)).Relevances,
                    prefix.Explanations[0].Relevances
                );
        }
    }

    [Fact]
    public void Two_cells_side_by_side_are_one_cell_of_blocks()
    {
        var (one, other) = (Cell(1, Width, 3), Cell(2, Width, 3));
        var output = Dense(5, 2, 6);
        var apart = Build(
            new NetworkWeights(
                Numbers,
                [
                    new PlacedWeights(new RecurrentWeights(one), [Composition.Input]),
                    new PlacedWeights(new RecurrentWeights(other), [Composition.Input]),
                    new PlacedWeights(new ConcatenationWeights(), [0, 1]),
                    new PlacedWeights(new ReadingWeights(Reading.LastState), [2]),
                    new PlacedWeights(output, [3]),
                ]
            )
        );
        var together = Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(Blocks(one, other)),
                new ReadingWeights(Reading.LastState),
                output
            )
        );
        foreach (var sentence in RandomNetworks.Sentences(apart, 3, 1, 5, 8))
        foreach (var method in new[] { Lrp.Default, Gradient.TimesInput, Decomposition.Contextual, DeepLift.Default })
        {
            var (ours, theirs) = (method.Explain(apart, sentence), method.Explain(together, sentence));
            Close.Absolute(1e-12, theirs.Prediction.Scores, ours.Prediction.Scores);
            Close.Absolute(1e-12, theirs.Relevances, ours.Relevances);
        }
    }

    [Fact]
    public void Scores_at_each_step_are_explained_position_by_position()
    {
        var tagger = Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(Cell(1, Width, 3), Cell(2, Width, 3, fromLeft: false)),
                Dense(5, 2, 6)
            )
        );
        var sentences = RandomNetworks.Sentences(tagger, 3, 5, 4, 7);
        Assert.False(tagger.GivesVectors);
        Assert.Throws<InvalidOperationException>(() => tagger.Predict(sentences[0]));
        var trace = ForwardPass.Run(tagger, PackedBatch.Of([sentences[0]]));
        foreach (var position in Enumerable.Range(0, 5))
        {
            var (here, back) = (tagger.At(position), tagger.At(position - 5));
            Assert.Equal<double>(trace.Scores.Row(position).ToArray(), here.Predict(sentences[0]).Scores);
            Assert.Equal(here.Predict(sentences[0]), back.Predict(sentences[0]));
            var explanation = Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(here, sentences[0]);
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        }

        var last = Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(Cell(1, Width, 3), Cell(2, Width, 3, fromLeft: false)),
                new ReadingWeights(Reading.LastPosition),
                Dense(5, 2, 6)
            )
        );
        foreach (var method in new[] { Lrp.Default, Gradient.TimesInput, Decomposition.Contextual, DeepLift.Default })
        foreach (
            var (ours, theirs) in method
                .Explain(tagger.At(-1), sentences, Target.All)
                .Zip(method.Explain(last, sentences, Target.All))
        )
            Close.Absolute(1e-12, theirs.Relevances, ours.Relevances);
        Assert.Throws<InvalidOperationException>(() => last.At(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tagger.At(4).Predict(sentences[1]));
    }

    [Fact]
    public void What_reads_nothing_or_is_read_by_nobody_or_does_not_fit_is_refused()
    {
        ILayerWeights cell = new RecurrentWeights(Cell(1, Width, 3));
        ILayerWeights reading = new ReadingWeights(Reading.LastState);
        string Refused(params ImmutableArray<PlacedWeights> layers) =>
            Assert.Throws<FaultException>(() => Build(new NetworkWeights(Numbers, layers))).Message;
        Assert.Contains(
            "layer 0 of the composition: nothing reads it",
            Refused(new(cell, [-1]), new(cell, [-1]), new(reading, [1]), new(Dense(1, 2, 3), [2])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "layer 1 of the composition: it reads [2]",
            Refused(new(cell, [-1]), new(reading, [2]), new(Dense(1, 2, 3), [1])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "vectors and sequences",
            Refused(
                new(cell, [-1]),
                new(reading, [0]),
                new(new ConcatenationWeights(), [0, 1]),
                new(reading, [2]),
                new(Dense(1, 2, 6), [3])
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it adds flows of 4, 3 numbers",
            Refused(new(cell, [-1]), new(new SumWeights(), [-1, 0]), new(reading, [1]), new(Dense(1, 2, 4), [2])),
            StringComparison.Ordinal
        );
    }

    private static ImmutableDictionary<string, NetworkWeights> Weights() =>
        ImmutableDictionary<string, NetworkWeights>
            .Empty.Add(
                "a skip beside the lower layer",
                new NetworkWeights(
                    Numbers,
                    [
                        new PlacedWeights(new RecurrentWeights(Cell(1, Width, 3)), [-1]),
                        new PlacedWeights(new ConcatenationWeights(), [-1, 0]),
                        new PlacedWeights(new RecurrentWeights(Cell(2, Width + 3, 3)), [1]),
                        new PlacedWeights(new ReadingWeights(Reading.LastState), [2]),
                        new PlacedWeights(Dense(3, 2, 3), [3]),
                    ]
                )
            )
            .Add(
                "a residual sum between layers",
                new NetworkWeights(
                    Numbers,
                    [
                        new PlacedWeights(new RecurrentWeights(Cell(1, Width, 4)), [-1]),
                        new PlacedWeights(new RecurrentWeights(Cell(2, 4, 4), Cell(6, 4, 4, fromLeft: false)), [0]),
                        new PlacedWeights(Dense(4, 4, 8), [1]),
                        new PlacedWeights(new SumWeights(), [0, 2, -1]),
                        new PlacedWeights(new ReadingWeights(Reading.Mean), [3]),
                        new PlacedWeights(Dense(3, 2, 4), [4]),
                    ]
                )
            )
            .Add(
                "two readings of two directions",
                new NetworkWeights(
                    Numbers,
                    [
                        new PlacedWeights(
                            new RecurrentWeights(Cell(1, Width, 3), Cell(2, Width, 2, fromLeft: false)),
                            [-1]
                        ),
                        new PlacedWeights(new ReadingWeights(Reading.LastState), [0]),
                        new PlacedWeights(new ReadingWeights(Reading.LastPosition), [0]),
                        new PlacedWeights(new ConcatenationWeights(), [2, 1]),
                        new PlacedWeights(Dense(3, 2, 10), [3]),
                    ]
                )
            );

    private static RecurrentNetwork Network(string name) => Build(Weights()[name]);

    // Gate by gate, the units of one above those of the other.
    private static CellWeights Blocks(CellWeights one, CellWeights other)
    {
        var units = one.Recurrent.Values.Columns;
        Matrix Stacked(Matrix first, Matrix second) =>
            MatrixRows.Stack(
                first.Columns,
                [
                    .. Enumerable
                        .Range(0, 4)
                        .SelectMany(gate => new[] { first, second }.Select(rows => rows.Slice(gate * units, units))),
                ]
            );
        Matrix Wide(Matrix rows, bool first)
        {
            var zero = Matrix.Zero(rows.Rows, units);
            return MatrixRows.SideBySide(first ? [rows, zero] : [zero, rows]);
        }

        var bias = Stacked(
            Matrix.Of(4 * units, 1, [.. one.InputBias.ToSeq().SelectMany(known => known.Values.Span.ToArray())]),
            Matrix.Of(4 * units, 1, [.. other.InputBias.ToSeq().SelectMany(known => known.Values.Span.ToArray())])
        );
        return one with
        {
            Input = new Weight("input", Stacked(one.Input.Values, other.Input.Values)),
            Recurrent = new Weight(
                "recurrent",
                Stacked(Wide(one.Recurrent.Values, first: true), Wide(other.Recurrent.Values, first: false))
            ),
            InputBias = new Weight("bias", Matrix.Of(1, bias.Rows, [.. bias.Span])),
        };
    }
}
