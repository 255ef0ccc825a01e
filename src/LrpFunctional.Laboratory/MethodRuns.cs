using System.Collections.Immutable;
using System.Diagnostics;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory;

/// <summary>Methods that run one after the other over the same sentences, each alone and by the clock.</summary>
/// <param name="Methods">The methods.</param>
/// <param name="Network">The network.</param>
/// <param name="Target">What is explained of each sentence.</param>
/// <param name="Options">How it is computed.</param>
public sealed record MethodRuns(
    ImmutableArray<Method> Methods,
    RecurrentNetwork Network,
    Target Target,
    ExplainOptions Options
)
{
    // Enough batches for every thread, few enough sentences to show how far the work is.
    private const int SentencesPerThread = 48;

    // One batch of each method.
    private const int WarmUp = 12;

    /// <summary>What the methods found for some sentences, and how long each of them took.</summary>
    /// <param name="Explanations">For each sentence its explanations: method by method, class by class.</param>
    /// <param name="Times">The time of each method.</param>
    public sealed record Lap(ImmutableArray<ImmutableArray<Explanation>> Explanations, ImmutableArray<TimeSpan> Times);

    /// <summary>A stream of sentences, a lap for as many as are worked on together; read once.</summary>
    /// <param name="sentences">The stream.</param>
    /// <param name="cancellation">Ends the work after the batches in hand.</param>
    /// <exception cref="NotSupportedException">The network is not supported by a method.</exception>
    public IEnumerable<Lap> Over(IEnumerable<Sentence> sentences, CancellationToken cancellation = default) =>
        sentences
            .Chunk(SentencesPerThread * Options.Threads)
            .Select(
                (window, at) =>
                {
                    // Code that is compiled and words whose projections are at hand must not count for those who come
                    // second.
                    foreach (var _ in Network.Predict(window, Options, cancellation)) { }
                    if (at == 0)
                        foreach (var method in Methods)
                            Run(method, window.Take(WarmUp), cancellation);
                    var runs = Methods.Select(method => Run(method, window, cancellation)).ToImmutableArray();
                    return new Lap(
                        [
                            .. window.Select(
                                (_, place) => runs.SelectMany(run => run.Explanations[place]).ToImmutableArray()
                            ),
                        ],
                        [.. runs.Select(run => run.Time)]
                    );
                }
            );

    private (ImmutableArray<ImmutableArray<Explanation>> Explanations, TimeSpan Time) Run(
        Method method,
        IEnumerable<Sentence> sentences,
        CancellationToken cancellation
    )
    {
        var start = Stopwatch.GetTimestamp();
        var explanations = Pipelines
            .Explain([method], Network, sentences, Target, Options, cancellation)
            .ToImmutableArray();
        return (explanations, Stopwatch.GetElapsedTime(start));
    }
}
