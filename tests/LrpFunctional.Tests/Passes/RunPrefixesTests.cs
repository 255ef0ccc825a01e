using System.Numerics;
using System.Runtime.InteropServices;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>The prefixes of a sentence from one run over it, against a plain run over each of them.</summary>
public sealed class RunPrefixesTests
{
    private const Recording Everything = Recording.Products | Recording.Gates;

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Prefixes_made_of_one_run_over_the_sentence_are_those_that_are_run_bit_for_bit(string kind)
    {
        foreach (var what in new[] { Recording.None, Recording.Products, Recording.Gates, Everything })
        {
            foreach (var (shortest, longest) in new[] { (1, 1), (1, 11), (4, 9), (11, 11) })
            {
                Agree<double>(kind, what, shortest, longest);
                Agree<float>(kind, what, shortest, longest);
            }
        }
    }

    [Fact]
    public void A_prefix_of_words_or_numbers_keeps_label_and_name()
    {
        var words = Sentence.Of(["not", "very", "good"], [3, 1, 2], 4) with { Id = "a" };
        Assert.Equal(Sentence.Of(["not", "very"], [3, 1], 4) with { Id = "a" }, words.Prefix(2));
        Assert.Equal(words, words.Prefix(3));
        var numbers = Sentence.Of(LrpFunctional.Numerics.Matrix.Of(2, 2, [1, 2, 3, 4]), 0);
        Assert.Equal(Sentence.Of(LrpFunctional.Numerics.Matrix.Of(1, 2, [1, 2]), 0), numbers.Prefix(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => words.Prefix(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => words.Prefix(4));
    }

    private static void Agree<T>(string kind, Recording what, int shortest, int longest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = RandomNetworks.Create(kind);
        var sentence = RandomNetworks.Sentences(network, 21, 11)[0];
        Run<T> Run(PackedBatch batch) =>
            LrpFunctional.Passes.Run<T>.Of(
                network,
                batch,
                network.OwnProjections<T>(batch, threads: 1),
                what,
                threads: 1
            );
        using var plain = Run(
            PackedBatch.Of([.. Enumerable.Range(shortest, longest - shortest + 1).Select(sentence.Prefix)])
        );
        using var whole = Run(PackedBatch.Of([sentence]));
        using var prefixes = whole.Prefixes(shortest, longest, threads: 2);
        Assert.Equal<Sentence>(plain.Batch.Sentences, prefixes.Batch.Sentences);
        Assert.Equal(plain.Scores, prefixes.Scores);
        foreach (
            var (expected, actual) in plain.Layers.OfType<PlainRun<T>>().Zip(prefixes.Layers.OfType<PlainRun<T>>())
        )
            Assert.Equal(expected.Rows(), actual.Rows());
        foreach (
            var (expected, actual) in plain
                .Layers.OfType<RecurrentRun<T>>()
                .Zip(prefixes.Layers.OfType<RecurrentRun<T>>())
        )
        {
            Assert.Equal(expected.Vectors is null, actual.Vectors is null);
            if (expected.Vectors is { } vectors)
                Same(vectors, actual.Vectors!);
            foreach (var (one, other) in expected.Directions.Zip(actual.Directions))
            {
                Assert.Equal<int>(one.Order, other.Order);
                Same(one.Recorded.Hidden, other.Recorded.Hidden);
                Same(one.Recorded.Written, other.Recorded.Written);
                using var read = one.Projection.At(one.Inputs.AsSpan());
                using var again = other.Projection.At(other.Inputs.AsSpan());
                Same(read, again);
            }
        }
    }

    private static void Same<T>(PooledMatrix<T> expected, PooledMatrix<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Assert.True(MemoryMarshal.AsBytes(expected.Span).SequenceEqual(MemoryMarshal.AsBytes(actual.Span)));
    }
}
