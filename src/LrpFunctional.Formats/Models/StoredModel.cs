using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Formats.Tokenizers;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// A model as it was read: the network, what its files say beside it, and its tensors in their own types.
/// </summary>
public sealed record StoredModel
{
    private StoredModel(
        string layout,
        ModelConfig config,
        bool hasWords,
        bool isBinary,
        ImmutableDictionary<string, Tensor> stored,
        ImmutableDictionary<string, Tensor> tensors,
        RecurrentNetwork network
    )
    {
        Stored = stored;
        Layout = layout;
        Config = config;
        HasWords = hasWords;
        IsBinary = isBinary;
        Tensors = tensors;
        Network = network;
    }

    /// <summary>The layout of the files it was read from.</summary>
    public string Layout { get; }

    /// <summary>What the tensors do not say; the gate order is that of the files.</summary>
    public ModelConfig Config { get; }

    /// <summary>
    /// Whether there is a vocabulary; a word network without one takes the number of an embedding row for its word.
    /// </summary>
    public bool HasWords { get; private init; }

    /// <summary>Whether its words have their vectors from a file of their own, and its origin reads numbers.</summary>
    public bool HasVectors { get; private init; }

    /// <summary>Whether one output decides between two classes: the network then has the scores −s and s.</summary>
    public bool IsBinary { get; }

    /// <summary>How many outputs the model's origin has.</summary>
    public int OriginOutputs => IsBinary ? 1 : Network.Classes.Length;

    /// <summary>
    /// How many rows of the embedding a vocabulary of ids gives no word; they are called by their number, as in
    /// &lt;0&gt;.
    /// </summary>
    public int RowsWithoutWord =>
        Network.Vocabulary.Words.Index().Count(row => row.Item == VocabularyFile.Nameless(row.Index));

    /// <summary>
    /// The tensors under their names in <see cref="StateNames"/>, gate blocks in the order i, f, g, o or r, z, n; each
    /// tensor knows its place in the files.
    /// </summary>
    public ImmutableDictionary<string, Tensor> Tensors { get; }

    /// <summary>The tensors under those names with their gate blocks as the files have them.</summary>
    internal ImmutableDictionary<string, Tensor> Stored { get; }

    /// <summary>The network they make.</summary>
    public RecurrentNetwork Network { get; private init; }

    /// <summary>How many steps every sequence has, where all have the same number.</summary>
    public Option<int> Steps { get; private init; }

    /// <summary>What the graph wants of its caller and gives, where the model comes from one.</summary>
    public Option<GraphSignature> Graph { get; init; }

    /// <summary>What makes pieces of plain text, where that is a tokenizer's file.</summary>
    public Option<Tokenizer> Tokenizer { get; init; }

    /// <summary>What a reader should know of how the files were read.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The model made of these parts, or every fault in them.</summary>
    /// <param name="layout">The name of the layout.</param>
    /// <param name="vocabularyPath">The vocabulary's file, for messages.</param>
    /// <param name="words">The vocabulary, where there is one.</param>
    /// <param name="config">What the tensors do not say.</param>
    /// <param name="stored">The tensors under their names in <see cref="StateNames"/>, gate blocks in the order that
    /// <paramref name="config"/> gives.</param>
    internal static Validation<Fault, StoredModel> Create(
        string layout,
        string vocabularyPath,
        Option<RowWords> words,
        ModelConfig config,
        ImmutableDictionary<string, Tensor> stored
    )
    {
        var architecture = config.Architecture;
        var cells = Cells(stored);
        ImmutableArray<string> dense =
        [
            .. architecture.Dense.Select((_, at) => StateNames.Dense(at)),
            StateNames.Output,
        ];
        ImmutableArray<string> attention =
        [
            .. Enumerable.Range(0, architecture.Attention.Length + 1).Select(StateNames.Attention),
        ];
        var linear = architecture.Reading == Reading.Attention ? dense.AddRange(attention) : dense;
        ImmutableArray<string> required =
        [
            .. cells.SelectMany(layer => layer.SelectMany(cell => new[] { cell.Names.Input, cell.Names.Recurrent })),
            .. linear.Select(StateNames.Weight),
        ];
        var known = required
            .Concat(cells.SelectMany(layer => layer.SelectMany(cell => cell.Names.All)))
            .Concat(linear.Select(StateNames.Bias))
            .Append(StateNames.Embedding)
            .ToImmutableHashSet();
        var missing = (
            cells.IsEmpty ? required.Add(StateNames.Cell(StateNames.Lstm, 0, Direction.LeftToRight).Input) : required
        )
            .Where(name => !stored.ContainsKey(name))
            .Select(name => new Fault(
                name,
                "the tensor is missing",
                "export the whole network, or say in config.json under names what the file calls it"
            ));
        var halves = architecture.HasOneBias
            ? []
            : cells
                .SelectMany(layer => layer)
                .SelectMany(cell => HalfBias(stored, cell.Names))
                .Select(name => new Fault(
                    name,
                    "the tensor is missing, while the cell's other bias is there",
                    "export the whole network, or say \"one_bias\": true in config.json"
                ));
        var surplus = stored
            .Where(tensor => !known.Contains(tensor.Key))
            .Select(tensor => new Fault(
                tensor.Value.Place,
                "the tensor is not expected in a network as config.json describes it, and leaving it out "
                    + "would explain another network",
                "describe the network's dense and attention layers in config.json, or export a network "
                    + "without this tensor"
            ));
        var faults = missing
            .Concat(halves)
            .Concat(surplus)
            .OrderBy(fault => fault.Where, StringComparer.Ordinal)
            .Take(Validations.MostFaults)
            .ToSeq();
        if (!faults.IsEmpty)
            return Validation<Fault, StoredModel>.Fail(faults);

        // Names fit: now the numbers are read.
        var numbers = Validations.All(
            stored
                .Values.OrderBy(tensor => tensor.Place, StringComparer.Ordinal)
                .Select(tensor => Edge.Read(tensor.Place, () => tensor.Values))
        );
        return from _ in numbers
            from tensors in InStandardOrder(cells, architecture, stored)
            let scoring = architecture.Reading == Reading.Attention ? attention : []
            let weights = Weights(cells, architecture, tensors, dense, scoring)
            from model in Of(layout, vocabularyPath, words, config, weights, stored, tensors)
            select model;
    }

    /// <summary>The model of a network that its file composes, or every fault in it.</summary>
    /// <param name="layout">The name of the layout.</param>
    /// <param name="vocabularyPath">The vocabulary's file, for messages.</param>
    /// <param name="words">The vocabulary, where there is one.</param>
    /// <param name="config">What is said beside the network.</param>
    /// <param name="tensors">The tensors of the file under its own names.</param>
    /// <param name="weights">The network.</param>
    internal static Validation<Fault, StoredModel> Compose(
        string layout,
        string vocabularyPath,
        Option<RowWords> words,
        ModelConfig config,
        ImmutableDictionary<string, Tensor> tensors,
        NetworkWeights weights
    ) =>
        Of(layout, vocabularyPath, words, config, weights, tensors, tensors)
            .Map(model => model with { IsComposed = true });

    /// <summary>
    /// The model of the scores at one position, counted from 0, or back from −1; for one that gives scores at each.
    /// </summary>
    /// <exception cref="InvalidOperationException">It gives one vector of scores.</exception>
    public StoredModel At(int position) => this with { Network = Network.At(position) };

    /// <summary>The model of words in place of numbers.</summary>
    /// <param name="network">The network that reads them.</param>
    /// <param name="note">Where their vectors come from.</param>
    internal StoredModel ReadingWords(RecurrentNetwork network, string note) =>
        this with
        {
            Network = network,
            HasWords = true,
            HasVectors = true,
            Notes = Notes.Add(note),
        };

    /// <summary>Whether its file composes its layers in its own way, which a state dict has no names for.</summary>
    public bool IsComposed { get; private init; }

    private static Validation<Fault, StoredModel> Of(
        string layout,
        string vocabularyPath,
        Option<RowWords> words,
        ModelConfig config,
        NetworkWeights weights,
        ImmutableDictionary<string, Tensor> stored,
        ImmutableDictionary<string, Tensor> tensors
    )
    {
        var output = (DenseWeights)weights.Layers[^1].Weights;
        return from isBinary in SingleOutput.IsBinary(output, config)
            let scores = isBinary ? SingleOutput.OfTwoClasses(output) : output
            let classes = config.Classes.IsEmpty ? Numbers(scores.Weights.Values.Rows) : config.Classes
            from all in words.IfNone(() => count => Numbers(count))(weights.Embedding.Values.Rows)
            from network in RecurrentNetwork.Create(
                vocabularyPath,
                all,
                config.UnknownWord,
                classes,
                weights.WithOutput(scores)
            )
            from fits in (PolarityFits(config, network), PaddingFits(config, network)).Apply((polarity, _) => polarity)
            select new StoredModel(layout, config, words.IsSome, isBinary, stored, tensors, network)
            {
                Steps = weights.Steps,
            };
    }

    /// <summary>The same words with tensors understood in another way, or every fault in that.</summary>
    internal Validation<Fault, StoredModel> Understood(
        Architecture architecture,
        ImmutableDictionary<string, Tensor> stored
    ) =>
        Create(
            Layout,
            ModelFiles.Vocabulary,
            (RowWords)(_ => Network.Vocabulary.Words),
            Config with
            {
                Architecture = architecture,
            },
            stored
        );

    /// <summary>Whether a cell has one bias vector, and not two or none.</summary>
    internal static bool HasOneBias(ImmutableDictionary<string, Tensor> stored) =>
        Cells(stored).SelectMany(layer => layer).Any(cell => HalfBias(stored, cell.Names).Any());

    /// <summary>The bias that is missing where only the other is there.</summary>
    private static IEnumerable<string> HalfBias(
        ImmutableDictionary<string, Tensor> stored,
        StateNames.CellNames names
    ) =>
        stored.ContainsKey(names.InputBias) == stored.ContainsKey(names.RecurrentBias)
            ? []
            : [stored.ContainsKey(names.InputBias) ? names.RecurrentBias : names.InputBias];

    /// <summary>The layers whose tensors are there, counted up from 0 until one has none.</summary>
    private static ImmutableArray<ImmutableArray<NamedCell>> Cells(ImmutableDictionary<string, Tensor> stored)
    {
        ImmutableArray<NamedCell> Layer(int at) =>
            [
                .. from direction in StateNames.Directions
                from kind in new[] { StateNames.Lstm, StateNames.Gru }
                let names = StateNames.Cell(kind, at, direction)
                where stored.ContainsKey(names.Input) || stored.ContainsKey(names.Recurrent)
                select new NamedCell(kind, direction, names),
            ];
        return [.. Enumerable.Range(0, stored.Count).Select(Layer).TakeWhile(layer => !layer.IsEmpty)];
    }

    private static Validation<Fault, ImmutableDictionary<string, Tensor>> InStandardOrder(
        ImmutableArray<ImmutableArray<NamedCell>> layers,
        Architecture architecture,
        ImmutableDictionary<string, Tensor> stored
    )
    {
        var all = layers.SelectMany(layer => layer).ToImmutableArray();
        var misplaced = architecture.GateOrder.Filter(order =>
            !all.Any(cell => GateOrder.IsOneOf(cell.Standard, order))
        );
        if (misplaced.IsSome)
        {
            return new Fault(
                "config.json",
                $"gate_order is \"{misplaced.IfNone("")}\", "
                    + $"where the letters {string.Join(", ", all[0].Standard.AsEnumerable())} of a network of "
                    + $"{all[0].Kind} cells are expected",
                "leave it out for PyTorch's order"
            );
        }

        var moved =
            from cell in all
            let order = architecture
                .GateOrder.Filter(order => GateOrder.IsOneOf(cell.Standard, order))
                .IfNone(cell.Standard)
            from name in cell.Names.Blocks
            where stored.ContainsKey(name)
            select KeyValuePair.Create(name, GateOrder.ToStandard(cell.Standard, order, stored[name]));
        return stored.SetItems(moved);
    }

    private static NetworkWeights Weights(
        ImmutableArray<ImmutableArray<NamedCell>> layers,
        Architecture architecture,
        ImmutableDictionary<string, Tensor> tensors,
        ImmutableArray<string> dense,
        ImmutableArray<string> attention
    )
    {
        Weight Of(string name) => new(tensors[name].Place, tensors[name].Values);
        Option<Weight> Maybe(string name) => tensors.ContainsKey(name) ? Of(name) : Option<Weight>.None;
        CellWeights Cell(NamedCell cell) =>
            new(
                cell.Kind == StateNames.Lstm ? CellKind.Lstm
                    : architecture.ResetsBefore ? CellKind.GruResetBefore
                    : CellKind.GruResetAfter,
                cell.Direction,
                Of(cell.Names.Input),
                Of(cell.Names.Recurrent),
                Maybe(cell.Names.InputBias),
                Maybe(cell.Names.RecurrentBias),
                Maybe(cell.Names.InitialHidden),
                Maybe(cell.Names.InitialCell),
                architecture.Gates
            );
        ImmutableArray<DenseWeights> Dense(ImmutableArray<string> modules, ImmutableArray<Activation> activations) =>
            [
                .. modules.Select(
                    (module, at) =>
                        new DenseWeights(
                            Of(StateNames.Weight(module)),
                            Maybe(StateNames.Bias(module)),
                            at < activations.Length ? activations[at] : Activation.None
                        )
                ),
            ];
        return NetworkWeights.Chain(
            Maybe(StateNames.Embedding)
                .IfNone(() => new Weight("input", Matrix.Zero(0, tensors[layers[0][0].Names.Input].Values.Columns))),
            [
                .. layers.Select(layer => new RecurrentWeights([.. layer.Select(Cell)])),
                new ReadingWeights(architecture.Reading, Dense(attention, architecture.Attention)),
                .. Dense(dense, architecture.Dense),
            ]
        ) with
        {
            Mask = architecture.Mask,
        };
    }

    private static ImmutableArray<string> Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(index => $"{index}")];

    private static Validation<Fault, Unit> PolarityFits(ModelConfig config, RecurrentNetwork network) =>
        Validations.Require(
            config.Polarity.ForAll(polarity =>
                polarity.Negative.Concat(polarity.Positive).All(index => index >= 0 && index < network.Classes.Length)
            ),
            new Fault(
                "config.json",
                $"polarity names a class that is none of 0 to {network.Classes.Length - 1}",
                "name classes by their numbers from 0"
            )
        );

    private static Validation<Fault, Unit> PaddingFits(ModelConfig config, RecurrentNetwork network) =>
        config.Padding.Match(
            padding =>
                network.ReadsNumbers
                    ? new Fault(
                        "config.json",
                        "there is a padding of words, where the model reads numbers",
                        "leave it out, and fill up the sequences in the data"
                    )
                    : Validations.Require(
                        padding.Id < network.Embedding.Rows,
                        new Fault(
                            "config.json",
                            $"padding has the id {padding.Id}, where 0 to {network.Embedding.Rows - 1} is expected",
                            "name a row of the embedding"
                        )
                    ),
            () => Unit.Default
        );

    private sealed record NamedCell(string Kind, Direction Direction, StateNames.CellNames Names)
    {
        public string Standard => GateOrder.Of(Kind);
    }
}
