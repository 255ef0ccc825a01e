using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>NumPy's <c>.npz</c> files: a zip of <c>.npy</c> files of floating-point vectors and matrices.</summary>
internal static class NpzFile
{
    private const string Extension = ".npy";
    private const string Remedy = "write it with numpy.savez";

    /// <summary>
    /// All arrays of the file, under their names in it; their numbers are unfolded when they are asked for.
    /// </summary>
    /// <exception cref="FaultException">The file is missing, cut off, too large unfolded, or holds what are no
    /// arrays.</exception>
    public static StateDict Read(string path, ReadingLimits limits) =>
        new(
            ZipEntries.Deferred(
                path,
                Remedy,
                limits,
                (entry, begin, length, bytes) =>
                {
                    var name = Name(path, entry);
                    return NpyFile.Announced(name, $"{path}: {name}", begin.Span, length, bytes);
                }
            )
        );

    /// <summary>What the reading makes of each array, under the arrays' names.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, too large unfolded, or holds what are no
    /// arrays.</exception>
    public static ImmutableArray<(string Name, T Array)> Read<T>(
        string path,
        ReadingLimits limits,
        Func<string, ReadOnlyMemory<byte>, T> read
    ) =>
        ZipEntries.Read(
            path,
            Remedy,
            limits,
            _ => true,
            (entry, bytes) =>
            {
                var name = Name(path, entry);
                return (name, read($"{path}: {name}", bytes));
            }
        );

    private static string Name(string path, string entry) =>
        entry.EndsWith(Extension, StringComparison.Ordinal)
            ? entry[..^Extension.Length]
            : throw new FaultException(new Fault($"{path}: {entry}", $"it is no {Extension} file", Remedy));
}
