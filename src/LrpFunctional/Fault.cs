using System.Collections.Immutable;
using System.Globalization;

namespace LrpFunctional;

/// <summary>
/// Something a user can mend: where it is, what is wrong and was expected, and what to do about it; each on one line
/// that may be shown as it is.
/// </summary>
/// <param name="Where">The file, line, tensor or option at fault.</param>
/// <param name="Problem">What was found and what was expected.</param>
/// <param name="Remedy">What the user can do.</param>
public sealed record Fault(string Where, string Problem, string Remedy)
{
    // What a file says may be as long as the file.
    private const int OfPart = 600;
    private const int Most = 20;

    /// <summary>The file, line, tensor or option at fault.</summary>
    public string Where { get; } = Shown(Where);

    /// <summary>What was found and what was expected.</summary>
    public string Problem { get; } = Shown(Problem);

    /// <summary>What the user can do.</summary>
    public string Remedy { get; } = Shown(Remedy);

    /// <summary>A line for each of the faults, or for the first twenty and for how many more there are.</summary>
    public static IEnumerable<string> Lines(ImmutableArray<Fault> faults)
    {
        var lines = faults.Take(Most).Select(fault => $"{fault}");
        var least = faults.Length < Validations.MostFaults ? "" : "at least ";
        var more = string.Create(CultureInfo.InvariantCulture, $"and {least}{faults.Length - Most:N0} more");
        return faults.Length <= Most ? lines : lines.Append(more);
    }

    /// <summary>The fault as one line: where: problem; remedy.</summary>
    public override string ToString() => $"{Where}: {Problem}; {Remedy}";

    private static string Shown(string part) => Printable.Line(Printable.Cut(part, OfPart));
}
