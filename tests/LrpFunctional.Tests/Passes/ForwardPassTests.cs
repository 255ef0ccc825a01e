using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

public sealed class ForwardPassTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void The_trace_of_a_batch_holds_what_the_equations_give_for_each_sentence(
        int units,
        int inputSize,
        int classes,
        int directions
    ) => TracesAgree(RandomNetworks.Create(units, inputSize, classes, directions));

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void The_trace_of_each_kind_of_network_holds_what_the_equations_give(string kind) =>
        TracesAgree(RandomNetworks.Create(kind));

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Steps_as_the_papers_write_them_lead_where_the_kernel_does(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(network, 12, 1, 4, 9, 4)));
        foreach (var direction in trace.Recurrent.SelectMany(layer => layer.Directions))
        {
            var state = direction.Initial;
            foreach (var (t, kernel) in direction.Steps.Index())
            {
                var (first, lanes) = (direction.Packing.Offset(t), direction.Packing.Lanes(t));
                var step = direction.Cell.Advance(direction.Projection.Slice(first, lanes), state.Slice(0, lanes));
                AssertSame(kernel.State.Hidden, step.State.Hidden);
                AssertSame(kernel.State.Cell, step.State.Cell);
                Assert.All(Gates(kernel.Gates).Zip(Gates(step.Gates)), gate => AssertSame(gate.Item1, gate.Item2));
                state = step.State;
            }
        }

        static void AssertSame(Matrix expected, Matrix actual) =>
            Close.Absolute(1e-13, expected.Span.ToArray(), actual.Span.ToArray());

        static ImmutableArray<Matrix> Gates(IGates gates) =>
            gates switch
            {
                LstmGates lstm => [lstm.Input, lstm.Forget, lstm.Candidate, lstm.Output, lstm.CandidatePreactivation],
                GruGates gru => [gru.Reset, gru.Update, gru.Candidate, gru.ResetSource, gru.CandidatePreactivation],
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Numbers_are_read_as_word_vectors_of_the_same_values_are(string kind)
    {
        var weights = NetworkKinds.All[kind].Weights();
        var embedding = RandomNetworks.Weights(1, NetworkKinds.All[kind].InputSize, 1, 1).Embedding;
        var ofWords = RandomNetworks.Build(weights with { Embedding = embedding });
        var ofNumbers = RandomNetworks.Build(
            weights with
            {
                Embedding = new Weight("input", Matrix.Zero(0, ofWords.InputSize)),
            }
        );
        var sentences = RandomNetworks.Sentences(12, 1, 4, 9, 4);
        Sentence AsNumbers(Sentence sentence) =>
            Sentence.Of(
                Matrix.Of(
                    sentence.Length,
                    ofWords.InputSize,
                    [.. new LiteralNetwork(ofWords).Vectors(sentence).SelectMany(vector => vector)]
                ),
                LanguageExt.Option<int>.None
            );
        foreach (var method in new[] { Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput })
        {
            foreach (
                var (ofWord, ofNumber) in method
                    .Explain(ofWords, sentences, Target.All, Featured.Options)
                    .Zip(method.Explain(ofNumbers, sentences.Select(AsNumbers), Target.All, Featured.Options))
            )
                Assert.Equal(
                    ofWord,
                    ofNumber with
                    {
                        Prediction = ofNumber.Prediction with { Sentence = ofWord.Prediction.Sentence },
                    }
                );
        }
    }

    [Fact]
    public void An_id_without_a_word_vector_is_refused()
    {
        var network = RandomNetworks.Create(2, 2, 2, 2);
        var foreign = Sentence.Of(["?"], [RandomNetworks.Words], LanguageExt.Option<int>.None);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(foreign));
    }

    [Fact]
    public void Numbers_of_other_features_and_words_among_numbers_are_refused()
    {
        var network = RandomNetworks.Create(NetworkKinds.All.Values.First(kind => kind.ReadsNumbers).Name);
        var wide = Sentence.Of(Matrix.Zero(2, network.InputSize + 1), LanguageExt.Option<int>.None);
        Assert.Throws<ArgumentException>(() => network.Predict(wide));
        Assert.Throws<ArgumentException>(() => PackedBatch.Of([wide, RandomNetworks.Sentences(network, 1, 2)[0]]));
        Assert.Throws<ArgumentException>(() => PackedBatch.Of([wide, RandomNetworks.Sentences(1, 2)[0]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(RandomNetworks.Sentences(1, 2)[0]));
    }

    private static void TracesAgree(RecurrentNetwork network)
    {
        var literal = new LiteralNetwork(network);
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(network, 2, 1, 3, 9, 2, 3)));
        foreach (var (lane, sentence) in trace.Batch.Sentences.Index())
        {
            var (expected, rows) = (literal.Read(sentence), trace.Batch.Packing.RowsOf(lane));
            Agree(expected.Head.Scores, trace.Scores, lane);
            Agree(expected.Head.Read, trace.Layers.Single(layer => layer.Layer is IReading).Made, lane);
            foreach (var (dense, made) in expected.Head.Layers.Zip(trace.Layers.OfType<DenseTrace>()))
                Agree(dense.Outputs, made.Outputs, lane);
            foreach (var weighted in trace.Layers.OfType<WeightedReadingTrace>())
            {
                Close.Relative(
                    1e-12,
                    expected.Head.States.SelectMany(state => state),
                    rows.SelectMany(row => weighted.States.Row(row).ToArray())
                );
                Close.Relative(
                    1e-12,
                    expected.Head.Weights.SelectMany(weight => weight),
                    rows.SelectMany(row => weighted.Weights.Row(row).ToArray())
                );
            }

            foreach (var (layer, ofLayer) in expected.Layers.Index())
            {
                foreach (var (direction, steps) in ofLayer.Directions.Index())
                foreach (var (t, step) in steps.Index())
                    StepsAgree(step, trace.Recurrent[layer].Directions[direction].Steps[t], lane);
            }
        }
    }

    private static void StepsAgree(LiteralStep expected, StepTrace step, int lane)
    {
        Agree(expected.After.H, step.State.Hidden, lane);
        Agree(expected.After.C, step.State.Cell, lane);
        ImmutableArray<(double[] Expected, Matrix Actual)> gates = (expected, step.Gates) switch
        {
            (LiteralLstm.Gates literal, LstmGates lstm) =>
            [
                (literal.I, lstm.Input),
                (literal.F, lstm.Forget),
                (literal.G, lstm.Candidate),
                (literal.O, lstm.Output),
                (literal.Zg, lstm.CandidatePreactivation),
            ],
            (LiteralGru.Gates literal, GruGates gru) =>
            [
                (literal.R, gru.Reset),
                (literal.Z, gru.Update),
                (literal.N, gru.Candidate),
                (literal.Source, gru.ResetSource),
                (literal.Zn, gru.CandidatePreactivation),
            ],
            var other => throw new InvalidOperationException($"{other}"),
        };
        foreach (var (literal, actual) in gates)
            Agree(literal, actual, lane);
    }

    private static void Agree(double[] expected, Matrix actual, int lane) =>
        Close.Relative(1e-12, [.. expected, 1e-3], [.. actual.Row(lane), 1e-3]);
}
