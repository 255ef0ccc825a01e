using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class OfferedMethodsTests
{
    public static TheoryData<string> Names { get; } = [.. OfferedMethods.All.Select(method => method.Name)];

    [Fact]
    public void Each_method_has_a_name_of_its_own_and_says_what_it_does()
    {
        Assert.Equal(
            [
                "lrp",
                "sa",
                "gi",
                "occlusion",
                "occlusion-3",
                "occlusion-7",
                "ig",
                "saliency",
                "saliency-variance",
                "smoothgrad",
                "smoothgrad-gi",
                "gradient-variance",
                "shapley",
                "limsse",
                "cd",
                "beta",
                "gamma",
                "deeplift",
            ],
            OfferedMethods.All.Select(method => method.Name)
        );
        Assert.All(OfferedMethods.All, method => Assert.InRange(method.Description.Length, 5, 100));
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Each_kind_of_network_gives_a_sentence_the_same_bits_alone_in_a_batch_and_on_threads(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentences = RandomNetworks.Sentences(network, 14, 4, 1, 3, 6, 4);
        foreach (
            var (precision, detail) in from precision in Enum.GetValues<Precision>()
            from detail in Enum.GetValues<Detail>()
            select (precision, detail)
        )
        {
            var methods = Quick.Where(method => detail == Detail.Words || method.HasFeatures).ToImmutableArray();
            var alone = sentences
                .SelectMany(sentence =>
                    Pipelines.Explain(methods, network, [sentence], Target.Predicted, new(1, precision, detail))
                )
                .ToArray();
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(
                    alone.AsEnumerable(),
                    Pipelines.Explain(methods, network, sentences, Target.Predicted, new(threads, precision, detail)),
                    SameParts
                );
        }
    }

    [Fact]
    public void Changed_sentences_run_with_the_same_bits_in_either_precision()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentence = RandomNetworks.Sentences(15, 6)[0];
        foreach (var method in Quick.Where(method => method.Name != "saliency"))
        {
            Assert.Equal(
                method.Explain(network, sentence, Target.Class(1))[0].Relevances.AsEnumerable(),
                method.Explain(network, sentence, Target.Class(1), new(Precision: Precision.Bits32))[0].Relevances
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_default_model_gives_the_same_bits_alone_and_in_a_batch_on_threads(string name)
    {
        var method = OfferedMethods.All.Single(candidate => candidate.Name == name);
        var network = DefaultModel.Network;
        var path = Repository.At("data", "sentences.txt");
        using var reader = File.OpenText(path);
        var all = SentenceFile.Read(path, reader, network, network.Vocabulary.UnknownWord).ToArray();

        // One that Shapley values sample, among others that they enumerate.
        Sentence[] sentences =
        [
            .. all.Where(sentence => sentence.Length < 9).Take(3),
            all.First(sentence => sentence.Length == 14),
        ];
        var together = method.Explain(network, sentences, Target.Predicted, new(Threads: 2)).ToArray();
        Assert.Equal(sentences.Select(sentence => method.Explain(network, sentence)), together);
        Assert.All(together, explanation => Assert.Contains(explanation.Relevances, relevance => relevance != 0));
        Assert.All(
            together,
            explanation => Assert.All(explanation.Relevances, relevance => Assert.True(double.IsFinite(relevance)))
        );
    }

    private static bool SameParts(ImmutableArray<Explanation> one, ImmutableArray<Explanation> other) =>
        one.SequenceEqual(other);

    /// <summary>The methods of changed sentences, with few samples, and saliency.</summary>
    private static ImmutableArray<Method> Quick { get; } =
    [
        Occlusion.With(3, Erasure.Removal),
        IntegratedGradients.With(steps: 3),
        Gradient.Saliency,
        WordVariance.Default,
        SmoothGrad.With(new Noise(Samples: 3), Norm.L1),
        SmoothGrad.TimesInputWith(new Noise(Samples: 3)),
        SmoothGrad.VarianceWith(new Noise(Samples: 3)),
        Shapley.With(mostExact: 3, permutations: 3),
        Limsse.With(samples: 20),
    ];
}
