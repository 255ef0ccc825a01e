using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>What several models are called beside each other.</summary>
internal static class ModelNames
{
    /// <summary>
    /// As much of the end of each path as tells all of them apart; none where there is one path, which needs no name.
    /// </summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="paths">Where they are.</param>
    /// <exception cref="FaultException">One is named twice.</exception>
    public static ImmutableArray<Option<string>> Of(string option, ImmutableArray<string> paths)
    {
        if (paths.Length == 1)
            return [Option<string>.None];
        ImmutableArray<ImmutableArray<string>> parts = [.. paths.Select(Parts)];
        var longest = parts.Max(path => path.Length);
        return
            Enumerable
                .Range(1, longest)
                .Select(count => parts.Select(path => End(path, count)).ToImmutableArray())
                .FirstOrDefault(ends => ends.Distinct(StringComparer.Ordinal).Count() == ends.Length)
                is { IsDefault: false } names
            ? [.. names.Select(Option<string>.Some)]
            : throw new FaultException(
                new Fault(option, $"of {string.Join(", ", paths)} one is named twice", "name each model once")
            );
    }

    private static ImmutableArray<string> Parts(string path) =>
        [.. Path.GetFullPath(path).Split([Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)];

    private static string End(ImmutableArray<string> path, int count) =>
        string.Join('/', path.Skip(path.Length - count));
}
