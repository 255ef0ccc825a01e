using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// Vectors of words as word2vec, GloVe and fastText write them as text: a line <c>word 0.1 0.2 …</c> each, maybe under
/// a line of their count and size; for networks that read such vectors in place of words.
/// </summary>
public static class WordVectorsFile
{
    private const string Blank = " ";
    private const string Remedy = "write a word and its numbers, with one blank between";

    /// <summary>The model that reads words by the vectors of a file, or what of the two does not fit.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="model">A model that reads numbers.</param>
    /// <param name="limits">How long words and lines may be; as usual if left out.</param>
    public static Validation<Fault, StoredModel> Read(string path, StoredModel model, ReadingLimits? limits = null) =>
        from _ in Fits(path, model.Network)
        from read in Edge.Read(path, () => Of(path, model.Network.InputSize, limits ?? ReadingLimits.Default))
        from vocabulary in Vocabulary.Create(path, read.Words, Option<string>.None)
        select model.ReadingWords(
            model.Network.ReadingWords(vocabulary, read.Vectors),
            $"words are turned into the vectors of {Path.GetFileName(path)}"
        );

    private static Validation<Fault, Unit> Fits(string path, RecurrentNetwork network) =>
        !network.ReadsNumbers
            ? new Fault(
                path,
                "there are vectors of words, while the model reads words and has an embedding of its own",
                "leave them out, or choose a model that reads numbers"
            )
        : network.StaticSize > 0
            ? new Fault(
                path,
                $"there are vectors of words, while the model reads {network.StaticSize} static features beside its steps",
                "give sequences of numbers, with their static features"
            )
        : Unit.Default;

    /// <summary>The words of a file and their vectors of so many numbers.</summary>
    /// <exception cref="FaultException">It holds something else.</exception>
    internal static Table Of(string path, int width, ReadingLimits limits)
    {
        using var reader = SentenceSource.File(path).OpenText(limits);
        var (words, numbers) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<double>());
        var (lines, faults) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<Fault>());
        var announced = Option<long>.None;
        foreach (var (at, (place, text)) in TextLines.Of(path, reader).Kept().Index())
        {
            // The first word2vec wrote a blank behind each number.
            var line = text.TrimEnd(' ');
            if (at == 0)
            {
                announced = Count(line);
                WidthFits(place, line, announced.IsSome, width);
                if (announced.IsSome)
                    continue;
            }

            var word = Word(place, line, width, limits)
                .Bind(found =>
                    lines.TryAdd(found, at + 1)
                        ? Numbers(place, line[(found.Length + 1)..], numbers).Map(_ => found)
                        : new Fault(
                            place,
                            $"the word \"{Printable.Cut(found, 100)}\" stands there, and in line {lines[found]} already",
                            "give each word one vector"
                        )
                );
            word.Match(words.Add, found => faults.AddRange(found));
            if (faults.Count >= Validations.MostFaults)
                break;
            if (numbers.Count > Array.MaxLength - width)
                throw new FaultException(
                    new Fault(
                        path,
                        $"there are more than {Array.MaxLength} numbers in it",
                        "keep the vectors of the words that you need"
                    )
                );
        }

        if (faults.Count > 0)
            throw new FaultException([.. faults]);
        foreach (var count in announced.Filter(count => count != words.Count))
            throw new FaultException(
                new Fault(
                    path,
                    $"its first line says {count} words, where {words.Count} follow",
                    "get the whole file, or correct its first line"
                )
            );
        return words.Count > 0
            ? new Table(Matrix.Of(words.Count, width, numbers.DrainToImmutable()), words.DrainToImmutable())
            : throw new FaultException(new Fault(path, "there is no word in it", Remedy));
    }

    // The line of count and size, which is no word of one number: those have a line of count and size before them too.
    private static Option<long> Count(string line) =>
        line.Split(Blank) is [var count, var size] && IsWhole(count) && IsWhole(size)
            ? long.Parse(count, CultureInfo.InvariantCulture)
            : Option<long>.None;

    private static bool IsWhole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // The first line says the width, where it is that of numbers at all.
    private static void WidthFits(string place, string line, bool isHeader, int width)
    {
        var columns = line.Split(Blank);
        var found = isHeader
            ? int.Parse(columns[1], CultureInfo.InvariantCulture)
            : columns.Skip(1).Reverse().TakeWhile(column => Number(column).IsSome).Count();
        if (found != width && (isHeader || found > 0))
            throw new FaultException(
                new Fault(
                    place,
                    $"there {(found == 1 ? "is 1 number" : $"are {found} numbers")} a word, where the model reads "
                        + $"{width} at each step",
                    "give the vectors that the model was trained with"
                )
            );
    }

    // Words may hold blanks: the numbers are the last columns. A number too many is no part of a word.
    private static Validation<Fault, string> Word(string place, string line, int width, ReadingLimits limits)
    {
        var end = Enumerable
            .Range(0, width)
            .Aggregate(line.Length, (before, _) => before <= 0 ? -1 : line.LastIndexOf(' ', before - 1));
        var last = end < 0 ? -1 : line.LastIndexOf(' ', Math.Max(0, end - 1));
        if (
            end <= 0
            || line[0] == ' '
            || line[end - 1] == ' '
            || (last > 0 && Number(line.AsSpan(last + 1, end - last - 1)).IsSome)
        )
            return new Fault(
                place,
                $"it has {line.Split(Blank).Length} columns, \"{Printable.Cut(line, 100)}\", where a word and {width} "
                    + "numbers are expected",
                Remedy
            );
        return end <= limits.Word
            ? line[..end]
            : ReadingLimits.Exceeded(place, "its word", $"{limits.Word} characters", "word");
    }

    private static Validation<Fault, Unit> Numbers(string place, string columns, ImmutableArray<double>.Builder numbers)
    {
        foreach (var range in columns.AsSpan().Split(' '))
        {
            var column = columns[range];
            var number = Number(column);
            if (number.IsNone)
                return new Fault(
                    place,
                    $"\"{Printable.Cut(column.ToString(), 100)}\" stands where a finite number is expected",
                    Remedy
                );
            numbers.Add(number.IfNone(0));
        }

        return Unit.Default;
    }

    private static Option<double> Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : Option<double>.None;

    /// <summary>Words and the vector of each (V × e).</summary>
    internal readonly record struct Table(Matrix Vectors, ImmutableArray<string> Words);
}
