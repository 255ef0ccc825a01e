using System.Diagnostics;
using System.Globalization;
using LrpFunctional.Formats.Batches;

namespace LrpFunctional.Cli.Batches;

/// <summary>Keeps what a run has written, block by block.</summary>
/// <param name="batch">The run.</param>
/// <param name="done">How many sentences were done before it began.</param>
/// <param name="keep">Keeps what is written.</param>
/// <param name="progress">Counts what goes by.</param>
internal sealed class Blocks(Batch batch, int done, Action<Manifest> keep, Progress progress)
{
    // A kill costs no more than that, and the disk is hardly ever waited for.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _done = done;
    private int _kept = done;

    /// <summary>The same results; each is written by the time the next is asked for.</summary>
    /// <param name="results">The results.</param>
    /// <param name="isWhole">Whether a result is the last of its sentence.</param>
    public IEnumerable<T> Follow<T>(IEnumerable<T> results, Func<T, bool> isWhole)
    {
        var isBetween = true;
        var isAtEnd = false;
        try
        {
            foreach (var result in results)
            {
                isBetween = false;
                yield return result;
                if (!isWhole(result))
                    continue;
                isBetween = true;
                _done++;
                if (
                    batch.CanBeResumed
                    && batch.Block.Match(size => _done - _kept >= size, () => _watch.Elapsed > Longest)
                )
                    Keep();
            }

            isAtEnd = true;
        }
        finally
        {
            if (isBetween && !isAtEnd && batch.Resumes && _done > 0)
            {
                Keep();
                Messages.Line(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"lrp: {_kept:N0} sentences are kept; the same command goes on behind them"
                    )
                );
            }
        }
    }

    /// <summary>What the run is when all is read.</summary>
    /// <exception cref="FaultException">A file changed while it was read.</exception>
    public Manifest Ended() => State(batch.Ended());

    private void Keep()
    {
        // An input that is gone by now is not read again, so that nothing need be kept.
        batch.Start.Value.IfSuccess(manifest => keep(State(manifest)));
        _kept = _done;
        _watch.Restart();
    }

    private Manifest State(Manifest manifest) =>
        manifest with
        {
            Sentences = _done,
            WithoutVector = progress.WithoutVector,
        };
}
