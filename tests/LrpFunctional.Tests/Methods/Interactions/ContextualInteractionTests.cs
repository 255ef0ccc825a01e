using LrpFunctional.Explanations;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods.Interactions;

/// <summary>What do two words make in the cell that neither makes alone?</summary>
public sealed class ContextualInteractionTests
{
    [Theory]
    [InlineData(1, 1, 1, BiasProduct.Rest)]
    [InlineData(5, 3, 4, BiasProduct.Rest)]
    [InlineData(5, 3, 4, BiasProduct.Phrase)]
    public void A_pair_has_the_part_of_both_less_that_of_each_as_the_paper_writes_it(
        int units,
        int inputSize,
        int classes,
        BiasProduct biases
    )
    {
        var network = RandomNetworks.Create(units, inputSize, classes, 1);
        var sentence = RandomNetworks.Sentences(5, 6)[0];
        double[] Literal(params HashSet<int> span) =>
            [
                .. LiteralDecomposition
                    .Of(
                        network,
                        sentence,
                        span,
                        t => biases == BiasProduct.Phrase && span.Contains(t) && t < span.Max()
                    )
                    .Beta,
            ];
        var found = ContextualInteraction.With(biases).Explain(network, sentence, Target.All);
        Assert.Equal(classes, found.Length);
        foreach (var (index, ofClass) in found.Index())
        {
            foreach (var pair in ofClass.All)
            {
                var (i, j) = (pair.First, pair.Second);
                Close.Absolute(
                    1e-12,
                    [Literal([i, j])[index] - Literal([i])[index] - Literal([j])[index]],
                    [pair.Interaction]
                );
            }
        }
    }

    [Fact]
    public void A_contrast_has_the_difference_of_two_classes()
    {
        var sentence = DefaultModel.Sentences(1)[0];
        var of = ContextualInteraction.Default.Explain(DefaultModel.Network, sentence, Target.All);
        var contrast = ContextualInteraction.Default.Explain(
            DefaultModel.Network,
            sentence,
            Target.Contrast(Target.Class(3), Target.Class(1))
        )[0];
        Close.Absolute(
            1e-12,
            of[3].All.Zip(of[1].All, (one, other) => one.Interaction - other.Interaction),
            contrast.All.Select(pair => pair.Interaction)
        );
    }
}
