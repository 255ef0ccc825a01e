using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Sequences;

/// <summary>
/// What goes into a network: words and the embedding row of each, or numbers; and the class a person gave, where there
/// is one.
/// </summary>
public sealed record Sentence
{
    private Sentence(
        ImmutableArray<string> words,
        ImmutableArray<int> ids,
        Option<Matrix> numbers,
        Option<int> label,
        Option<string> id,
        ImmutableArray<SourceWord> sources
    )
    {
        Words = words;
        Ids = ids;
        Numbers = numbers;
        Label = label;
        Id = id;
        Sources = sources;
    }

    /// <summary>The id that stands for a vector of zeros.</summary>
    public static int ZeroId => -1;

    /// <summary>The T words as written; none for a sequence of numbers.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>
    /// The T rows of the embedding, counted from 0; <see cref="ZeroId"/> is a vector of zeros. None for a sequence of
    /// numbers.
    /// </summary>
    public ImmutableArray<int> Ids { get; }

    /// <summary>The T × e numbers of a sequence that is not of words.</summary>
    public Option<Matrix> Numbers { get; }

    /// <summary>The true class, counted from 0.</summary>
    public Option<int> Label { get; }

    /// <summary>The user's own name for it.</summary>
    public Option<string> Id { get; init; }

    /// <summary>
    /// How many static features s stand beside the steps: they are the last s columns of one more step, the last.
    /// </summary>
    public int StaticSize { get; private init; }

    /// <summary>The user's own names for the static features (s), as they stand in tables; none where there are no
    /// names.</summary>
    public ImmutableArray<string> StaticNames { get; private init; } = [];

    /// <summary>
    /// The word of the text that each step is a piece of (T), where a tokenizer said so; else none, and each is a word
    /// of its own.
    /// </summary>
    public ImmutableArray<SourceWord> Sources { get; }

    /// <summary>The text that it was made of, where it was made of one.</summary>
    public Option<WrittenText> Written { get; private init; }

    /// <summary>The number of steps T, at least 1; static features count as one more.</summary>
    public int Length => Numbers.Match(numbers => numbers.Rows, () => Ids.Length);

    /// <summary>A sentence of at least one word.</summary>
    /// <exception cref="ArgumentException">There is no word, or not exactly one id per word, or an id below
    /// −1.</exception>
    public static Sentence Of(ImmutableArray<string> words, ImmutableArray<int> ids, Option<int> label)
    {
        if (words.Length == 0)
            throw new ArgumentException("a sentence has at least one word", nameof(words));
        if (words.Length != ids.Length)
            throw new ArgumentException($"{words.Length} words have {ids.Length} ids", nameof(ids));
        if (ids.Any(id => id < ZeroId))
            throw new ArgumentException("an id counts from 0, or is -1 for zeros", nameof(ids));
        return new Sentence(words, ids, Option<Matrix>.None, label, Option<string>.None, []);
    }

    /// <summary>The same with the word of the text that each step is a piece of.</summary>
    /// <exception cref="ArgumentException">There is not exactly one per step.</exception>
    public Sentence From(ImmutableArray<SourceWord> sources) =>
        sources.Length == Length
            ? new Sentence(Words, Ids, Numbers, Label, Id, sources)
            {
                StaticSize = StaticSize,
                StaticNames = StaticNames,
                Written = Written,
            }
            : throw new ArgumentException($"{Length} steps are of {sources.Length} words", nameof(sources));

    /// <summary>The same with the text that it was made of.</summary>
    /// <exception cref="ArgumentException">There is not exactly one part of the text per step.</exception>
    public Sentence WrittenAs(WrittenText written) =>
        written.Spans.Length == Length
            ? this with
            {
                Written = written,
            }
            : throw new ArgumentException($"{Length} steps have {written.Spans.Length} parts", nameof(written));

    /// <summary>The same with names for its static features.</summary>
    /// <exception cref="ArgumentException">There is not exactly one per static feature.</exception>
    public Sentence WithStaticNames(ImmutableArray<string> features) =>
        features.Length == StaticSize
            ? this with
            {
                StaticNames = features,
            }
            : throw new ArgumentException(
                $"{StaticSize} static features have {features.Length} names",
                nameof(features)
            );

    /// <summary>What a static feature, counted from 0, is called: its name, or its number where it has none.</summary>
    public string StaticName(int feature) =>
        StaticNames.IsEmpty ? feature.ToString(CultureInfo.InvariantCulture) : StaticNames[feature];

    /// <summary>A sequence of numbers (T × e), at least one step long.</summary>
    /// <exception cref="ArgumentException">There is no step.</exception>
    public static Sentence Of(Matrix numbers, Option<int> label) =>
        numbers.Rows > 0
            ? new Sentence([], [], numbers, label, Option<string>.None, [])
            : throw new ArgumentException("a sequence has at least one step", nameof(numbers));

    /// <summary>
    /// A sequence of numbers (T × e) and static features (s), as one matrix ((T + 1) × (e + s)): the features stand
    /// behind the last step, and zeros wherever one or the other has no numbers.
    /// </summary>
    /// <exception cref="ArgumentException">There is no step, or no static feature.</exception>
    public static Sentence Of(Matrix numbers, ImmutableArray<double> features, Option<int> label)
    {
        if (features.IsDefaultOrEmpty)
            throw new ArgumentException("there is one static feature at least", nameof(features));
        var steps = MatrixRows.SideBySide([numbers, Matrix.Zero(numbers.Rows, features.Length)]);
        var beside = MatrixRows.SideBySide([Matrix.Zero(1, numbers.Columns), Matrix.Of(1, features.Length, features)]);
        return numbers.Rows > 0
            ? Of(MatrixRows.Stack(steps.Columns, [steps, beside]), label) with
            {
                StaticSize = features.Length,
            }
            : throw new ArgumentException("a sequence has at least one step", nameof(numbers));
    }

    /// <summary>Some of its words or steps, counted from 0, with the label and the name of the whole.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Sentence At(ImmutableArray<int> steps)
    {
        if (steps.IsEmpty)
            throw new ArgumentException("of a sentence at least one step is read", nameof(steps));
        ImmutableArray<SourceWord> of = Sources.IsEmpty ? [] : [.. steps.Select(step => Sources[step])];
        var written = Written.Map(text => text with { Spans = [.. steps.Select(step => text.Spans[step])] });
        return Numbers.Match(
            numbers => new Sentence(Words, Ids, MatrixRows.Gather(numbers, steps.AsSpan()), Label, Id, of)
            {
                StaticSize = StaticSize,
                Written = written,
                StaticNames = StaticNames,
            },
            () =>
                new Sentence(
                    [.. steps.Select(step => Words[step])],
                    [.. steps.Select(step => Ids[step])],
                    Numbers,
                    Label,
                    Id,
                    of
                )
                {
                    Written = written,
                }
        );
    }

    /// <summary>Its first words or steps, with the label and the name of the whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not from 1 to that of the sentence.</exception>
    public Sentence Prefix(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        var of = Sources.IsEmpty ? Sources : Sources[..length];
        var first = Numbers.IsSome
            ? new Sentence(Words, Ids, Numbers.Map(numbers => numbers.Slice(0, length)), Label, Id, of)
            : new Sentence(Words[..length], Ids[..length], Numbers, Label, Id, of);
        return first with { Written = Written.Map(text => text with { Spans = text.Spans[..length] }) };
    }

    /// <summary>Two sentences are equal when words, ids, numbers, label, names and text are.</summary>
    public bool Equals(Sentence? other) =>
        other is not null
        && Words.AsSpan().SequenceEqual(other.Words.AsSpan())
        && Ids.AsSpan().SequenceEqual(other.Ids.AsSpan())
        && Numbers == other.Numbers
        && StaticSize == other.StaticSize
        && StaticNames.AsSpan().SequenceEqual(other.StaticNames.AsSpan())
        && Label == other.Label
        && Id == other.Id
        && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan())
        && Written == other.Written;

    /// <summary>A hash over length, first word and label.</summary>
    public override int GetHashCode() => HashCode.Combine(Length, Words.FirstOrDefault(), Label);

    /// <summary>The words with blanks between them.</summary>
    public override string ToString() => Numbers.Match(numbers => $"{numbers} numbers", () => string.Join(' ', Words));
}
