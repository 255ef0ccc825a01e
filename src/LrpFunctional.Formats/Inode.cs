using System.Runtime.InteropServices;
using LanguageExt;

namespace LrpFunctional.Formats;

/// <summary>What Linux knows of a file, whatever it is called.</summary>
/// <param name="Device">The device it lies on.</param>
/// <param name="Number">Its number there; the two are the same for the same file only.</param>
/// <param name="Mode">Its kind and its permissions.</param>
/// <param name="Owner">The number of its owner.</param>
internal sealed partial record Inode(ulong Device, ulong Number, ushort Mode, uint Owner)
{
    private const int WorkingFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const int Size = 256;

    public bool IsFile => Kind == 0x8000;

    public bool IsFolder => Kind == 0x4000;

    public bool IsPipe => Kind == 0x1000;

    /// <summary>Whether it is the caller's own, and closed to all others.</summary>
    public bool IsPrivate => Owner == UserId() && (Mode & 0x3f) == 0;

    private int Kind => Mode & 0xf000;

    /// <summary>The file that a path leads to; none where there is none, or where the system is not Linux.</summary>
    public static Option<Inode> Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return Option<Inode>.None;
        Span<byte> status = stackalloc byte[Size];
        return Status(path, status) ? Read(status) : Option<Inode>.None;
    }

    // The places are those of struct statx, the same on all processors.
    private static Inode Read(ReadOnlySpan<byte> status)
    {
        uint Word(ReadOnlySpan<byte> all, int at) => BitConverter.ToUInt32(all[at..]);
        return new Inode(
            ((ulong)Word(status, 136) << 32) | Word(status, 140),
            BitConverter.ToUInt64(status[32..]),
            BitConverter.ToUInt16(status[28..]),
            Word(status, 20)
        );
    }

    private static bool Status(string path, Span<byte> status)
    {
        try
        {
            return Statx(WorkingFolder, path, 0, BasicStats, status) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();
}
