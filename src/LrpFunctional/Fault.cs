using System.Collections.Immutable;

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

/// <summary>Carries every fault of a failed check to an edge that prefers exceptions.</summary>
public sealed class FaultException(ImmutableArray<Fault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Carries a single fault.</summary>
    public FaultException(Fault fault)
        : this([fault])
    {
    }

    /// <summary>All the faults, in the order they were found.</summary>
    public ImmutableArray<Fault> Faults { get; } = faults;
}
