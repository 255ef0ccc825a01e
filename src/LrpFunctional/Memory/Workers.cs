using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace LrpFunctional.Memory;

/// <summary>Work shared between threads by a counter.</summary>
internal static class Workers
{
    /// <summary>
    /// The results for 0 … count − 1, in that order, whichever thread made them; what goes wrong first is thrown as it
    /// is.
    /// </summary>
    public static ImmutableArray<T> Map<T>(
        int count,
        int threads,
        Func<int, T> of,
        CancellationToken cancellation = default
    )
    {
        Debug.Assert(count >= 0);
        var results = new T[count];
        var next = -1;
        void Work()
        {
            for (var at = Interlocked.Increment(ref next); at < count; at = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                results[at] = of(at);
            }
        }

        var workers = Math.Min(threads, count);
        if (workers <= 1)
            Work();
        else
            InParallel(workers, Work);
        return ImmutableCollectionsMarshal.AsImmutableArray(results);
    }

    private static void InParallel(int workers, Action work)
    {
        try
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => work());
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
