using System.Collections.Immutable;
using System.Diagnostics;

namespace LrpFunctional.Fuzzing;

/// <summary>What became of a reader's damaged files.</summary>
/// <param name="Mutations">How many there were.</param>
/// <param name="Read">How many were read all the same.</param>
/// <param name="Slowest">The longest that one took.</param>
/// <param name="Largest">The most bytes that one allocated.</param>
/// <param name="Faults">What should not have happened, one for each kind.</param>
internal sealed record Outcome(
    long Mutations,
    long Read,
    TimeSpan Slowest,
    long Largest,
    Dictionary<string, long> Faults
);

/// <summary>Damages files and has them read.</summary>
internal static class Fuzzing
{
    private const long MostBesideFile = 256 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The files of these numbers, until the time is over.</summary>
    public static Outcome Of(FuzzedReader reader, int seed, long first, long count, TimeSpan time, string folder)
    {
        var (watch, done, read) = (Stopwatch.StartNew(), 0L, 0L);
        var (slowest, largest) = (TimeSpan.Zero, 0L);
        var faults = new Dictionary<string, long>();
        ImmutableArray<string> folders =
        [
            .. reader.Seeds.Select((whole, at) => whole.Beside(Path.Combine(folder, $"{at}"))),
        ];
        for (var number = first; number < first + count && watch.Elapsed < time; number++)
        {
            var random = new Random(unchecked((int)((1_000_003 * seed) + number)));
            var (at, other) = (Pick(reader, random), Pick(reader, random));
            var whole = reader.Seeds[at];
            var damaged = Mutation.Of([.. whole.Bytes], [.. reader.Seeds[other].Bytes], random);
            var path = whole.Put(folders[at], damaged);
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), watch.Elapsed);
            try
            {
                read += reader.Read(path) ? 1 : 0;
            }
            catch (FaultException) { }
            catch (Exception exception)
            {
                Note(faults, $"{exception.GetType().Name} {Where(exception)}", number);
            }

            var (took, allocated) = (watch.Elapsed - began, GC.GetAllocatedBytesForCurrentThread() - before);
            if (took > Longest)
                Note(faults, $"over {Longest.TotalSeconds} s", number);
            if (allocated > (2 * damaged.Length) + MostBesideFile)
                Note(faults, "over twice the file and 256 MB", number);
            (slowest, largest) = (took > slowest ? took : slowest, Math.Max(largest, allocated));
            done++;
        }

        return new Outcome(done, read, slowest, largest, faults);
    }

    private static void Note(Dictionary<string, long> faults, string kind, long number) => faults.TryAdd(kind, number);

    // The smaller of two: what a reader can trip over is in small files, too, and they are read sooner.
    private static int Pick(FuzzedReader reader, Random random)
    {
        var (one, other) = (random.Next(reader.Seeds.Length), random.Next(reader.Seeds.Length));
        return reader.Seeds[one].Bytes.Length < reader.Seeds[other].Bytes.Length ? one : other;
    }

    private static string Where(Exception exception) =>
        exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("LrpFunctional."))?.Trim() ?? "";
}
