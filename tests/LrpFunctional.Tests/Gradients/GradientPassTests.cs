using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Gradients;

public sealed class GradientPassTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Gradients_agree_with_central_differences(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);

        // Each word once, so that moving its vector moves one input only.
        var sentence = Sentence.Of(["w4", "w0", "w7", "w2"], [4, 0, 7, 2], LanguageExt.Option<int>.None);
        for (var target = 0; target < classes; target++)
        {
            var trace = LrpFunctional.Forward.ForwardPass.Run(network, sentence);
            var gradient = Gradient.PerDimension(trace, [target]);
            Close.Relative(1e-6, sentence.Ids.SelectMany(id => Differences(network, sentence, id, target)), gradient.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Gradient_times_input_and_sensitivity_are_made_of_the_gradient(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        foreach (var sentence in RandomNetworks.Sentences(6, 1, 4, 9))
        {
            var trace = LrpFunctional.Forward.ForwardPass.Run(network, sentence);
            var gradient = Gradient.PerDimension(trace, [classes - 1]);
            double[] X(int t) => sentence.Ids[t] == Sentence.ZeroId ? new double[inputSize] : network.Embedding.Row(sentence.Ids[t]).ToArray();
            var words = Enumerable.Range(0, sentence.Length).ToArray();

            // Absolute, for a sentence of zeros has nothing to be relative to.
            Close.Absolute(
                1e-12,
                words.Select(t => gradient.Row(t).ToArray().Zip(X(t), (g, x) => g * x).Sum()),
                Gradient.TimesInput.Explain(network, sentence, Target.Class(classes - 1))[0].Relevances);
            Close.Relative(
                1e-12,
                words.Select(t => gradient.Row(t).ToArray().Sum(g => g * g)),
                Gradient.Sensitivity.Explain(network, sentence, Target.Class(classes - 1))[0].Relevances);
        }
    }

    [Fact]
    public void Dimensions_of_each_method_add_up_to_its_words()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var sentence = RandomNetworks.Sentences(7, 6)[0];
        foreach (var method in new[] { Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput })
        {
            var dimensions = method.ExplainDimensions(network, sentence);
            Close.Relative(1e-12, method.Explain(network, sentence).Relevances, Enumerable.Range(0, 6).Select(t => dimensions.Row(t).ToArray().Sum()));
        }
    }

    private static IEnumerable<double> Differences(RecurrentNetwork network, Sentence sentence, int id, int target)
    {
        const double step = 1e-5;
        return Enumerable.Range(0, network.Embedding.Columns).Select(k =>
            (Score(network, sentence, id, k, step, target) - Score(network, sentence, id, k, -step, target)) / (2 * step));
    }

    private static double Score(RecurrentNetwork network, Sentence sentence, int id, int k, double step, int target)
    {
        var values = network.Embedding.Span.ToArray();
        values[(id * network.Embedding.Columns) + k] += step;
        var moved = Matrix.Of(network.Embedding.Rows, network.Embedding.Columns, [.. values]);
        return RandomNetworks
            .Create(network.Layer.Cells[0].Cell.Units, network.Embedding.Columns, network.Classes.Length, network.Layer.Cells.Length, moved)
            .Predict(sentence).Scores[target];
    }
}
