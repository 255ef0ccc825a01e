using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Benchmarks;

/// <summary>What one core of this machine can do at most.</summary>
internal static class Machine
{
    /// <summary>
    /// Fused multiply-adds of doubles, in GFLOP/s, the best of several tries; floats do twice as many.
    /// </summary>
    public static double Peak() =>
        Enumerable
            .Range(0, 7)
            .Max(_ =>
            {
                const int rounds = 5_000_000;
                var watch = Stopwatch.StartNew();
                var sum = MultiplyAdds(rounds);
                return double.IsFinite(sum)
                    ? 2.0 * 10 * Vector512<double>.Count * rounds / watch.Elapsed.TotalSeconds / 1e9
                    : 0;
            });

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double MultiplyAdds(int rounds)
    {
        var (x, y) = (Vector512.Create(0.9999999), Vector512.Create(1e-9));
        Vector512<double> a = x,
            b = x,
            c = x,
            d = x,
            e = x,
            f = x,
            g = x,
            h = x,
            i = x,
            j = x;
        for (var round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
