using System.Collections.Immutable;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>Who explains in an experiment: a method, or the mean of several draws of one that is random.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Draws">The methods whose results are averaged, at least one.</param>
public sealed record Explainer(string Name, ImmutableArray<Method> Draws)
{
    /// <summary>The name of the random one.</summary>
    public const string RandomName = "random";

    /// <summary>How often the random one draws.</summary>
    public const int RandomDraws = 10;

    /// <summary>A method.</summary>
    public static Explainer Of(Method method) => new(method.Name, [method]);

    /// <summary>The mean of ten orders of words that know nothing of the network.</summary>
    /// <param name="seed">What the orders come from, with the sentence's own words or numbers.</param>
    public static Explainer Random(int seed) =>
        new(
            RandomName,
            [
                .. Enumerable
                    .Range(0, RandomDraws)
                    .Select(draw => RandomRelevance.With(unchecked((int)RandomNumbers.Bits((ulong)seed, draw)))),
            ]
        );
}
