using System.Collections.Immutable;
using LrpFunctional.Cli.Commands;

namespace LrpFunctional.Cli;

/// <summary>
/// The command line as records have it: paths from the root, which tell whose machine it was, are told from the folder
/// of the record.
/// </summary>
internal static class RecordedArguments
{
    private const string Elsewhere = "…/";
    private const string Up = "..";

    // What stands behind these is text, whatever it begins with.
    private static readonly ImmutableArray<string> Texts = ["--text", "--title"];

    /// <summary>The arguments, for a record in a folder.</summary>
    public static ImmutableArray<string> Of(string folder, ImmutableArray<string> arguments) =>
        [
            .. arguments.Select(
                (argument, at) => at > 0 && Texts.Contains(arguments[at - 1]) ? argument : Of(folder, argument)
            ),
        ];

    /// <summary>The folder of an output, and so of its record.</summary>
    public static string Folder(string output) =>
        output == InputOptions.Pipe ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(output))!;

    private static string Of(string folder, string argument)
    {
        var value = argument.StartsWith('-') ? argument.IndexOfAny(['=', ':']) + 1 : 0;
        return Texts.Contains(argument[..Math.Max(0, value - 1)]) || !Path.IsPathRooted(argument[value..])
            ? argument
            : argument[..value] + Relative(folder, argument[value..]);
    }

    // Where nothing but the root is shared, the way there would say all that the path says.
    private static string Relative(string folder, string path)
    {
        var way = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
        var names = Names(Path.GetFullPath(folder)[(Path.GetPathRoot(folder)?.Length ?? 0)..]);
        return Path.IsPathRooted(way) || Names(way).TakeWhile(name => name == Up).Count() >= names.Length
            ? Elsewhere + Path.GetFileName(Path.TrimEndingDirectorySeparator(path))
            : way;
    }

    private static ImmutableArray<string> Names(string path) =>
        [.. path.Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)];
}
