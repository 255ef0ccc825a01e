using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Networks;

public sealed class RecurrentNetworkTests
{
    private static readonly ImmutableArray<string> Classes = ["bad", "good"];
    private readonly ChainWeights _weights = RandomNetworks.Weights(3, 4, 2, 2);

    [Fact]
    public void Every_wrong_shape_is_named_at_once_with_both_shapes()
    {
        var cells = ((RecurrentWeights)_weights.Layers[0]).Cells;
        var broken = _weights with
        {
            Layers =
            [
                new RecurrentWeights(
                    cells[0] with
                    {
                        Input = Of("Wx", 12, 5),
                        RecurrentBias = Of("bh", 1, 11),
                    },
                    cells[1] with
                    {
                        Recurrent = Of("Wh", 11, 3),
                    }
                ),
            ],
            Dense = [_weights.Dense[0] with { Weights = Of("Wy", 2, 7) }],
        };
        Assert.Equal(
            [
                "Wx: the shape is 12×5, where 12×4 is expected",
                "bh: the shape is 11, where 12 is expected",
                "Wh: the shape is 11×3, where 12×3 is expected",
                "Wy: the shape is 2×7, where 2×6 is expected",
            ],
            Faults(broken).Select(fault => fault.Split(';')[0])
        );
    }

    [Fact]
    public void A_number_that_is_not_finite_is_named_with_its_place()
    {
        var broken = _weights with
        {
            Embedding = new Weight("embedding", Matrix.Of(11, 4, [.. Enumerable.Repeat(0.0, 42), double.NaN, 1])),
            Dense =
            [
                _weights.Dense[0] with
                {
                    Bias = new Weight("bias", Matrix.Of(1, 2, [0, double.NegativeInfinity])),
                },
            ],
        };
        Assert.Equal(
            [
                "bias: row 0, column 1 holds -Infinity, where a finite number is expected",
                "embedding: row 10, column 2 holds NaN, where a finite number is expected",
            ],
            Faults(broken).Select(fault => fault.Split(';')[0])
        );
    }

    [Fact]
    public void Vocabulary_classes_and_directions_must_fit()
    {
        Assert.Contains(
            "there are 10 rows, but the vocabulary has 11 words",
            Faults(_weights with { Embedding = Of("embedding", 10, 4) }).Single(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "there are 0 directions",
            Faults(_weights with { Layers = [new RecurrentWeights()] })[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "recurrent layer: there is none",
            Faults(_weights with { Layers = [] })[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2 rows, but 1 classes",
            Create(["only"], _weights).FailToSeq().Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_word_that_stands_twice_and_an_unknown_word_that_is_missing_are_named()
    {
        var faults = Vocabulary
            .Create("vocab.txt", ["a", "b", "a", "c", "b"], "<unk>")
            .FailToSeq()
            .Select(fault => fault.Problem)
            .ToArray();
        Assert.Equal(
            [
                "the word \"a\" stands at 1 and again at 3",
                "the word \"b\" stands at 2 and again at 5",
                "the unknown word \"<unk>\" is not in the vocabulary",
            ],
            faults
        );
    }

    [Fact]
    public void All_unknown_words_of_a_sentence_are_named_at_once()
    {
        var faults = RandomNetworks
            .Vocabulary.Encode("here", "w1", "nope", "w2", "never")
            .FailToSeq()
            .Select(fault => fault.Problem)
            .ToArray();
        Assert.Equal(3, faults.Length);
        Assert.Contains("\"here\"", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_word_is_refused_or_takes_the_unknown_words_row_or_zeros()
    {
        var vocabulary = Vocabulary.Create("test", ["a", "?"], "?").OrThrow();
        Assert.Equal(1, vocabulary.Encode("new").OrThrow().Ids[0]);
        Assert.Equal(-1, vocabulary.Encode("test", ["new"], Option<int>.None, UnknownWordPolicy.Zero).OrThrow().Ids[0]);
        Assert.True(vocabulary.Encode("test", ["new"], Option<int>.None, UnknownWordPolicy.Refuse).IsFail);
    }

    private static string[] Faults(ChainWeights weights) =>
        [.. Create(Classes, weights).FailToSeq().Select(fault => fault.ToString())];

    private static Validation<Fault, RecurrentNetwork> Create(ImmutableArray<string> classes, ChainWeights weights) =>
        RecurrentNetwork.Create("test", RandomNetworks.Vocabulary.Words, Option<string>.None, classes, weights);

    private static Weight Of(string name, int rows, int columns) => new(name, Matrix.Zero(rows, columns));
}
