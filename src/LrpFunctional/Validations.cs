using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional;

/// <summary>Many checks as one.</summary>
public static class Validations
{
    /// <summary>
    /// So many faults of one kind are enough to see what is wrong; more would fill the memory, not the reader.
    /// </summary>
    internal const int MostFaults = 1000;

    /// <summary>All the values, or all the faults of all the checks.</summary>
    public static Validation<Fault, ImmutableArray<T>> All<T>(IEnumerable<Validation<Fault, T>> checks) =>
        checks.Sequence(check => check).Map(values => values.ToImmutableArray());

    /// <summary>Nothing to report, or the fault.</summary>
    public static Validation<Fault, Unit> Require(bool holds, Fault otherwise) => holds ? Unit.Default : otherwise;

    /// <summary>The valid value.</summary>
    /// <exception cref="FaultException">The check failed; the exception holds all its faults.</exception>
    public static T OrThrow<T>(this Validation<Fault, T> check) =>
        check.Match(value => value, faults => throw new FaultException([.. faults]));
}
