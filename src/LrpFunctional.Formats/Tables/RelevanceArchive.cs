using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The relevances of sequences of any length as NumPy's <c>.npz</c>, float64: an array for each, by its number, from 1:
/// T, or T × the sizes of a step where there are numbers of features. The stream stays open.
/// </summary>
/// <param name="place">The file, for messages.</param>
/// <param name="stream">Where it goes.</param>
/// <param name="sizes">The sizes of a step, as those of an image, or of a word's vector; none where a step has one
/// number.</param>
public sealed class RelevanceArchive(string place, Stream stream, ImmutableArray<int> sizes) : IRelevanceTable
{
    // The earliest that a zip file can say: the same relevances are the same bytes at any time.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private int _sequence;

    /// <inheritdoc/>
    /// <exception cref="FaultException">A sequence has a second explanation, or static features.</exception>
    public void Add(int sentence, Explanation explanation)
    {
        RelevanceArray.CheckOne(place, sentence, _sequence, explanation);
        _sequence = sentence;
        var entry = _archive.CreateEntry(
            sentence.ToString(CultureInfo.InvariantCulture) + ".npy",
            CompressionLevel.NoCompression
        );
        entry.LastWriteTime = Always;
        using var numbers = entry.Open();
        numbers.Write(NpyHeader.OfDoubles([explanation.Relevances.Length, .. sizes]).AsSpan());
        numbers.Write(RelevanceArray.Bytes(explanation));
    }

    /// <summary>Writes the directory of the archive.</summary>
    public void Dispose() => _archive.Dispose();
}
