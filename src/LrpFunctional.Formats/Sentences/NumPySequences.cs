using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// Sequences in NumPy's files: ids (N × T) or numbers (N × T × e), alone in a <c>.npy</c> file, or as <c>inputs</c> in
/// a <c>.npz</c> file; or there all steps one after another as <c>values</c>. Of each sequence there may be its length
/// in <c>lengths</c>, its static features (N × s) in <c>static</c>, its class in <c>labels</c> and its name in
/// <c>id</c>, or in the array that the options name: a number there is its name, too, and NaN an empty one.
/// </summary>
internal static class NumPySequences
{
    private const string Inputs = "inputs";
    private const string Values = "values";
    private const string Lengths = "lengths";
    private const string Static = "static";
    private const string Labels = "labels";
    private const string Remedy =
        "write numpy.savez(file, inputs=…), or values=… and lengths=… where sequences differ in length; add "
        + "labels=… and id=… if you like";
    private static readonly ImmutableArray<string> Ids = ["id", "ids"];
    private static readonly ImmutableArray<string> Known = [Inputs, Values, Lengths, Static, Labels, .. Ids];

    public static IEnumerable<Located> Records(string path, SentenceOptions options, SentenceEncoder encoder) =>
        Records(path, Arrays(path, encoder.Limits), options, encoder);

    /// <summary>Those of the arrays that say something about sequences.</summary>
    public static ImmutableDictionary<string, NumPyArray> OnlyKnown(ImmutableDictionary<string, NumPyArray> arrays) =>
        arrays.Where(array => Known.Contains(array.Key)).ToImmutableDictionary();

    public static IEnumerable<Located> Records(
        string path,
        ImmutableDictionary<string, NumPyArray> arrays,
        SentenceOptions options,
        SentenceEncoder encoder
    )
    {
        var (array, runs) = Find(arrays, Inputs)
            .Match(
                inputs => (inputs, Padded(inputs, Find(arrays, Lengths), encoder)),
                () =>
                    Find(arrays, Values)
                        .Match(
                            values => (values, OneAfterAnother(path, values, Find(arrays, Lengths), encoder)),
                            () =>
                                throw new FaultException(
                                    new Fault(
                                        path,
                                        "its arrays are "
                                            + $"{Listing.Of([.. arrays.Keys.Order(StringComparer.Ordinal)])}, where "
                                            + $"{Inputs} or {Values} is expected",
                                        Remedy
                                    )
                                )
                        )
            );
        var beside = Find(arrays, Static).Map(found => FeaturesOfEach(found, runs.Length, encoder));
        var labels = Find(arrays, Labels).Filter(_ => !encoder.IsRegression).Map(found => OfEach(found, runs.Length));
        var names = options.Id.Match(
            said => Prelude.Some(NamesOfEach(path, arrays, said, runs.Length)),
            () =>
                Ids.Select(name => Find(arrays, name))
                    .FirstOrDefault(found => found.IsSome)
                    .Map<Func<int, string>>(found => OfEach(found, runs.Length).Text)
        );
        return Enumerable
            .Range(0, runs.Length)
            .Select(at =>
            {
                var place = $"{path}, sequence {at + 1}";
                return new Located(
                    place,
                    () =>
                        encoder
                            .Label(place, labels.Match(found => found.Text(at), () => ""))
                            .Bind(label =>
                                Sequence(place, array, runs[at], beside.Map(of => of(at)).IfNone([]), label, encoder)
                            )
                ).Named(names.Map(of => of(at)));
            });
    }

    /// <summary>The sizes of a step in a file of NumPy's: of an image its rows, columns and channels.</summary>
    /// <exception cref="FaultException">It is no such file.</exception>
    public static ImmutableArray<int> StepSizes(string path, ReadingLimits limits)
    {
        var arrays = Arrays(path, limits);
        return Find(arrays, Inputs)
            .Map(inputs => inputs.Shape.Skip(2))
            .IfNone(() => Find(arrays, Values).Map(values => values.Shape.Skip(1)).IfNone([]))
            .ToImmutableArray();
    }

    private static ImmutableDictionary<string, NumPyArray> Arrays(string path, ReadingLimits limits)
    {
        if (!IsZip(path))
            return ImmutableDictionary<string, NumPyArray>.Empty.Add(Inputs, NumPyArray.Parse(path, Edge.Bytes(path)));
        var arrays = NpzFile.Read(path, limits, NumPyArray.Parse);
        if (arrays.Length == 1)
            return ImmutableDictionary<string, NumPyArray>.Empty.Add(Inputs, arrays[0].Array);
        return arrays.FirstOrDefault(array => !Known.Contains(array.Name)).Name is { } other
            ? throw new FaultException(
                new Fault($"{path}: {other}", $"it is none of the arrays {Listing.Of(Known)}", Remedy)
            )
            : arrays.ToImmutableDictionary(array => array.Name, array => array.Array);
    }

    private static bool IsZip(string path) =>
        Edge.Read(
                path,
                () =>
                {
                    using var stream = Edge.Open(path);
                    return stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
                }
            )
            .OrThrow();

    private static Option<NumPyArray> Find(ImmutableDictionary<string, NumPyArray> arrays, string name) =>
        arrays.TryGetValue(name, out var array) ? array : Option<NumPyArray>.None;

    // A sequence that is followed by nothing but padding may end early; one whose length is given does not.
    private static ImmutableArray<Run> Padded(NumPyArray inputs, Option<NumPyArray> lengths, SentenceEncoder encoder)
    {
        Check(inputs, ["N", "T"], encoder);
        var (sequences, steps) = (inputs.Shape[0], inputs.Shape[1]);
        return lengths.Match(
            given =>
                [
                    .. LengthsIn(OfEach(given, sequences), steps)
                        .Select((length, at) => new Run((long)at * steps, length, MayEndEarly: false)),
                ],
            () =>
                Enumerable
                    .Range(0, sequences)
                    .Select(at => new Run((long)at * steps, steps, MayEndEarly: true))
                    .ToImmutableArray()
        );
    }

    private static ImmutableArray<Run> OneAfterAnother(
        string path,
        NumPyArray values,
        Option<NumPyArray> lengths,
        SentenceEncoder encoder
    )
    {
        Check(values, ["steps"], encoder);
        var each = LengthsIn(
            lengths.IfNone(() =>
                throw new FaultException(new Fault(path, $"there are {Values}, but no {Lengths}", Remedy))
            ),
            values.Shape[0]
        );
        var sum = each.Sum(length => (long)length);
        if (sum != values.Shape[0])
            throw new FaultException(
                new Fault(
                    path,
                    $"the {Lengths} add up to {sum}, where there are {values.Shape[0]} steps",
                    "give the number of steps of each sequence"
                )
            );
        var ends = each.Scan(0L, (end, length) => end + length);
        return [.. ends.Zip(each, (first, length) => new Run(first, length, MayEndEarly: false))];
    }

    private static void Check(NumPyArray array, ImmutableArray<string> sizes, SentenceEncoder encoder)
    {
        var (numbers, width) = (encoder.Network.ReadsNumbers, encoder.Network.StepSize);
        var isFlat = array.Shape.Length == sizes.Length;
        var fits = numbers
            ? (array.IsFloat || array.IsInteger)
                && (
                    isFlat
                        ? width == 1
                        : array.Shape.Length > sizes.Length && IsOf(width, array.Shape.AsSpan()[sizes.Length..])
                )
            : array.IsInteger && isFlat;
        var expected = numbers
            ? $"numbers of shape {string.Join('×', sizes)}×{width}"
            : $"the ids of words, integers of shape {string.Join('×', sizes)},";
        if (!fits)
            throw new FaultException(
                new Fault(
                    array.Place,
                    $"it is {array}, where {expected} are expected",
                    numbers ? "give the features the model was trained with" : "give the ids the model was trained with"
                )
            );
    }

    // A step that is an image has all of its numbers in one row.
    private static bool IsOf(int width, ReadOnlySpan<int> sizes) =>
        sizes.ToArray().Aggregate(1L, (product, size) => product * size) == width;

    private static ImmutableArray<int> LengthsIn(NumPyArray array, int most)
    {
        if (!array.IsInteger || array.Shape.Length != 1)
            throw new FaultException(
                new Fault(array.Place, $"it is {array}, where one whole number for each sequence is expected", Remedy)
            );
        var lengths = array.Longs(0, array.Shape[0]);
        var wrong = lengths.AsSpan().IndexOfAnyExceptInRange(1, most);
        return wrong < 0
            ? [.. lengths.Select(length => (int)length)]
            : throw new FaultException(
                new Fault(
                    $"{array.Place}, sequence {wrong + 1}",
                    $"the length is {lengths[wrong]}, where 1 to {most} is expected",
                    "leave empty sequences out"
                )
            );
    }

    private static NumPyArray OfEach(NumPyArray array, int sequences) =>
        array.Shape.Length != 1 || array.Shape[0] != sequences ? throw Uneven(array, sequences)
        : array.IsFloat
            ? throw new FaultException(
                new Fault(
                    array.Place,
                    $"it is {array}, where whole numbers or texts are expected",
                    "write it as integers or strings"
                )
            )
        : array;

    private static Func<int, string> NamesOfEach(
        string path,
        ImmutableDictionary<string, NumPyArray> arrays,
        string name,
        int sequences
    )
    {
        var array = Find(arrays, name)
            .IfNone(() =>
                throw new FaultException(
                    new Fault(
                        path,
                        $"there is no array {name} with one for each sequence",
                        $"write numpy.savez(\"data.npz\", inputs=…, {name}=…): a .npy file has no place for it"
                    )
                )
            );
        if (!array.IsFloat)
            return OfEach(array, sequences).Text;
        return array.Shape is [var count] && count == sequences
            ? at =>
                array.Doubles(at, 1)[0] is var number && double.IsNaN(number)
                    ? ""
                    : number.ToString(CultureInfo.InvariantCulture)
            : throw Uneven(array, sequences);
    }

    // The features of each sequence, by its number; one feature need have no axis of its own.
    private static Func<int, ImmutableArray<double>> FeaturesOfEach(
        NumPyArray array,
        int sequences,
        SentenceEncoder encoder
    )
    {
        var count = encoder.Network.StaticSize;
        var width = array.Shape.Length == 1 ? 1 : array.Shape[^1];
        if (array.Shape.Length is not (1 or 2) || array.Shape[0] != sequences || !(array.IsFloat || array.IsInteger))
            throw new FaultException(
                new Fault(
                    array.Place,
                    $"it is {array}, where numbers of shape {sequences}×{count} are expected, a row for each sequence",
                    Remedy
                )
            );
        return count == 0
            ? throw new FaultException(
                new Fault(
                    array.Place,
                    $"there are {width} static features, where the model reads none",
                    "leave the array out, or choose another model"
                )
            )
            : at => [.. array.Doubles((long)at * width, width)];
    }

    private static FaultException Uneven(NumPyArray array, int sequences) =>
        new(
            new Fault(
                array.Place,
                $"it is {array}, where one for each of the {sequences} sequences is expected",
                Remedy
            )
        );

    private static Validation<Fault, Sentence> Sequence(
        string place,
        NumPyArray array,
        Run run,
        ImmutableArray<double> features,
        Option<int> label,
        SentenceEncoder encoder
    )
    {
        if (!encoder.Network.ReadsNumbers)
            return encoder.Ids(place, array.Longs(run.First, run.Steps), label);
        var width = encoder.Network.StepSize;
        var numbers = Matrix.Of(run.Steps, width, array.Doubles(run.First * width, run.Steps * width));
        var steps = run.MayEndEarly ? (numbers.Span.LastIndexOfAnyExcept(double.NaN) + width) / width : run.Steps;
        return encoder.Numbers(place, numbers.Slice(0, steps), features, label);
    }

    /// <summary>The steps of a sequence within the array.</summary>
    private sealed record Run(long First, int Steps, bool MayEndEarly);
}
