using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

public sealed class SaliencyTests
{
    private const double Step = 1e-5;

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Saliency_is_the_mean_magnitude_of_central_differences(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var words = RandomNetworks.Sentences(network, 21, 4)[0];
        var vectors = words.Numbers.IfNone(() => Rows.Gather(network.Embedding, words.Ids.AsSpan()));
        var target = network.Classes.Length - 1;
        foreach (var quantity in new[] { Quantity.Score, Quantity.Probability })
        {
            double Value(int at, double by)
            {
                var scores = network.Predict(Sentence.Of(Matrix.Of(vectors.Rows, vectors.Columns, [.. vectors.Span.ToArray().Select((number, place) => place == at ? number + by : number)]), Option<int>.None)).Scores;
                return quantity == Quantity.Score ? scores[target] : Math.Exp(scores[target]) / scores.Sum(Math.Exp);
            }

            var slopes = Enumerable.Range(0, vectors.Span.Length).Select(at => Math.Abs(Value(at, Step) - Value(at, -Step)) / (2 * Step)).ToArray();
            var (method, aim) = (Gradient.Saliency, Target.Class(target).Of(quantity));
            var found = method.KeepingFeatures.Explain(network, words, aim)[0];
            Close.Absolute(1e-6, slopes.Chunk(vectors.Columns).Select(word => word.Average()), found.Relevances);
            Close.Absolute(1e-12, found.Relevances, method.Explain(network, words, aim)[0].Relevances);
            Close.Absolute(1e-12, found.Features.Map(features => features.Span.ToArray()).IfNone([]), method.ExplainDimensions(network, words, aim)[0].Span.ToArray());
        }
    }
}
