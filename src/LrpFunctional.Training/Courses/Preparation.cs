using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Layers;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Training.Courses;

/// <summary>A lesson with all that it needs.</summary>
/// <param name="Recipe">The recipe, and what it makes a model of.</param>
/// <param name="Words">The words of the vocabulary, the unknown one first; none where numbers are read.</param>
/// <param name="Lesson">What is learned, and how.</param>
/// <param name="Start">The network before the first step.</param>
/// <param name="Judging">The sentences that the best epoch is chosen by; maybe none.</param>
public sealed record Preparation(
    ModelRecipe Recipe,
    ImmutableArray<string> Words,
    Lesson Lesson,
    Learner Start,
    ImmutableArray<Sentence> Judging
)
{
    private const string UnknownWord = "<unk>";

    private const int GeneratedToJudgeBy = 2500;

    /// <summary>The number that is wanted of each of <see cref="Judging"/>; none for classes.</summary>
    public ImmutableArray<double> Wanted { get; init; } = [];

    /// <summary>The lesson of a task whose sequences are made by the recipe's seed.</summary>
    /// <param name="recipe">The recipe, with its classes.</param>
    /// <param name="generation">The task, and how many sequences are learned.</param>
    public static Preparation Of(ModelRecipe recipe, Generation generation)
    {
        var (task, seed) = (generation.Task, recipe.Recipe.Seed);
        ImmutableArray<Example> examples =
        [
            .. task.Sequences(seed, Split.Learning, generation.Examples)
                .Select(made => new Example(made.Sentence, Matrix.Of(1, made.Wanted.Length, made.Wanted), 1)),
        ];
        var judging = task.Sequences(seed, Split.Judging, GeneratedToJudgeBy);
        var lesson = new Lesson(recipe.Recipe, examples, task.IsRegression ? Loss.SquaredError : Loss.CrossEntropy);
        return new Preparation(
            recipe,
            [],
            lesson,
            lesson.Start(Matrix.Zero(0, recipe.Features)),
            [.. judging.Select(made => made.Sentence)]
        )
        {
            Wanted = task.IsRegression ? [.. judging.Select(made => made.Wanted[0])] : [],
        };
    }

    /// <summary>The lesson of sentences, or what of recipe and sentences does not fit.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="source">Where the sentences come from, for messages.</param>
    /// <param name="data">What is learned.</param>
    /// <param name="judging">What the best epoch is chosen by, if anything is.</param>
    /// <param name="without">Sentences that are not learned, whatever the data hold.</param>
    /// <param name="vectors">Word vectors to start from, in place of random ones.</param>
    public static Validation<Fault, Preparation> Of(
        ModelRecipe recipe,
        string source,
        ReadSentences data,
        Option<ReadSentences> judging,
        ImmutableArray<ReadSentences> without,
        Option<WordVectors> vectors
    ) => Labels.Of(recipe).Bind(labels => Of(recipe, labels, source, data, judging, without, vectors));

    private static Validation<Fault, Preparation> Of(
        ModelRecipe recipe,
        Labels labels,
        string source,
        ReadSentences data,
        Option<ReadSentences> judging,
        ImmutableArray<ReadSentences> without,
        Option<WordVectors> vectors
    )
    {
        var reader = Reader(recipe);
        var (dev, wanted) = labels.ToJudgeBy([.. judging.ToSeq().SelectMany(read => read(reader, false))]);
        ImmutableArray<Sentence> left = [.. dev, .. without.SelectMany(read => read(reader, false))];
        var examples = recipe.ReadsWords
            ? OfWords(recipe, labels, reader, data, left)
            : OfNumbers(labels, reader, data);
        if (examples.IsEmpty)
            return new Fault(
                source,
                "there is no labelled sentence in it that is not kept to judge by",
                "give each sentence a label, and learn others than you judge by"
            );
        var prepared = recipe.ReadsWords
            ? InWords(recipe, labels, examples, dev, vectors)
            : InNumbers(recipe, labels, examples, dev);
        return prepared with { Wanted = wanted };
    }

    private static Preparation InNumbers(
        ModelRecipe recipe,
        Labels labels,
        ImmutableArray<Example> examples,
        ImmutableArray<Sentence> dev
    )
    {
        var lesson = new Lesson(recipe.Recipe, examples, labels.Loss);
        return new Preparation(recipe, [], lesson, lesson.Start(Matrix.Zero(0, recipe.Features)), dev);
    }

    /// <summary>How good a network is on the sentences to judge by, where there are such.</summary>
    public Option<Judgement> Judge(Learner learner, int threads) =>
        Judging.IsEmpty
            ? Option<Judgement>.None
            : Judged(Model(learner).Network.Predict(Judging, new ExplainOptions(threads, Precision.Bits64)));

    /// <summary>The model of a network.</summary>
    public StoredModel Model(Learner learner) => TrainedModel.Of(learner.Weights, Words, Config).OrThrow();

    private Judgement Judged(IEnumerable<Prediction> predictions) =>
        Wanted.IsEmpty ? Judgement.Of(predictions, Recipe.Config.Polarity) : Judgement.Of(predictions, Wanted);

    private ModelConfig Config => Recipe.ReadsWords ? Recipe.Config with { UnknownWord = Words[0] } : Recipe.Config;

    private static Preparation InWords(
        ModelRecipe recipe,
        Labels labels,
        ImmutableArray<Example> examples,
        ImmutableArray<Sentence> dev,
        Option<WordVectors> vectors
    )
    {
        var unknown = recipe.Config.UnknownWord.IfNone(UnknownWord);
        ImmutableArray<string> words =
        [
            .. ExampleSet
                .Words(examples.Select(example => example.Sentence))
                .Select(word => word.Word)
                .Concat(vectors.Match(known => known.Words, () => []))
                .Prepend(unknown)
                .Distinct(StringComparer.Ordinal),
        ];
        var ids = words.Index().ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
        Sentence Numbered(Sentence sentence) =>
            Sentence.Of(
                sentence.Words,
                [.. sentence.Words.Select(word => ids.GetValueOrDefault(word, 0))],
                sentence.Label
            );
        var lesson = new Lesson(
            recipe.Recipe,
            [.. examples.Select(example => example with { Sentence = Numbered(example.Sentence) })],
            labels.Loss
        )
        {
            UnknownWord = 0,
        };
        return new Preparation(
            recipe,
            words,
            lesson,
            lesson.Start(Table(lesson, words, recipe.Recipe.VectorSize, vectors)),
            [.. dev.Select(Numbered)]
        );
    }

    private static Matrix Table(Lesson lesson, ImmutableArray<string> words, int size, Option<WordVectors> vectors)
    {
        var random = lesson.RandomVectors(words.Length, size);
        return vectors.Match(
            known =>
            {
                var rows = known
                    .Words.Index()
                    .DistinctBy(word => word.Item, StringComparer.Ordinal)
                    .ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
                return MatrixRows.Stack(
                    size,
                    [
                        .. words.Select(
                            (word, row) =>
                                rows.TryGetValue(word, out var own) ? known.Vectors.Slice(own, 1) : random.Slice(row, 1)
                        ),
                    ]
                );
            },
            () => random
        );
    }

    private static ImmutableArray<Example> OfWords(
        ModelRecipe recipe,
        Labels labels,
        RecurrentNetwork reader,
        ReadSentences data,
        ImmutableArray<Sentence> without
    )
    {
        var whole = data(reader, false).Select(ExampleSet.Key).ToHashSet(StringComparer.Ordinal);
        return ExampleSet.Unique(
            data(reader, recipe.Phrases)
                .Select(sentence =>
                    (
                        sentence,
                        !recipe.Phrases || whole.Contains(ExampleSet.Key(sentence)) ? recipe.Recipe.WholeWeight : 1
                    )
                ),
            labels.Wanted,
            without
        );
    }

    private static ImmutableArray<Example> OfNumbers(Labels labels, RecurrentNetwork reader, ReadSentences data) =>
        [
            .. data(reader, false)
                .SelectMany(sentence =>
                    labels.Wanted(sentence).Map(wanted => new Example(sentence, wanted, 1)).ToSeq()
                ),
        ];

    // It is read with, and never run.
    private static RecurrentNetwork Reader(ModelRecipe recipe)
    {
        var size = recipe.ReadsWords ? 1 : recipe.Features;
        ImmutableArray<string> words = recipe.ReadsWords ? [recipe.Config.UnknownWord.IfNone(UnknownWord)] : [];
        var shape = recipe.Recipe.Architecture with { Units = 1, Layers = 1 };
        return RecurrentNetwork
            .Create(
                "recipe",
                words,
                Option<string>.None,
                recipe.Config.Classes,
                shape.Initial(size, recipe.Config.Classes.Length, 0) with
                {
                    Embedding = new Weight("vectors", Matrix.Zero(words.Length, size)),
                }
            )
            .OrThrow();
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Preparation? other) =>
        other is not null
        && Recipe == other.Recipe
        && Words.Same(other.Words)
        && Lesson == other.Lesson
        && Start == other.Start
        && Judging.Same(other.Judging)
        && Wanted.Same(other.Wanted);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Recipe, Words.Hash(), Judging.Hash());
}
