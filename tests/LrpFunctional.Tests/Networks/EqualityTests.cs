using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Networks;

/// <summary>What is made twice of the same is the same.</summary>
public sealed class EqualityTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Networks_traces_relevances_and_gradients_are_equal_where_they_are_made_of_the_same(string kind)
    {
        var (one, other) = (RandomNetworks.Create(kind), RandomNetworks.Create(kind));
        Assert.NotSame(one, other);
        Assert.Equal(one, other);
        Assert.Equal<NetworkWeights>(NetworkKinds.All[kind].Weights(), NetworkKinds.All[kind].Weights());
        var sentences = RandomNetworks.Sentences(one, 3, 4, 2);
        var (ours, theirs) = (
            ForwardPass.Run(one, PackedBatch.Of(sentences)),
            ForwardPass.Run(other, PackedBatch.Of(sentences))
        );
        Assert.Equal(ours, theirs);
        Assert.Equal(ours.GetHashCode(), theirs.GetHashCode());
        Assert.NotEqual(ours, ForwardPass.Run(one, PackedBatch.Of(RandomNetworks.Sentences(one, 4, 4, 2))));
        ImmutableArray<Output> outputs = [0, 1];
        var (relevance, again) = (
            Lrp.Relevance(RuleSet.Default, ours, outputs),
            Lrp.Relevance(RuleSet.Default, theirs, outputs)
        );
        Assert.All(relevance.Recurrent.Zip(again.Recurrent, (first, same) => first == same), Assert.True);
        Assert.All(relevance.Ledgers.Zip(again.Ledgers, (first, same) => first == same), Assert.True);
        Assert.All(
            Gradient
                .Back(ours, outputs)
                .Recurrent.Zip(Gradient.Back(theirs, outputs).Recurrent, (first, same) => first == same),
            Assert.True
        );
    }
}
