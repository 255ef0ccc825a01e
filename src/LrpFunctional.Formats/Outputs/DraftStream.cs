namespace LrpFunctional.Formats.Outputs;

/// <summary>A file that is being written, without a buffer: to close it writes nothing.</summary>
internal sealed class DraftStream(string path, FileMode mode)
    : FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0)
{
    /// <inheritdoc/>
    /// <exception cref="IOException">The disk is full, or the file may not be so large.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            base.Write(buffer);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // So says .NET that a file reaches the limit of its user.
            throw new IOException("the file is larger than is allowed", exception);
        }
    }
}
