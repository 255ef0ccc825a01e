using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpFunctional.Memory;

/// <summary>
/// Large arrays in large pages where Linux has them: rows picked here and there from tens of megabytes then need no
/// walk through the page tables each, and the memory comes in a few pieces instead of thousands. A hint only: nothing
/// depends on it.
/// </summary>
internal static partial class LargePages
{
    private const int Page = 2 << 20;
    private const int HugePageAdvice = 14;

    /// <summary>An array whose memory is not yet touched; a large one never moves.</summary>
    public static unsafe T[] Array<T>(int length)
        where T : unmanaged
    {
        Debug.Assert(length >= 0);
        if ((long)length * sizeof(T) < 2 * Page)
            return GC.AllocateUninitializedArray<T>(length);
        var array = GC.AllocateUninitializedArray<T>(length, pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        var first = (start + Page - 1) / Page * Page;
        var last = (start + ((nint)length * sizeof(T))) / Page * Page;
        if (OperatingSystem.IsLinux() && last > first)
            AskFor(first, (nuint)(last - first));
        return array;
    }

    // Whatever the answer, the memory is as good; a system may also have no such function to ask.
    private static void AskFor(nint start, nuint length)
    {
        try
        {
            _ = Advise(start, length, HugePageAdvice);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException) { }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint length, int advice);
}
