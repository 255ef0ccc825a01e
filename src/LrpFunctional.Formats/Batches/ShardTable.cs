using System.Globalization;
using System.Security.Cryptography;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.TableFiles;

namespace LrpFunctional.Formats.Batches;

/// <summary>The rows of a shard's table, passed on sentence by sentence as they are in the file, or would be in CSV.</summary>
internal sealed class ShardTable : IDisposable
{
    private const int FirstBuffer = 1 << 18;
    private const int MostDigits = 10;
    private const int LongestRow = 1 << 28;
    private const string Remedy = "run that shard again";

    private readonly ShardFile _file;
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Func<string> _sha256;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _at;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Opens it.</summary>
    /// <exception cref="FaultException">It is not there, or has another length than the manifest says.</exception>
    public ShardTable(ShardFile file)
    {
        _file = file;
        var stream = Edge.Open(file.Path);
        try
        {
            if (stream.Length != file.Table.Bytes)
                throw Fault($"it has {stream.Length} bytes, where its manifest tells of {file.Table.Bytes}");
            _sha256 = () => Convert.ToHexStringLower(_hash.GetHashAndReset());
            if (file.Format != TableFormat.Csv)
            {
                // The bytes that are read are those of CSV: those of the file are looked at before.
                var said = InputFile.HashOf(file.Path);
                _sha256 = () => said;
                CheckHash();
            }

            _stream = file.Format.AsCsv(file.Path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The header, with the line feed behind it.</summary>
    /// <exception cref="FaultException">There is none, in a format that has one without rows.</exception>
    public ReadOnlyMemory<byte> Header()
    {
        var row = Row();
        if (row == 0 && _file.Format.HasHeader)
            throw Fault("it has no header");
        var header = _buffer.AsSpan(_at, row).ToArray();
        _at += row;
        return header;
    }

    /// <summary>The number of the next sentence, or 0 at the end.</summary>
    /// <exception cref="FaultException">The next row has no number, or one of another shard.</exception>
    public int Sentence()
    {
        var row = Row();
        if (row == 0)
            return 0;
        var number = 0L;
        var digits = 0;
        while (digits < Math.Min(row, MostDigits) && _buffer[_at + digits] is >= (byte)'0' and <= (byte)'9')
            number = (number * 10) + (_buffer[_at + digits++] - '0');
        return
            digits > 0
            && number is >= 1 and <= int.MaxValue
            && _buffer[_at + digits] == ','
            && _file.Shard.Takes((int)number - 1)
            ? (int)number
            : throw Fault("a row of it does not begin with the number of a sentence of its shard");
    }

    /// <summary>The number of a sentence, which comes after another.</summary>
    /// <exception cref="FaultException">It does not.</exception>
    public int After(int sentence, int following) =>
        following > sentence ? following : throw Fault($"sentence {following} stands behind sentence {sentence} in it");

    /// <summary>Passes on the rows of a sentence, which comes next.</summary>
    /// <returns>How many bytes they have.</returns>
    public long Copy(int sentence, Stream output)
    {
        Span<byte> begin = stackalloc byte[MostDigits + 1];
        sentence.TryFormat(begin, out var length, provider: CultureInfo.InvariantCulture);
        begin[length++] = (byte)',';
        var bytes = 0L;
        while (Row() is > 0 and var row && _buffer.AsSpan(_at, row).StartsWith(begin[..length]))
        {
            output.Write(_buffer, _at, row);
            _at += row;
            bytes += row;
        }

        return bytes;
    }

    /// <summary>All that was read is what the shard wrote.</summary>
    /// <exception cref="FaultException">It is not.</exception>
    public void CheckHash()
    {
        if (!_file.Table.Sha256.Exists(sha256 => sha256 == _sha256()))
            throw Fault("its SHA-256 is not that of its manifest: it was changed since");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }

    // The length of the next row, with its line feed; 0 at the end.
    private int Row()
    {
        var looked = 0;
        var isQuoted = false;
        while (true)
        {
            while (
                _buffer.AsSpan(_at + looked, _end - _at - looked).IndexOfAny((byte)'"', (byte)'\n')
                    is var found
                        and >= 0
            )
            {
                looked += found + 1;
                if (_buffer[_at + looked - 1] == '"')
                    isQuoted = !isQuoted;
                else if (!isQuoted)
                    return looked;
            }

            looked = _end - _at;
            if (_isAtEnd)
                return looked == 0 ? 0 : throw Fault("it breaks off within a row");
            Fill();
        }
    }

    // Rows that were passed on make room for the next, and a row that fills the buffer gets a larger one.
    private void Fill()
    {
        var left = _end - _at;
        if (left >= LongestRow)
            throw Fault($"a row of it is longer than {LongestRow} bytes");
        var buffer = left > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_at, left).CopyTo(buffer);
        var read = _stream.Read(buffer.AsSpan(left));
        _hash.AppendData(buffer.AsSpan(left, read));
        (_buffer, _at, _end, _isAtEnd) = (buffer, 0, left + read, read == 0);
    }

    private FaultException Fault(string problem) => new(new Fault(_file.Path, problem, Remedy));
}
