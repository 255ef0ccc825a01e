using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Networks;

/// <summary>A sentence classifier: word vectors, a recurrent layer, a readout. Once built, all its shapes fit.</summary>
public sealed record RecurrentNetwork
{
    private readonly Packed<ProjectionCache<double>, ProjectionCache<float>> _projections;

    private RecurrentNetwork(Vocabulary vocabulary, ImmutableArray<string> classes, Matrix embedding, RecurrentLayer layer, Readout readout)
    {
        Vocabulary = vocabulary;
        Classes = classes;
        Embedding = embedding;
        Layer = layer;
        Readout = readout;
        _projections = new(() => Cache<double>(), () => Cache<float>());
    }

    /// <summary>The words, in the order of the embedding's rows.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The names of the C classes.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The word vectors (V × e).</summary>
    public Matrix Embedding { get; }

    /// <summary>What reads the word vectors.</summary>
    public RecurrentLayer Layer { get; }

    /// <summary>What scores the classes.</summary>
    public Readout Readout { get; }

    /// <summary>A table of projected inputs with the given ids' rows and maybe more, or null if they are too many to keep.</summary>
    internal ProjectionTable<T>? Projections<T>(IEnumerable<ImmutableArray<int>> sequences, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _projections.As<ProjectionCache<T>>().With(sequences, threads);

    /// <summary>A table of projected inputs with the rows of the given ids only.</summary>
    internal ProjectionTable<T> OwnProjections<T>(ImmutableArray<int> ids, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var table = new ProjectionTable<T>(Embedding, Panels<T>(), ids.Distinct().Count());
        return table.TryAdd([ids], threads) ? table : throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>The network made of these parts, or every fault there is in them.</summary>
    /// <param name="source">The file or other place the words come from, for messages.</param>
    /// <param name="words">The words in the order of the embedding's rows.</param>
    /// <param name="unknownWord">The word that stands for all unknown ones, where there is one.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="weights">All weights.</param>
    public static Validation<Fault, RecurrentNetwork> Create(
        string source, ImmutableArray<string> words, Option<string> unknownWord, ImmutableArray<string> classes, NetworkWeights weights)
    {
        var embedding = weights.Embedding.Values;
        var units = weights.Directions.Select(cell => cell.Recurrent.Values.Columns).ToImmutableArray();
        return (DirectionsOf(weights),
                Validations.All(weights.Directions.Select(cell => LstmCell.Create(embedding.Columns, cell))),
                Readout.Create(units, weights.Output, weights.OutputBias),
                weights.Embedding.Finite(),
                Vocabulary.Create(source, words, unknownWord),
                VocabularyFits(words, weights.Embedding),
                ClassesFit(classes, weights.Output))
            .Apply((_, cells, readout, table, vocabulary, _, _) => new RecurrentNetwork(vocabulary, classes, table, new RecurrentLayer(cells), readout));
    }

    private ImmutableArray<CellPanels<T>> Panels<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Layer.Cells.Select(directed => directed.Cell.Panels<T>())];

    private ProjectionCache<T> Cache<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Embedding, Panels<T>());

    private static Validation<Fault, Unit> DirectionsOf(NetworkWeights weights) => Validations.Require(
        weights.Directions.Length is 1 or 2,
        new Fault("recurrent layer", $"there are {weights.Directions.Length} directions, where one or two are expected", "give the weights of one or two directions"));

    private static Validation<Fault, Unit> VocabularyFits(ImmutableArray<string> words, Weight embedding) => Validations.Require(
        words.Length == embedding.Values.Rows,
        new Fault(embedding.Name, $"there are {embedding.Values.Rows} rows, but the vocabulary has {words.Length} words", "take both from the same model"));

    private static Validation<Fault, Unit> ClassesFit(ImmutableArray<string> classes, Weight output) => Validations.Require(
        classes.Length == output.Values.Rows && classes.Length > 0,
        new Fault(output.Name, $"there are {output.Values.Rows} rows, but {classes.Length} classes are named", "name each class once"));
}
