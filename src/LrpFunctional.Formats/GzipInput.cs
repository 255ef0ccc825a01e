using System.IO.Compression;

namespace LrpFunctional.Formats;

/// <summary>What a file of gzip holds, unfolded as it is read and never held whole.</summary>
internal sealed class GzipInput(string source, Stream stream) : ForwardStream
{
    /// <summary>What the names of such files end in.</summary>
    public const string Ending = ".gz";

    private readonly GZipStream _unfolded = new(stream, CompressionMode.Decompress);

    /// <summary>Whether a file is one by its name.</summary>
    public static bool Is(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FaultException">It is no gzip, or breaks off, or its checksum is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _unfolded.Read(buffer);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new FaultException(
                new Fault(
                    source,
                    "it is no whole file of gzip: it breaks off, or is damaged, or not packed at all",
                    "copy it again, or pack it again; gzip -t says whether it is whole"
                )
            );
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unfolded.Dispose();
        base.Dispose(disposing);
    }
}
