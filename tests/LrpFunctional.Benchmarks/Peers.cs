using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LrpFunctional.Benchmarks;

/// <summary>
/// The NumPy programs that we stand beside, one thread each, with the matrix product tuned for this kind of machine.
/// </summary>
internal static partial class Peers
{
    private static readonly string Shared = Path.Combine(
        Path.GetDirectoryName(Subjects.Root) ?? Subjects.Root,
        "shared"
    );

    public static string TestSet { get; } = Path.Combine(Shared, "lrp_for_lstm", "data", "sequence_test.txt");

    public static string Lrp { get; } = Path.Combine(Shared, "peers", "numpy_lrp.py");

    public static string Gradient { get; } =
        Path.Combine(Subjects.Root, "tests", "LrpFunctional.Benchmarks", "numpy_gradient.py");

    private static string Model => Path.Combine(Shared, "default-model", "reference-layout");

    /// <summary>The median of the peer's own warm runs, in seconds.</summary>
    public static double WarmMedian(string script, params string[] arguments)
    {
        var output = Run(script, [.. arguments, "--repeat", "7"]);
        var match = Median().Match(output);
        return match.Success
            ? double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{script} printed: {output}");
    }

    /// <summary>The time of the whole process with one cold run and the CSV, in seconds.</summary>
    public static double WholeProcess(string script, string data, string output)
    {
        var watch = Stopwatch.StartNew();
        Run(script, ["--data", data, "--repeat", "0", "--out", output]);
        return watch.Elapsed.TotalSeconds;
    }

    private static string Run(string script, string[] arguments)
    {
        string[] data = arguments.Contains("--data") ? [] : ["--data", TestSet];
        var start = new ProcessStartInfo("/usr/bin/python3", [script, "--model", Model, .. data, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_CORETYPE"] = "SkylakeX";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 does not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{script} ended with {process.ExitCode}");
    }

    [GeneratedRegex(@"median (?<seconds>[0-9.]+) s")]
    private static partial Regex Median();
}
