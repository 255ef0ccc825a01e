using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional;

/// <summary>Many checks as one.</summary>
public static class Validations
{
    /// <summary>All the values, or all the faults of all the checks.</summary>
    public static Validation<Fault, ImmutableArray<T>> All<T>(IEnumerable<Validation<Fault, T>> checks)
    {
        var done = checks.ToImmutableArray();
        return done.All(check => check.IsSuccess)
            ? done.Select(check => check.SuccessToSeq()[0]).ToImmutableArray()
            : Validation<Fault, ImmutableArray<T>>.Fail(done.SelectMany(check => check.FailToSeq()).ToSeq());
    }

    /// <summary>The valid value.</summary>
    /// <exception cref="FaultException">The check failed; the exception holds all its faults.</exception>
    public static T OrThrow<T>(this Validation<Fault, T> check) =>
        check.Match(value => value, faults => throw new FaultException([.. faults]));
}
