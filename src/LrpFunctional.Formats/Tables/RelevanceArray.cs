using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The relevances of sequences of one length as NumPy's <c>.npy</c>, float64: N × T, or N × T × the sizes of a step
/// where there are numbers of features. The stream can be sought in and stays open.
/// </summary>
/// <param name="place">The file, for messages.</param>
/// <param name="stream">Where it goes.</param>
/// <param name="sizes">The sizes of a step, as those of an image; none where a step has one number.</param>
public sealed class RelevanceArray(string place, Stream stream, ImmutableArray<int> sizes) : IRelevanceTable
{
    private const int Block = 64;
    private const int LongestCount = 10;

    private int _sequences;
    private int _steps;
    private bool _isEnded;

    /// <inheritdoc/>
    /// <exception cref="FaultException">A sequence has another length than the first, or a second explanation.</exception>
    public void Add(int sentence, Explanation explanation)
    {
        if (sentence == _sequences)
            throw Fault($"sequence {sentence} has several explanations", "choose one method and one target");
        if (explanation.Prediction.Sentence.StaticSize > 0)
            throw Fault("there are static features, which are no step of their own in an array", "write a table");
        if (_sequences == 0)
        {
            _steps = explanation.Relevances.Length;
            stream.Write(Header(0));
        }

        if (explanation.Relevances.Length != _steps)
            throw Fault(
                $"sequence {sentence} has {explanation.Relevances.Length} steps, where those before it have {_steps}",
                "write a table, or give sequences of one length"
            );
        _sequences = sentence;
        Write(explanation.Features.Match(features => [.. features.Span], () => explanation.Relevances));
    }

    /// <summary>Writes what is known only now: how many sequences there are.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;
        _isEnded = true;
        stream.Position = 0;
        stream.Write(Header(_sequences));
        stream.Position = stream.Length;
    }

    private void Write(ImmutableArray<double> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(double)];
        for (var at = 0; at < numbers.Length; at++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at * sizeof(double)), numbers[at]);
        stream.Write(bytes);
    }

    // As long for any number of sequences.
    private byte[] Header(int sequences)
    {
        var shape = string.Join(", ", new[] { sequences, _steps }.Concat(sizes).Select(Digits));
        var text = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}";
        var longest = text.Length - Digits(sequences).Length + LongestCount + 11;
        var length = (longest + Block - 1) / Block * Block;
        return
        [
            0x93,
            .. "NUMPY\u0001\0"u8,
            .. Size(length - 10),
            .. Encoding.ASCII.GetBytes(text.PadRight(length - 11)),
            (byte)'\n',
        ];
    }

    private static byte[] Size(int length)
    {
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)length);
        return bytes;
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private FaultException Fault(string problem, string remedy) => new(new Fault(place, problem, remedy));
}
