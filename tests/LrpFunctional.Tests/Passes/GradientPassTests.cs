using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

public sealed class GradientPassTests
{
    private const double Step = 1e-5;

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Gradients_agree_with_central_differences(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);

        // Each word once, so that moving its vector moves one input only.
        var sentence = Sentence.Of(["w4", "w0", "w7", "w2"], [4, 0, 7, 2], LanguageExt.Option<int>.None);
        var differences = sentence.Ids.SelectMany(id => Differences(network, sentence, id)).ToArray();
        for (var target = 0; target < classes; target++)
        {
            var trace = ForwardPass.Run(network, sentence);
            var gradient = Pool.PerFeature(Gradient.Back(trace, [target]));
            Close.Relative(1e-6, differences.Select(scores => scores[target]), gradient.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Gradient_times_input_and_sensitivity_are_made_of_the_gradient(
        int units,
        int inputSize,
        int classes,
        int directions
    )
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        foreach (var sentence in RandomNetworks.Sentences(6, 1, 4, 9))
        {
            var trace = ForwardPass.Run(network, sentence);
            var gradient = Pool.PerFeature(Gradient.Back(trace, [classes - 1]));
            double[] X(int t) =>
                sentence.Ids[t] == Sentence.ZeroId
                    ? new double[inputSize]
                    : network.Embedding.Row(sentence.Ids[t]).ToArray();
            var words = Enumerable.Range(0, sentence.Length).ToArray();

            // Absolute, for a sentence of zeros has nothing to be relative to.
            Close.Absolute(
                1e-12,
                words.Select(t => gradient.Row(t).ToArray().Zip(X(t), (g, x) => g * x).Sum()),
                Gradient.TimesInput.Explain(network, sentence, Target.Class(classes - 1))[0].Relevances
            );
            Close.Relative(
                1e-12,
                words.Select(t => gradient.Row(t).ToArray().Sum(g => g * g)),
                Gradient.Sensitivity.Explain(network, sentence, Target.Class(classes - 1))[0].Relevances
            );
        }
    }

    [Fact]
    public void Features_of_each_method_add_up_to_its_words()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var sentence = RandomNetworks.Sentences(7, 6)[0];
        foreach (var method in new[] { Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput })
        {
            var features = method.Features(network, sentence, Target.Predicted);
            Close.Relative(
                1e-12,
                method.Explain(network, sentence).Relevances,
                Enumerable.Range(0, 6).Select(t => features.Row(t).ToArray().Sum())
            );
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Gradients_of_each_kind_of_network_agree_with_central_differences(string kind)
    {
        // Words become numbers, so that each input of each step can be moved alone.
        var weights = NetworkKinds.All[kind].Weights();
        var network = RandomNetworks.Build(
            weights with
            {
                Embedding = new Weight("input", Matrix.Zero(0, weights.Embedding.Values.Columns)),
            }
        );
        foreach (var sequence in RandomNetworks.Sentences(network, 15, 1, 5))
        {
            var numbers = sequence.Numbers.IfNone(Matrix.Zero(0, 0));
            double[] Scores(int at, double step)
            {
                var moved = numbers.Span.ToArray();
                moved[at] += step;
                return
                [
                    .. network
                        .Predict(
                            Sentence.Of(
                                Matrix.Of(numbers.Rows, numbers.Columns, [.. moved]),
                                LanguageExt.Option<int>.None
                            )
                        )
                        .Scores,
                ];
            }

            double[] Differences(int at) =>
                [.. Scores(at, Step).Zip(Scores(at, -Step), (up, down) => (up - down) / (2 * Step))];
            var differences = Enumerable.Range(0, numbers.Span.Length).Select(Differences).ToArray();
            var trace = ForwardPass.Run(network, sequence);
            for (var target = 0; target < network.Classes.Length; target++)
                Close.Relative(
                    1e-6,
                    differences.Select(scores => scores[target]),
                    Pool.PerFeature(Gradient.Back(trace, [target])).Span.ToArray()
                );
        }
    }

    /// <summary>For each number of a word's vector, the slope of each class's score.</summary>
    private static IEnumerable<double[]> Differences(RecurrentNetwork network, Sentence sentence, int id) =>
        Enumerable
            .Range(0, network.Embedding.Columns)
            .Select(k =>
                Scores(network, sentence, id, k, Step)
                    .Zip(Scores(network, sentence, id, k, -Step), (up, down) => (up - down) / (2 * Step))
                    .ToArray()
            );

    private static ImmutableArray<double> Scores(
        RecurrentNetwork network,
        Sentence sentence,
        int id,
        int k,
        double step
    )
    {
        var values = network.Embedding.Span.ToArray();
        values[(id * network.Embedding.Columns) + k] += step;
        var moved = Matrix.Of(network.Embedding.Rows, network.Embedding.Columns, [.. values]);
        return RandomNetworks
            .Create(
                network.Recurrent[0].Cells[0].Cell.Units,
                network.Embedding.Columns,
                network.Classes.Length,
                network.Recurrent[0].Cells.Length,
                moved
            )
            .Predict(sentence)
            .Scores;
    }
}
