namespace LrpFunctional;

/// <summary>Something a user can mend: where it is, what is wrong and was expected, and what to do about it.</summary>
/// <param name="Where">The file, line, tensor or option at fault.</param>
/// <param name="Problem">What was found and what was expected.</param>
/// <param name="Remedy">What the user can do.</param>
public sealed record Fault(string Where, string Problem, string Remedy)
{
    /// <summary>The fault as one line: where: problem; remedy.</summary>
    public override string ToString() => $"{Where}: {Problem}; {Remedy}";
}
