using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Training.Learning;

namespace LrpFunctional.Training.Courses;

/// <summary>
/// A course in a file, to go on from: a safetensors file of float64, from which a training gives the bits that it
/// would have given without a stop.
/// </summary>
public static class CheckpointFile
{
    private const string Origin = "origin";
    private const string Steps = "steps";
    private const string Epochs = "epochs";
    private const string Last = "last";
    private const string Best = "best";
    private const string Vectors = "vectors";
    private const int Figures = 4;
    private const double OfClasses = 1;
    private const double OfSides = 2;
    private const double OfNumbers = 3;
    private const string Remedy = "begin anew without it";

    private static readonly ImmutableArray<(string Name, Func<Learned, Matrix> Of)> Parts =
    [
        ("values", learned => learned.Values),
        ("first", learned => learned.First),
        ("second", learned => learned.Second),
    ];

    /// <summary>Writes a course in the place of an earlier one, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">The SHA-256 of all that the training depends on.</param>
    /// <param name="course">The course.</param>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public static void Write(string path, ImmutableArray<byte> origin, Course course)
    {
        var draft = $"{path}.new";
        using (var stream = File.Create(draft))
        {
            Write(stream, origin, course);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private static void Write(Stream stream, ImmutableArray<byte> origin, Course course)
    {
        ImmutableArray<double> told =
        [
            course.Epochs.Length,
            .. course.Epochs.SelectMany(epoch =>
                (ImmutableArray<double>)[epoch.Loss, .. epoch.Judgement.Match(Told, () => [0, 0, 0])]
            ),
        ];
        SafetensorsFile.Write(
            stream,
            [
                (Origin, Of([.. origin.Select(each => (double)each)])),
                (Steps, Of([course.Last.Step, course.Best.Step])),
                (Epochs, Of(told)),
                .. Tensors(Last, course.Last, Parts),
                .. Tensors(Best, course.Best, Parts[..1]),
            ]
        );
    }

    /// <summary>The course in a file, or what of it does not fit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">The SHA-256 of all that the training depends on.</param>
    /// <param name="start">The training's start.</param>
    public static Validation<Fault, Course> Read(string path, ImmutableArray<byte> origin, Learner start) =>
        Edge.Read(
                path,
                () =>
                    SafetensorsFile
                        .Read(path)
                        .Weights()
                        .OrThrow()
                        .ToImmutableDictionary(tensor => tensor.Name, tensor => tensor.Tensor.Values)
            )
            .Bind(tensors => Course(path, tensors, origin, start));

    private static Validation<Fault, Course> Course(
        string path,
        ImmutableDictionary<string, Matrix> tensors,
        ImmutableArray<byte> origin,
        Learner start
    )
    {
        var expected = Names(start);
        if (!expected.All(name => tensors.TryGetValue(name.Name, out var found) && name.Fits(found)))
            return new Fault(path, "it is no checkpoint of a network of this recipe", Remedy);
        if (!tensors[Origin].Span.ToArray().Select(each => (byte)each).SequenceEqual(origin))
            return new Fault(
                path,
                "the recipe, the seed, the data or the version of the program are others than when it was written",
                Remedy
            );
        var told = tensors[Epochs].Span[1..].ToArray().Chunk(Figures);
        return new Course(
            [.. told.Select((epoch, at) => new JudgedEpoch(at + 1, epoch[0], Judged(epoch[1..])))],
            Learner(tensors, Last, Parts, start) with
            {
                Step = (int)tensors[Steps][0, 0],
            },
            Learner(tensors, Best, Parts[..1], start) with
            {
                Step = (int)tensors[Steps][0, 1],
            }
        );
    }

    // What is said comes first, for a file of weights holds no NaN.
    private static ImmutableArray<double> Told(Judgement judgement) =>
        judgement switch
        {
            Judgement.OfClasses classes => classes.Sides.Match<ImmutableArray<double>>(
                sides => [OfSides, classes.Right, sides],
                () => [OfClasses, classes.Right, 0]
            ),
            Judgement.OfNumbers numbers => [OfNumbers, numbers.SquaredError, 0],
            _ => throw new ArgumentException("a judgement is of classes or of numbers", nameof(judgement)),
        };

    private static Option<Judgement> Judged(double[] told) =>
        told[0] switch
        {
            OfClasses => new Judgement.OfClasses(told[1], Option<double>.None),
            OfSides => new Judgement.OfClasses(told[1], told[2]),
            OfNumbers => new Judgement.OfNumbers(told[1]),
            _ => Option<Judgement>.None,
        };

    private static IEnumerable<(string Name, Func<Matrix, bool> Fits)> Names(Learner start) =>
        Tensors(Last, start, Parts)
            .Concat(Tensors(Best, start, Parts[..1]))
            .Select(tensor =>
                (
                    tensor.Name,
                    (Func<Matrix, bool>)(
                        found =>
                            found.Rows == tensor.Tensor.Values.Rows && found.Columns == tensor.Tensor.Values.Columns
                    )
                )
            )
            .Append((Origin, found => found.Rows == 1))
            .Append((Steps, found => found is { Rows: 1, Columns: 2 }))
            .Append((Epochs, found => found.Rows == 1 && found.Columns == 1 + (Figures * found[0, 0])));

    private static IEnumerable<(string Name, Tensor Tensor)> Tensors(
        string whose,
        Learner learner,
        ImmutableArray<(string Name, Func<Learned, Matrix> Of)> parts
    ) =>
        from part in parts
        from tensor in learner
            .Layers.SelectMany(
                (layer, number) =>
                    layer.SelectMany(
                        (learned, at) =>
                            learned.Map(own => (Name(whose, number, at, part.Name), Of(part.Of(own)))).ToSeq()
                    )
            )
            .Concat(
                learner.Vectors.IsEmpty
                    ? []
                    :
                    [
                        (
                            $"{whose}.{Vectors}.{part.Name}",
                            Of(MatrixRows.Stack(learner.InputSize, [.. learner.Vectors.Select(part.Of)]))
                        ),
                    ]
            )
        select tensor;

    private static Learner Learner(
        ImmutableDictionary<string, Matrix> tensors,
        string whose,
        ImmutableArray<(string Name, Func<Learned, Matrix> Of)> parts,
        Learner start
    )
    {
        Learned Read(Func<string, Matrix> of) =>
            parts.Length == Parts.Length
                ? new Learned(of(Parts[0].Name), of(Parts[1].Name), of(Parts[2].Name))
                : Learned.Of(of(Parts[0].Name));
        return start with
        {
            Layers =
            [
                .. start.Layers.Select(
                    (layer, number) =>
                        layer
                            .Select(
                                (learned, at) => learned.Map(_ => Read(part => tensors[Name(whose, number, at, part)]))
                            )
                            .ToImmutableArray()
                ),
            ],
            Vectors =
            [
                .. start.Vectors.Select((_, row) => Read(part => tensors[$"{whose}.{Vectors}.{part}"].Slice(row, 1))),
            ],
        };
    }

    private static string Name(string whose, int layer, int at, string part) =>
        string.Create(CultureInfo.InvariantCulture, $"{whose}.{layer}.{at}.{part}");

    private static Tensor Of(ImmutableArray<double> numbers) => Of(Matrix.Of(1, numbers.Length, numbers));

    private static Tensor Of(Matrix numbers) =>
        new("checkpoint", ElementType.F64, [numbers.Rows, numbers.Columns], numbers);
}
