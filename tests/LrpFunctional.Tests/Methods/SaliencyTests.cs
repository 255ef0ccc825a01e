using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class SaliencyTests
{
    private const double Step = 1e-5;

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Saliency_and_sensitivity_are_the_sizes_of_central_differences(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var words = RandomNetworks.Sentences(network, 21, 4)[0];
        var vectors = words.Numbers.IfNone(() => MatrixRows.Gather(network.Embedding, words.Ids.AsSpan()));
        var target = network.Classes.Length - 1;
        foreach (var quantity in new[] { Quantity.Score, Quantity.Probability })
        {
            double Value(int at, double by)
            {
                var scores = network
                    .Predict(
                        Sentence.Of(
                            Matrix.Of(
                                vectors.Rows,
                                vectors.Columns,
                                [
                                    .. vectors
                                        .Span.ToArray()
                                        .Select((number, place) => place == at ? number + by : number),
                                ]
                            ),
                            Option<int>.None
                        )
                    )
                    .Scores;
                return quantity == Quantity.Score ? scores[target] : Math.Exp(scores[target]) / scores.Sum(Math.Exp);
            }

            var slopes = Enumerable
                .Range(0, vectors.Span.Length)
                .Select(at => (Value(at, Step) - Value(at, -Step)) / (2 * Step))
                .ToArray();
            foreach (var norm in Norm.Offered)
            {
                var aim = Target.Class(target).Of(quantity);
                foreach (var method in new[] { Gradient.SaliencyWith(norm), Gradient.SensitivityWith(norm) })
                {
                    var found = method.Explain(network, words, aim, Featured.Options)[0];
                    Close.Absolute(
                        1e-6,
                        slopes.Chunk(vectors.Columns).Select(word => Size(norm, word)),
                        found.Relevances
                    );
                    Close.Absolute(1e-12, found.Relevances, method.Explain(network, words, aim)[0].Relevances);
                    var features = found.FeaturesOrThrow().Span.ToArray();
                    Close.Absolute(
                        1e-6,
                        slopes.Select(slope =>
                            norm == Norm.Squared ? slope * slope
                            : norm == Norm.Sum ? slope
                            : Math.Abs(slope)
                        ),
                        features
                    );
                }
            }
        }
    }

    [Fact]
    public void A_norm_that_is_not_usual_is_in_the_name()
    {
        Assert.Equal(
            ["saliency-squared", "saliency", "saliency-l2", "saliency-max", "saliency-sum"],
            Norm.Offered.Select(norm => Gradient.SaliencyWith(norm).Name)
        );
        Assert.Equal(
            ["sa", "sa-l1", "sa-l2", "sa-max", "sa-sum"],
            Norm.Offered.Select(norm => Gradient.SensitivityWith(norm).Name)
        );
        Assert.Equal(
            ["smoothgrad-squared", "smoothgrad", "smoothgrad-l2", "smoothgrad-max", "smoothgrad-sum"],
            Norm.Offered.Select(norm => SmoothGrad.With(new Noise(), norm).Name)
        );
    }

    [Fact]
    public void The_sum_of_the_gradient_speaks_for_and_against_where_sizes_do_not()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentences = RandomNetworks.Sentences(5, 6, 4);
        foreach (var norm in Norm.Offered)
        {
            Method[] methods =
            [
                Gradient.SensitivityWith(norm),
                Gradient.SaliencyWith(norm),
                SmoothGrad.With(new Noise(Samples: 4), norm),
            ];
            foreach (var method in methods)
            {
                Assert.Equal(norm == Norm.Sum, method.IsSigned);
                Assert.Equal(
                    norm == Norm.Sum,
                    sentences.SelectMany(one => method.Explain(network, one).Relevances).Any(number => number < 0)
                );
            }
        }
    }

    private static double Size(Norm norm, double[] slopes) =>
        norm.Name switch
        {
            "squared" => slopes.Sum(slope => slope * slope),
            "l1" => slopes.Sum(Math.Abs),
            "sum" => slopes.Sum(),
            "l2" => Math.Sqrt(slopes.Sum(slope => slope * slope)),
            _ => slopes.Max(Math.Abs),
        };
}
