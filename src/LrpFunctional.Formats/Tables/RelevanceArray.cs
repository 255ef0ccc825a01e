using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tensors;

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
    private const int LongestCount = 10;

    private int _sequences;
    private int _steps;
    private bool _isEnded;

    /// <inheritdoc/>
    /// <exception cref="FaultException">A sequence has another length than the first, a second explanation, or static
    /// features.</exception>
    public void Add(int sentence, Explanation explanation)
    {
        CheckOne(place, sentence, _sequences, explanation);
        if (_sequences == 0)
        {
            _steps = explanation.Relevances.Length;
            stream.Write(Header(0));
        }

        if (explanation.Relevances.Length != _steps)
            throw Fault(
                place,
                $"sequence {sentence} has {explanation.Relevances.Length} steps, where those before it have {_steps}",
                "write a table, or give sequences of one length"
            );
        _sequences = sentence;
        stream.Write(Bytes(explanation));
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

    /// <summary>Nothing is done where a sequence has one explanation, and no features that are of no step.</summary>
    /// <exception cref="FaultException">It has another already, or static features.</exception>
    internal static void CheckOne(string place, int sentence, int before, Explanation explanation)
    {
        if (sentence == before)
            throw Fault(place, $"sequence {sentence} has several explanations", "choose one method and one target");
        if (explanation.Prediction.Sentence.StaticSize > 0)
            throw Fault(
                place,
                "there are static features, which are no step of their own in an array",
                "write a table"
            );
    }

    /// <summary>The numbers of features, or of steps where there are none of features.</summary>
    internal static byte[] Bytes(Explanation explanation)
    {
        var numbers = explanation.Features.Match(features => [.. features.Span], () => explanation.Relevances);
        var bytes = new byte[numbers.Length * sizeof(double)];
        for (var at = 0; at < numbers.Length; at++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at * sizeof(double)), numbers[at]);
        return bytes;
    }

    // As long for any number of sequences.
    private ReadOnlySpan<byte> Header(int sequences) =>
        NpyHeader.OfDoubles([sequences, _steps, .. sizes], LongestCount - Digits(sequences).Length).AsSpan();

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static FaultException Fault(string place, string problem, string remedy) =>
        new(new Fault(place, problem, remedy));
}
