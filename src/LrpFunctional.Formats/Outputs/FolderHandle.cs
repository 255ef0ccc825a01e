using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LrpFunctional.Formats.Outputs;

/// <summary>
/// Folders as Unix opens them: to lock them against other runs, for as long as the process lives, and to flush their
/// entries to the disk.
/// </summary>
internal static partial class FolderHandle
{
    private const int ReadOnly = 0;
    private const int Exclusive = 2;
    private const int AtOnce = 4;

    /// <summary>The lock of a folder; none where another holds it, or where the file system has no locks.</summary>
    public static SafeFileHandle? TryLock(string folder) => Locked(folder, Exclusive | AtOnce);

    /// <summary>The lock of a folder, waited for; none where the file system has no locks.</summary>
    public static SafeFileHandle? Lock(string folder) => Locked(folder, Exclusive);

    /// <summary>Flushes the folder's entries to the disk, where that can be asked for.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Open(folder, ReadOnly);
        if (!handle.IsInvalid)
            RandomAccess.FlushToDisk(handle);
    }

    private static SafeFileHandle? Locked(string folder, int how)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var handle = Open(folder, ReadOnly);
        if (!handle.IsInvalid && Flock(handle, how) == 0)
            return handle;
        handle.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Flock(SafeFileHandle file, int operation);
}
