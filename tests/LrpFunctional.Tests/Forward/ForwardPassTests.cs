using LrpFunctional.Explanations;
using LrpFunctional.Forward;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Forward;

public sealed class ForwardPassTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void The_trace_of_a_batch_holds_what_the_equations_give_for_each_sentence(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        var literal = new LiteralNetwork(network);
        var trace = ForwardPass.Run(network, PackedBatch.Of(RandomNetworks.Sentences(2, 1, 3, 9, 2, 3)));
        foreach (var (lane, sentence) in trace.Batch.Sentences.Index())
        {
            Close.Relative(1e-12, literal.Scores(sentence), trace.Scores.Row(lane).ToArray());
            for (var direction = 0; direction < directions; direction++)
            {
                foreach (var (t, expected) in literal.Read(sentence, direction).Index())
                {
                    var step = trace.Directions[direction].Steps[t];
                    Close.Relative(1e-12, expected.I, step.Gates.Input.Row(lane).ToArray());
                    Close.Relative(1e-12, expected.F, step.Gates.Forget.Row(lane).ToArray());
                    Close.Relative(1e-12, expected.G, step.Gates.Candidate.Row(lane).ToArray());
                    Close.Relative(1e-12, expected.O, step.Gates.Output.Row(lane).ToArray());
                    Close.Relative(1e-12, expected.Zg, step.Gates.CandidatePreactivation.Row(lane).ToArray());
                    Close.Relative(1e-12, expected.C, step.State.Cell.Row(lane).ToArray());
                    Close.Relative(1e-12, expected.H, step.State.Hidden.Row(lane).ToArray());
                }
            }
        }
    }

    [Fact]
    public void An_id_without_a_word_vector_is_refused()
    {
        var network = RandomNetworks.Create(2, 2, 2, 2);
        var foreign = Sentence.Of(["?"], [RandomNetworks.Words], LanguageExt.Option<int>.None);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(foreign));
    }
}
