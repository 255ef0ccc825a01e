using System.Collections.Immutable;

namespace LrpFunctional;

/// <summary>Carries every fault of a failed check to an edge that prefers exceptions.</summary>
public sealed class FaultException(ImmutableArray<Fault> faults)
    : Exception(string.Join(Environment.NewLine, Fault.Lines(faults)))
{
    /// <summary>Carries a single fault.</summary>
    public FaultException(Fault fault)
        : this([fault]) { }

    /// <summary>All the faults, in the order they were found.</summary>
    public ImmutableArray<Fault> Faults { get; } = faults;
}
