using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Formats;

/// <summary>
/// Files that are opened because of another, which names them or which they lie beside: each lies in the folder of the
/// other, every link followed. In a cache, where both are links into one folder of blobs, that is the folder.
/// </summary>
internal static class Neighbour
{
    private const string Remedy = "copy the file there: cp -L follows links";

    /// <summary>Whether it is a plain name of a file; one that could leave its folder on any system is none.</summary>
    public static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.Any(letter => letter is '/' or '\\' or ':' || char.IsControl(letter));

    /// <summary>The path of a file beside another, whether or not there is one.</summary>
    /// <param name="owner">The other, which the user named or which was found so.</param>
    /// <param name="name">Its plain name.</param>
    /// <exception cref="FaultException">It is a link that leads elsewhere.</exception>
    public static string Beside(string owner, string name)
    {
        var path = Path.Combine(Folder(owner), name);
        return IsBeside(owner, path)
            ? path
            : throw new FaultException(
                new Fault(
                    path,
                    $"it is a link out of the folder of {Path.GetFileName(owner)}, where it is expected",
                    Remedy
                )
            );
    }

    /// <summary>Whether a path leads to the folder of a file, or to the one that the file itself leads to.</summary>
    public static bool IsBeside(string owner, string path)
    {
        var folder = Path.GetDirectoryName(Target(path));
        return folder == Target(Folder(owner)) || folder == Path.GetDirectoryName(Target(owner));
    }

    private static string Folder(string owner) => Path.GetDirectoryName(owner) is { Length: > 0 } folder ? folder : ".";

    private static string Target(string path) => Place.OfInput(path).Target;
}
