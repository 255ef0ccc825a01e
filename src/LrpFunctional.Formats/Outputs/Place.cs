using LanguageExt;

namespace LrpFunctional.Formats.Outputs;

/// <summary>Where a path leads, every link on the way followed, whether or not there is a file at the end.</summary>
/// <param name="Spelling">The path as the user spells it.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Node">The file there, where there is one and the system says what it is.</param>
internal sealed record Place(string Spelling, string Target, Option<Inode> Node)
{
    /// <summary>The path of standard output, or input.</summary>
    public const string Pipe = "-";

    private const string StandardOutput = "/dev/stdout";
    private const string StandardInput = "/dev/stdin";
    private const int MostLinks = 40;

    /// <summary>The place of an output.</summary>
    /// <exception cref="FaultException">Its links lead in a circle.</exception>
    public static Place OfOutput(string path) => Of(path == Pipe ? StandardOutput : path);

    /// <summary>The place of an input, as .NET opens it.</summary>
    /// <exception cref="FaultException">Its links lead in a circle.</exception>
    public static Place OfInput(string path) => Of(path == Pipe ? StandardInput : Path.GetFullPath(path));

    /// <summary>Whether it is standard output.</summary>
    public bool IsStandardOutput => Spelling == StandardOutput;

    /// <summary>Whether it is written as it comes: a pipe, a device, or a file that is open already.</summary>
    public bool IsStream =>
        IsBelow("/proc/self/fd/")
        || IsBelow("/dev/fd/")
        || Spelling is StandardOutput or "/dev/stderr"
        || Node.Match(file => !file.IsFile && !file.IsFolder, () => !OperatingSystem.IsLinux() && IsBelow("/dev/"));

    /// <summary>Whether somebody reads what is written there, as far as that can be told.</summary>
    public bool IsTerminal =>
        IsStandardOutput ? !Console.IsOutputRedirected
        : Target is "/dev/stderr" or "/proc/self/fd/2" || Spelling is "/dev/stderr" ? !Console.IsErrorRedirected
        : Target == "/dev/tty" || Target.StartsWith("/dev/pts/", StringComparison.Ordinal);

    /// <summary>Whether it is a folder, or can be nothing else.</summary>
    public bool IsFolder => Path.EndsInDirectorySeparator(Spelling) || Directory.Exists(Target);

    /// <summary>Whether both lead to one file, by whatever names; devices are no files.</summary>
    public bool IsSameAs(Place other) =>
        (IsStandardOutput && other.IsStandardOutput)
        || Node.Match(
            file => (file.IsFile || file.IsPipe) && other.Node.Exists(file.Equals),
            () => other.Node.IsNone && !IsStream && string.Equals(Target, other.Target, NamesAreSame)
        );

    private static StringComparison NamesAreSame =>
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private bool IsBelow(string folder) => Spelling.StartsWith(folder, StringComparison.Ordinal);

    private static Place Of(string path) => new(path, Followed(path), Inode.Of(path));

    // File.ResolveLinkTarget neither goes through links to folders nor starts relative links where they lie.
    private static string Followed(string path)
    {
        var start = Rooted(path) ? "" : Environment.CurrentDirectory;
        var whole = OperatingSystem.IsWindows() ? Path.GetFullPath(path) : Path.Join(start, path);
        var at = Path.GetPathRoot(whole)!;
        var pending = new Stack<string>(Names(whole[at.Length..]));
        var links = 0;
        while (pending.TryPop(out var name))
        {
            var next = name == ".." ? Path.GetDirectoryName(at) ?? at : Path.Combine(at, name);
            if (name == ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks)
                throw new FaultException(new Fault(path, "it is a link that leads in a circle", "name a file"));
            if (Rooted(target))
                at = Path.GetPathRoot(target)!;
            foreach (var part in Names(target))
                pending.Push(part);
        }

        return at;
    }

    private static bool Rooted(string path) => Path.IsPathRooted(path);

    private static IEnumerable<string> Names(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar])
            .Where(name => name is not ("" or "."))
            .Reverse();
}
