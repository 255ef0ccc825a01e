using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Networks;

/// <summary>What a model is: word vectors and layers. Once built, all its shapes fit.</summary>
public sealed record RecurrentNetwork
{
    private readonly InEachPrecision<ProjectionCache<double>, ProjectionCache<float>> _projections;
    private readonly Lazy<string> _hash;
    private readonly Option<RecurrentNetwork> _withoutMask;

    private RecurrentNetwork(
        Vocabulary vocabulary,
        ImmutableArray<string> classes,
        Matrix embedding,
        Composition composition,
        Option<Mask> mask,
        int staticSize
    )
    {
        Vocabulary = vocabulary;
        Classes = classes;
        Embedding = embedding;
        Composition = composition;
        Recurrent =
        [
            .. Layers
                .Select(layer => layer is StatefulLayer stateful ? stateful.Recurrent : layer)
                .OfType<RecurrentLayer>(),
        ];
        Mask = mask;
        _withoutMask = mask.Map(_ => new RecurrentNetwork(
            vocabulary,
            classes,
            embedding,
            composition,
            Option<Mask>.None,
            staticSize
        ));
        StaticSize = staticSize;
        _projections = new(() => Cache<double>(), () => Cache<float>());
        _hash = new(() => NetworkHash.Of(this));
    }

    /// <summary>The words, in the order of the embedding's rows; none for a network that reads numbers.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The names of the C classes, or of the outputs of a regression.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The word vectors (V × e); 0 × e for a network that reads numbers.</summary>
    public Matrix Embedding { get; }

    /// <summary>The layers and what each of them reads.</summary>
    public Composition Composition { get; }

    /// <summary>The layers, each after those that it reads; the last gives the scores.</summary>
    public ImmutableArray<ILayer> Layers => Composition.Layers;

    /// <summary>Those of them that are recurrent.</summary>
    public ImmutableArray<RecurrentLayer> Recurrent { get; }

    /// <summary>Which steps of a sentence are skipped, if any are.</summary>
    public Option<Mask> Mask { get; }

    /// <summary>Whether there is one vector of scores for each sequence, and not one at each of its steps.</summary>
    public bool GivesVectors => Composition.GivesVectors;

    /// <summary>
    /// The network of the scores at one position, counted from 0 among the steps that are read, or back from −1, the
    /// last; for a network that gives scores at each step.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network gives one vector of scores.</exception>
    public RecurrentNetwork At(int position) =>
        GivesVectors
            ? throw new InvalidOperationException("the network gives one vector of scores, and none at each position")
            : new(
                Vocabulary,
                Classes,
                Embedding,
                Composition.Read(new PositionReading(position, Classes.Length)),
                Mask,
                StaticSize
            );

    /// <summary>The network that reads words by these vectors (V × e), in place of the numbers that it reads.</summary>
    /// <exception cref="ArgumentException">It reads words, or static features, or vectors of another width; or there is
    /// not one vector for each word.</exception>
    internal RecurrentNetwork ReadingWords(Vocabulary vocabulary, Matrix vectors) =>
        ReadsNumbers
        && StaticSize == 0
        && vectors.Columns == InputSize
        && vectors.Rows > 0
        && vectors.Rows == vocabulary.Words.Length
            ? new(vocabulary, Classes, vectors, Composition, Mask, StaticSize)
            : throw new ArgumentException(
                $"{vocabulary.Words.Length} words have {vectors.Rows} vectors of {vectors.Columns} numbers, where a "
                    + $"network of {InputSize} numbers a step is to read them",
                nameof(vectors)
            );

    /// <summary>Whether sequences of numbers go in, and not words.</summary>
    public bool ReadsNumbers => Embedding.Rows == 0;

    /// <summary>
    /// The number e of numbers that go in at each step, with <see cref="StaticSize"/> columns of static features.
    /// </summary>
    public int InputSize => Embedding.Columns;

    /// <summary>How many static features go in beside the steps, as one more step behind the last.</summary>
    public int StaticSize { get; }

    /// <summary>How many numbers of a step go in, without the static features.</summary>
    public int StepSize => InputSize - StaticSize;

    /// <summary>
    /// SHA-256 over words, classes, kinds and numbers (64 hexadecimal digits): the same for the same network, whatever
    /// file it came in.
    /// </summary>
    public string Hash => _hash.Value;

    /// <summary>The steps of a sentence that are not skipped, counted from 0, in their order; maybe none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sentence holds an id that the embedding has no row
    /// for.</exception>
    public ImmutableArray<int> StepsRead(Sentence sentence) =>
        [
            .. Enumerable
                .Range(0, sentence.Length)
                .Where(step => !Mask.Exists(mask => !IsStatic(sentence, step) && Skips(mask, sentence, step))),
        ];

    /// <summary>Whether what stands at a step, counted from 0, are the static features.</summary>
    internal bool IsStatic(Sentence sentence, int step) => StaticSize > 0 && step == sentence.Length - 1;

    private bool Skips(Mask mask, Sentence sentence, int step) =>
        StaticSize == 0
            ? mask.Skips(Embedding, sentence, step)
            : sentence.Numbers.Exists(numbers =>
                mask.Skips(
                    Embedding,
                    Sentence.Of(MatrixRows.TakeColumns(numbers.Slice(step, 1), 0, StepSize), Option<int>.None),
                    0
                )
            );

    /// <summary>The network that reads every step it is given.</summary>
    internal RecurrentNetwork WithoutMask => _withoutMask.IfNone(this);

    /// <summary>
    /// A table of projected inputs with the given ids' rows and maybe more, or null if they are too many to keep.
    /// </summary>
    internal ProjectionTable<T>? Projections<T>(IEnumerable<ImmutableArray<int>> sequences, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ReadsProjections ? _projections.As<ProjectionCache<T>>().With(sequences, threads) : null;

    /// <summary>
    /// A table of projected inputs with the rows of a batch only, or null where the lowest layer reads none.
    /// </summary>
    internal ProjectionTable<T>? OwnProjections<T>(PackedBatch batch, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!ReadsProjections)
            return null;
        var table = new ProjectionTable<T>(VectorsOf(batch), Prepared<T>(), batch.Ids.Distinct().Count());
        return table.TryAdd([batch.Ids], threads) ? table : throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>The vectors that the ids of a batch count: its own numbers, or the word vectors.</summary>
    /// <exception cref="ArgumentException">The numbers have another number of features than the network
    /// reads.</exception>
    internal Matrix VectorsOf(PackedBatch batch)
    {
        var vectors = batch.Numbers.IfNone(Embedding);
        return vectors.Columns == InputSize
            ? vectors
            : throw new ArgumentException(
                $"the sequences have {vectors.Columns} features, where the network reads {InputSize}",
                nameof(batch)
            );
    }

    /// <summary>The network made of these parts, or every fault there is in them.</summary>
    /// <param name="source">The file or other place the words come from, for messages.</param>
    /// <param name="words">The words in the order of the embedding's rows.</param>
    /// <param name="unknownWord">The word that stands for all unknown ones, where there is one.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="weights">All weights.</param>
    public static Validation<Fault, RecurrentNetwork> Create(
        string source,
        ImmutableArray<string> words,
        Option<string> unknownWord,
        ImmutableArray<string> classes,
        NetworkWeights weights
    )
    {
        var input = new FlowShape(Strand.InRows(weights.Embedding.Values.Columns), weights.Steps);
        return (
            Composition.Create(input, weights.Layers),
            ScoresFit(weights.Output),
            weights.Embedding.Finite(),
            Vocabulary.Create(source, words, unknownWord),
            VocabularyFits(words, weights.Embedding),
            (
                StaticFits(weights),
                ClassesFit(classes, weights.Output),
                MaskFits(weights.Mask, weights.Embedding),
                StepsFit(weights.Steps)
            ).Apply((_, _, _, _) => Prelude.unit)
        ).Apply(
            (composition, _, table, vocabulary, _, _) =>
                new RecurrentNetwork(vocabulary, classes, table, composition, weights.Mask, weights.StaticSize)
        );
    }

    // A table of projected inputs is worth it where one recurrent layer with kernels reads the words, and nothing else.
    private Option<RecurrentLayer> Projecting =>
        Composition.ReadersOf(Composition.Input) is [var only]
        && Layers[only.Layer] is RecurrentLayer { HasKernels: true } lowest
            ? lowest
            : Option<RecurrentLayer>.None;

    private bool ReadsProjections => Projecting.IsSome;

    private ImmutableArray<PreparedCell<T>> Prepared<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Projecting.ToSeq().SelectMany(layer => layer.Prepared<T>())];

    private ProjectionCache<T> Cache<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Embedding, Prepared<T>());

    private static Validation<Fault, Unit> ScoresFit(Option<DenseWeights> output) =>
        Validations.Require(
            output.Exists(scores => scores.Activation == Activation.None),
            new Fault(
                "dense layers",
                "a last layer without an activation is expected",
                "explain the scores before softmax or sigmoid"
            )
        );

    private static Validation<Fault, Unit> VocabularyFits(ImmutableArray<string> words, Weight embedding) =>
        Validations.Require(
            words.Length == embedding.Values.Rows,
            new Fault(
                embedding.Name,
                $"there are {embedding.Values.Rows} rows, but the vocabulary has {words.Length} words",
                "take both from the same model"
            )
        );

    private static Validation<Fault, Unit> MaskFits(Option<Mask> mask, Weight embedding) =>
        Validations.Require(
            mask.ForAll(masked =>
                masked.Value.ForAll(double.IsFinite) && masked.Id.ForAll(id => id >= 0 && id < embedding.Values.Rows)
            ),
            new Fault(
                "mask",
                $"it names what is no id of the {embedding.Values.Rows} rows of the embedding, or no finite value",
                embedding.Values.Rows > 0 ? "count ids from 0" : "a network that reads numbers is masked by a value"
            )
        );

    private static Validation<Fault, Unit> StaticFits(NetworkWeights weights) =>
        Validations.Require(
            weights.StaticSize >= 0
                && (
                    weights.StaticSize == 0
                    || (weights.Embedding.Values.Rows == 0 && weights.StaticSize < weights.Embedding.Values.Columns)
                ),
            new Fault(
                "static features",
                $"there are {weights.StaticSize} beside {weights.Embedding.Values.Rows} words, of "
                    + $"{weights.Embedding.Values.Columns} columns in all, where a network of numbers is expected",
                "read numbers at each step, or no static features"
            )
        );

    private static Validation<Fault, Unit> StepsFit(Option<int> steps) =>
        Validations.Require(
            steps.ForAll(known => known > 0),
            new Fault(
                "sequences",
                $"they have {steps.IfNone(0)} steps, where one at least is expected",
                "name no length"
            )
        );

    private static Validation<Fault, Unit> ClassesFit(ImmutableArray<string> classes, Option<DenseWeights> output) =>
        Validations.Require(
            output.ForAll(scores => classes.Length == scores.Weights.Values.Rows && classes.Length > 0),
            new Fault(
                output.Match(scores => scores.Weights.Name, () => "output"),
                $"there are {output.Match(scores => scores.Weights.Values.Rows, () => 0)} rows, but "
                    + $"{classes.Length} classes are named",
                "name each class once"
            )
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(RecurrentNetwork? other) => other is not null && Hash == other.Hash;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Hash);
}
