using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tokenizers;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>Turns what a file says into what a network reads.</summary>
/// <param name="Network">The network.</param>
/// <param name="Tokenisation">How plain text turns into its words.</param>
/// <param name="UnknownWord">What is done about a word that its vocabulary lacks.</param>
public sealed record SentenceEncoder(RecurrentNetwork Network, Tokenisation Tokenisation, UnknownWord UnknownWord)
{
    /// <summary>
    /// The id that fills sequences of ids up to one length, where one does; it is cut off at both of their ends.
    /// </summary>
    public Option<int> Filling { get; init; }

    /// <summary>The one length that the network wants sentences to have, where it does.</summary>
    public Option<Padding> Padding { get; init; }

    /// <summary>How long words and sentences may be.</summary>
    public ReadingLimits Limits { get; init; } = ReadingLimits.Default;

    /// <summary>What makes pieces of plain text, where that is not <see cref="Tokenisation"/>.</summary>
    public Option<Tokenizer> Tokenizer { get; init; }

    /// <summary>The sentence of a text, split and spelled as the vocabulary was.</summary>
    public Validation<Fault, Sentence> Text(string place, string text, Option<int> label) =>
        Tokenizer.Match(
            tokenizer => Network.ReadsNumbers ? Spelled(place, [], label) : Pieces(place, tokenizer, text, label),
            () => Found(place, text, label)
        );

    /// <summary>The sentence of these words, in the vocabulary's case.</summary>
    public Validation<Fault, Sentence> Words(string place, ImmutableArray<string> words, Option<int> label) =>
        words.IndexOf("") is var empty and >= 0
            ? new Fault(place, $"word {empty + 1} is empty", "leave it out")
            : Spelled(place, [.. words.Select(Tokenisation.Cased)], label);

    /// <summary>The sentence of these words as they stand.</summary>
    public Validation<Fault, Sentence> Spelled(string place, ImmutableArray<string> words, Option<int> label) =>
        Spelled(place, words, label, Option<WrittenText>.None);

    private Validation<Fault, Sentence> Found(string place, string text, Option<int> label)
    {
        var found = Tokenisation.Find(text);
        return Spelled(
            place,
            [.. found.Select(word => word.Word)],
            label,
            new WrittenText(text, [.. found.Select(word => word.Span)])
        );
    }

    private Validation<Fault, Sentence> Spelled(
        string place,
        ImmutableArray<string> words,
        Option<int> label,
        Option<WrittenText> written
    ) =>
        Network.ReadsNumbers
            ? new Fault(
                place,
                $"there are words, where the model reads {Network.InputSize} numbers at each step",
                "give sequences of numbers, or the vectors of words with --vectors"
            )
            : Within(place, words.Length)
                .Bind(_ => Within(place, words))
                .Bind(_ => Network.Vocabulary.Encode(place, words, label, UnknownWord))
                .Map(sentence => written.Match(sentence.WrittenAs, () => sentence))
                .Bind(sentence => Fitted(place, sentence));

    /// <summary>The sentence of the words with these numbers; what fills it up is cut off at both ends.</summary>
    public Validation<Fault, Sentence> Ids(string place, ImmutableArray<long> ids, Option<int> label)
    {
        var known = Network.Vocabulary.Words;
        if (Network.ReadsNumbers)
            return Spelled(place, [], label);
        var (first, end) = Filling.Match(
            filling => (ids.AsSpan().IndexOfAnyExcept(filling), ids.AsSpan().LastIndexOfAnyExcept(filling) + 1),
            () => (0, ids.Length)
        );
        if (end == 0)
            return new Fault(place, "there is no id besides padding", "give at least one");
        var kept = ids[first..end];
        var wrong = kept.AsSpan().IndexOfAnyExceptInRange(0, known.Length - 1);
        return wrong < 0
            ? Within(place, kept.Length)
                .Map(_ => Sentence.Of([.. kept.Select(id => known[(int)id])], [.. kept.Select(id => (int)id)], label))
                .Bind(sentence => Fitted(place, sentence))
            : new Fault(
                place,
                $"id {first + wrong + 1} is {kept[wrong]}, where a number from 0 to {known.Length - 1} is expected",
                "count words from 0, and say which id is padding"
            );
    }

    /// <summary>The sequence of these numbers (T × e), and of static features (s) where the model reads some.</summary>
    public Validation<Fault, Sentence> Numbers(
        string place,
        Matrix numbers,
        ImmutableArray<double> features,
        Option<int> label
    )
    {
        if (features.Length != Network.StaticSize)
            return new Fault(
                place,
                $"there are {features.Length} static features, where the model reads {Network.StaticSize}",
                Network.StaticSize == 0
                    ? "leave them out, or choose another model"
                    : "give them as \"static\": [0.5] in JSON lines, in columns static:NAME of a table, or as the "
                        + $"array static of shape N×{Network.StaticSize} in a .npz file"
            );
        var odd = features.IndexOf(features.FirstOrDefault(number => !double.IsFinite(number)));
        if (odd >= 0 && !double.IsFinite(features[odd]))
            return new Fault(
                $"{place}, static feature {odd}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is {features[odd]}, where a finite number is expected"
                ),
                "fill gaps before you explain"
            );
        return Steps(place, numbers, label)
            .Bind(steps => Unmasked(place, features.IsEmpty ? steps : Sentence.Of(numbers, features, label)));
    }

    /// <summary>The sequence of these numbers (T × e), for a model that reads no static features.</summary>
    public Validation<Fault, Sentence> Numbers(string place, Matrix numbers, Option<int> label) =>
        Numbers(place, numbers, [], label);

    private Validation<Fault, Sentence> Steps(string place, Matrix numbers, Option<int> label)
    {
        if (!Network.ReadsNumbers)
            return new Fault(
                place,
                "there are sequences of numbers, where the model reads words",
                "give text, words or the ids of words, or choose another model"
            );
        if (numbers.Rows == 0)
            return new Fault(place, "there is no step", "give at least one");
        if (numbers.Columns != Network.StepSize)
            return new Fault(
                place,
                $"there {(numbers.Columns == 1 ? "is 1 number" : $"are {numbers.Columns} numbers")} at each step, "
                    + $"where the model reads {Network.StepSize}",
                "give the features the model was trained with"
            );
        var wrong = Enumerable.Range(0, numbers.Rows).FirstOrDefault(row => FirstOddity(numbers.Row(row)) >= 0, -1);
        if (wrong < 0)
            return Within(place, numbers.Rows).Map(_ => Sentence.Of(numbers, label));
        var feature = FirstOddity(numbers.Row(wrong));
        return new Fault(
            $"{place}, step {wrong + 1}, feature {feature}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"it is {numbers[wrong, feature]}, where a finite number is expected"
            ),
            "fill gaps before you explain"
        );
    }

    /// <summary>
    /// The class of this name, or else of this number from 0; none where nothing stands, or for a regression.
    /// </summary>
    public Validation<Fault, Option<int>> Label(string place, string label)
    {
        if (label.Length == 0 || IsRegression)
            return Option<int>.None;
        var (classes, named) = (Network.Classes, Network.Classes.IndexOf(label));
        if (named >= 0)
            return Option<int>.Some(named);
        return
            int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < classes.Length
            ? Option<int>.Some(number)
            : new Fault(
                place,
                $"the label is \"{label}\", where the name of a class or its number "
                    + $"from 0 to {classes.Length - 1} is expected",
                $"the classes are {Listing.Of(classes)}"
            );
    }

    /// <summary>Whether labels are no classes: a network that decides between two classes has two scores.</summary>
    internal bool IsRegression => Network.Classes.Length == 1;

    // The ids are the tokenizer's; a piece that it has none for goes the way of unknown words.
    private Validation<Fault, Sentence> Pieces(string place, Tokenizer tokenizer, string text, Option<int> label) =>
        tokenizer
            .Split(place, text)
            .Bind(pieces =>
                pieces.IsEmpty
                    ? new Fault(place, "there is no piece", "give at least one word")
                    : Within(place, pieces.Length)
                        .Bind(_ => Validations.All(pieces.Select(piece => Id(place, piece))))
                        .Map(ids =>
                            Sentence
                                .Of([.. pieces.Select(piece => piece.Word)], ids, label)
                                .From(Tokenizers.Tokenizer.Wholes(text, pieces))
                                .WrittenAs(
                                    new WrittenText(
                                        text,
                                        [.. pieces.Select(piece => new TextSpan(piece.First, piece.End))]
                                    )
                                )
                        )
            )
            .Bind(sentence => Fitted(place, sentence));

    private Validation<Fault, int> Id(string place, Piece piece) =>
        piece.Id.Match(
            id =>
                id < Network.Embedding.Rows
                    ? id
                    : new Fault(
                        place,
                        $"the piece \"{piece.Word}\" has the id {id}, where the embedding has rows 0 to "
                            + $"{Network.Embedding.Rows - 1}",
                        "take the tokenizer and the model from the same training"
                    ),
            () => UnknownWord(place, piece.Word)
        );

    private Validation<Fault, Sentence> Fitted(string place, Sentence sentence) =>
        Padding.Match(
            padding =>
                Within($"{place}, with its padding", padding.Length)
                    .Bind(_ => padding.Fit(place, Network.Vocabulary, sentence))
                    .Bind(filled => Unmasked(place, filled)),
            () => Unmasked(place, sentence)
        );

    private Validation<Fault, Unit> Within(string place, int length) =>
        length <= Limits.Sentence
            ? Unit.Default
            : ReadingLimits.Exceeded(
                place,
                "it",
                $"{Limits.Sentence} {(Network.ReadsNumbers ? "steps" : "words")}",
                "sentence"
            );

    private Validation<Fault, Unit> Within(string place, ImmutableArray<string> words)
    {
        foreach (var (at, word) in words.Index())
            if (word.Length > Limits.Word)
                return ReadingLimits.Exceeded(place, $"word {at + 1}", $"{Limits.Word} characters", "word");
        return Unit.Default;
    }

    private Validation<Fault, Sentence> Unmasked(string place, Sentence sentence) =>
        Network.Mask.IsNone || Network.StepsRead(sentence).Length > (sentence.StaticSize > 0 ? 1 : 0)
            ? sentence
            : new Fault(
                place,
                $"all its {sentence.Length} steps are masked ({Network.Mask.ToSeq()[0]}), and nothing is left to read",
                "leave it out"
            );

    private static int FirstOddity(ReadOnlySpan<double> row)
    {
        var at = 0;
        while (at < row.Length && double.IsFinite(row[at]))
            at++;
        return at < row.Length ? at : -1;
    }
}
