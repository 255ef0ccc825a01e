using LanguageExt;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>What stands in the place of what is taken out?</summary>
public sealed class ErasingTests
{
    private static readonly Sentence Steps = Sentence.Of(
        Matrix.Of(4, 2, [1, 10, 2, 20, 4, 40, 9, 90]),
        Option<int>.None
    );

    [Fact]
    public void Steps_become_the_mean_of_the_sequence_or_of_their_neighbours_or_zeros_or_nothing()
    {
        double[] Without(Erasing erasing, params int[] steps) =>
            [
                .. erasing
                    .Without(RandomNetworks.Create(3, 2, 2, 1), Steps, steps.Contains)
                    .Numbers.IfNone(Matrix.Zero(0, 0))
                    .Span,
            ];
        Assert.Equal([1, 10, 4, 40, 4, 40, 9, 90], Without(Erasing.Mean, 1));
        Assert.Equal([1, 10, 2.5, 25, 4, 40, 9, 90], Without(Erasing.Neighbours, 1));
        Assert.Equal([1, 10, 5, 50, 5, 50, 9, 90], Without(Erasing.Neighbours, 1, 2));
        Assert.Equal([2, 20, 2, 20, 4, 40, 4, 40], Without(Erasing.Neighbours, 0, 3));
        Assert.Equal(new double[8], Without(Erasing.Neighbours, 0, 1, 2, 3));
        Assert.Equal([1, 10, 0, 0, 4, 40, 9, 90], Without(Erasing.Zero, 1));
        Assert.Equal([1, 10, 4, 40, 9, 90], Without(Erasing.Removal, 1));
    }

    [Fact]
    public void What_makes_no_sense_for_a_network_is_refused()
    {
        Assert.True(Erasing.Unknown.For("--delete", CountedWords.Network).IsFail);
        Assert.True(Erasing.Mean.For("--delete", CountedWords.Network).IsFail);
        Assert.True(Erasing.Neighbours.For("--delete", CountedWords.Network).IsFail);
        Assert.True(Erasing.Zero.For("--delete", CountedWords.Network).IsSuccess);
        Assert.True(Erasing.Unknown.For("--delete", DefaultModel.Network).IsSuccess);
    }
}
