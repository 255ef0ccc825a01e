using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class WordVarianceTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void A_word_has_its_mean_squared_distance_from_the_mean_of_its_sentence(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (var sentence in RandomNetworks.Sentences(network, 21, 1, 5))
        {
            var vectors = sentence.Numbers.IfNone(() => MatrixRows.Gather(network.Embedding, sentence.Ids.AsSpan()));
            double Mean(int k) => Enumerable.Range(0, sentence.Length).Average(t => vectors[t, k]);
            var distances = Enumerable
                .Range(0, sentence.Length)
                .Select(t => Enumerable.Range(0, vectors.Columns).Average(k => Math.Pow(vectors[t, k] - Mean(k), 2)));
            Close.Absolute(1e-12, distances, WordVariance.Default.Explain(network, sentence).Relevances);
        }
    }
}
