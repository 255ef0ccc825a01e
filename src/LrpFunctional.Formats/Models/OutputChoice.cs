using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;

namespace LrpFunctional.Formats.Models;

/// <summary>Which of a model's outputs gives the scores.</summary>
internal static class OutputChoice
{
    /// <summary>The output of this name, or else of this number from 0.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="outputs">The names of those there are.</param>
    /// <param name="said">The name or number.</param>
    /// <exception cref="FaultException">There is none.</exception>
    public static string Of(string path, ImmutableArray<string> outputs, string said) =>
        outputs.Contains(said) ? said
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < outputs.Length
            ? outputs[number]
        : throw new FaultException(
            new Fault(
                path,
                $"it has no output {Printable.Value(said)}, but {string.Join(", ", outputs.Select(Numbered))}",
                "name one of them, or its number"
            )
        );

    /// <summary>What a reader is told where there are several.</summary>
    public static IEnumerable<string> LeftAside(ImmutableArray<string> outputs, string read) =>
        outputs.Length > 1
            ? [$"the scores are the output {read}; left aside are {string.Join(", ", outputs.Remove(read))}"]
            : [];

    private static string Numbered(string output, int at) => $"{at} {Printable.Value(output)}";
}
