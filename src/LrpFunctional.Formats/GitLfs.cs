namespace LrpFunctional.Formats;

/// <summary>The short texts that Git leaves in place of large files where Git LFS has not fetched them.</summary>
internal static class GitLfs
{
    // No pointer is longer, says the specification of Git LFS.
    private const int Largest = 1024;

    /// <summary>The stream, at its begin, if it holds no pointer; a pipe is not looked into.</summary>
    /// <exception cref="FaultException">It holds a pointer.</exception>
    public static FileStream Checked(string path, FileStream stream)
    {
        if (!stream.CanSeek || stream.Length >= Largest)
            return stream;
        var begin = new byte[Mark.Length];
        var count = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (!begin.AsSpan(0, count).SequenceEqual(Mark))
            return stream;
        stream.Dispose();
        throw new FaultException(
            new Fault(path, "it is a Git LFS pointer, and not the file itself", "run git lfs pull")
        );
    }

    private static ReadOnlySpan<byte> Mark => "version https://git-lfs.github.com/spec/"u8;
}
