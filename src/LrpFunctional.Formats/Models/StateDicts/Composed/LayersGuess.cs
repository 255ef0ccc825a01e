using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>
/// The layers that the modules of a state dict may make, in the order of the file: for the user to correct.
/// </summary>
internal static class LayersGuess
{
    private static readonly ImmutableArray<string> OfSteps =
    [
        LayerKind.SelfAttention,
        StateNames.Lstm,
        StateNames.Gru,
        StateNames.Rnn,
        "conv1d",
        "max_pool",
        "average_pool",
    ];

    // What Keras calls layers without weights, where the user does not.
    private static readonly ImmutableArray<(string Begin, GuessedLayer Layer)> Weightless =
    [
        ("max_pooling1d", new("max_pool", "2", "")),
        ("average_pooling1d", new("average_pool", "2", "")),
        ("global_max_pooling1d", new("reading", Quoted("max"), "")),
        ("global_average_pooling1d", new("reading", Quoted("mean"), "")),
        ("flatten", new("flatten", Quoted("steps_first"), "")),
        ("activation", new("activation", Quoted("relu"), "")),
    ];

    /// <summary>Whether a module is one that only a list of layers has a place for.</summary>
    public static bool IsNeededFor(StateModule module) =>
        RecurrentModule.IsProjected(module)
        || RecurrentModule.IsCell(module)
        || KindOf(module) is "conv1d" or "batch_norm" or "layer_norm" or StateNames.Rnn or LayerKind.SelfAttention;

    /// <summary>The fault of a network whose layers have to be listed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="modules">Its modules.</param>
    /// <param name="conventions">What is meant where a listed layer says nothing.</param>
    public static Fault Asked(string path, ImmutableArray<StateModule> modules, LayerConventions conventions)
    {
        var needed = modules.First(IsNeededFor);
        return new Fault(
            path,
            $"{needed.Name} is {Words(needed, conventions)}",
            "save this as config.json beside it, or put it into the one there, and correct it: "
                + ToJson(modules, conventions)
        );
    }

    /// <summary>
    /// The fault of a network of numbers whose first linear layer reads more than the states have; none of another.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="modules">Its modules.</param>
    /// <param name="conventions">What is meant where a listed layer says nothing.</param>
    public static Option<Fault> AskedForMore(
        string path,
        ImmutableArray<StateModule> modules,
        LayerConventions conventions
    )
    {
        var known = Known(modules, conventions);
        return known.Any(layer => layer.Kind == LayerKind.Embedding)
            ? Option<Fault>.None
            : Joining(known)
                .Map(join => new Fault(
                    path,
                    $"{join.Linear.Name} reads {join.Linear.Columns} numbers, where the states have "
                        + $"{join.Linear.Columns - join.More}, and what else it reads, names and shapes do not say",
                    "if these are static features, save this as config.json beside it, or put it into the one there, "
                        + $"and correct it: {ToJson(modules, conventions)}"
                ));
    }

    // The first linear layer behind the states, and how many numbers it reads that these do not have.
    private static Option<(int At, StateModule Linear, long More)> Joining(ImmutableArray<GuessedLayer> layers)
    {
        var top = layers.Index().LastOrDefault(layer => OfSteps.Contains(layer.Item.Kind), (-1, default!)).Index;
        var linear = layers.Index().Skip(top + 1).FirstOrDefault(layer => layer.Item.Kind == "linear", (-1, default!));
        return from states in top < 0 ? Option<StateModule>.None : layers[top].Module
            from found in RecurrentModule.Is(states) ? RecurrentModule.Of(states).ToOption() : default
            from module in linear.Index < 0 ? Option<StateModule>.None : linear.Item.Module
            let more = module.Columns - found.Outputs
            where more > 0 && layers[top..linear.Index].All(layer => layer.Kind != "flatten")
            select (linear.Index, module, more);
    }

    private static string Words(StateModule module, LayerConventions conventions) =>
        KindOf(module) switch
        {
            _ when RecurrentModule.IsProjected(module) =>
                "an LSTM that projects its states (proj_size), which is read where a list of all layers names it",
            { } kind when RecurrentModule.IsCell(module) =>
                $"{Cell(kind)} in a loop of the program's own; a loop from the first step to the last is read where a list "
                    + "of all layers names it",
            LayerKind.SelfAttention =>
                "a MultiheadAttention: that of a sequence to itself, without a mask and with batch_first, is read where a "
                    + "list of all layers says its heads",
            StateNames.Rnn => "an RNN, and whether its activation is tanh or relu, names and shapes do not say",
            "conv1d" => $"a Conv1d, and {conventions.Open}",
            "batch_norm" => $"a BatchNorm1d, and {conventions.Open}",
            _ => $"a LayerNorm, or another normalisation, and {conventions.Open}",
        };

    private static string? KindOf(StateModule module) =>
        module switch
        {
            _ when module.Has("running_mean") => "batch_norm",
            _ when module.IsLinear && module.Tensors.Count == 1 && IsEmbedding(module.Name) => LayerKind.Embedding,
            _ when module.IsLinear => "linear",
            _ when module.Has("in_proj_weight") => LayerKind.SelfAttention,
            _ when RecurrentModule.Is(RecurrentModule.OfCell(module)) => RecurrentModule
                .Of(RecurrentModule.OfCell(module))
                .ToOption()
                .MatchUnsafe(found => found.Kind, () => null),
            _ => module.Shape(StateModule.Weight).Length switch
            {
                1 when module.Shape(StateModule.Weight).SequenceEqual(module.Shape(StateModule.Bias)) => "layer_norm",
                3 => "conv1d",
                _ => null,
            },
        };

    private static string Cell(string kind) =>
        kind switch
        {
            StateNames.Lstm => "an LSTMCell",
            StateNames.Gru => "a GRUCell",
            _ => "an RNNCell",
        };

    private static bool IsEmbedding(string module) =>
        module.Split('.')[^1].Contains("emb", StringComparison.OrdinalIgnoreCase);

    private static string ToJson(ImmutableArray<StateModule> modules, LayerConventions conventions)
    {
        var known = Known(modules, conventions);
        var embedding = known.Where(layer => layer.Kind == LayerKind.Embedding).Take(1).ToImmutableArray();
        ImmutableArray<GuessedLayer> rest = [.. known.Except(embedding)];
        var joining = embedding.IsEmpty ? Joining(rest) : Option<(int At, StateModule Linear, long More)>.None;
        var lastOfSteps = rest.Index().LastOrDefault(layer => OfSteps.Contains(layer.Item.Kind), (-1, default!)).Index;
        var lastLinear = rest.Index().LastOrDefault(layer => layer.Item.Kind == "linear", (-1, default!)).Index;
        var isRead = rest.Skip(lastOfSteps + 1).Any(layer => layer.Kind is "reading" or "flatten");
        var first = embedding.IsEmpty
            ?
            [
                $"{{\"{LayerKind.Input}\": {Inputs(modules)}"
                    + joining.Map(join => $", \"{LayerKind.Static}\": {join.More}").IfNone("")
                    + "}",
            ]
            : embedding.Select(layer => layer.Json);
        IEnumerable<GuessedLayer> Behind(int at) =>
            at == lastOfSteps && !isRead ? [new GuessedLayer("reading", Quoted("last_state"), "")] : [];
        IEnumerable<GuessedLayer> Listed(int from, int to) =>
            rest.Index()
                .Skip(from)
                .Take(to - from)
                .SelectMany(layer =>
                    Behind(layer.Index)
                        .Prepend(
                            layer.Item.Kind == "linear" && layer.Index < lastLinear
                                ? layer.Item with
                                {
                                    Settings = ", \"activation\": \"relu\"",
                                }
                                : layer.Item
                        )
                );
        var layers = joining.Match(
            join => Joined([.. Listed(0, join.At)]).Concat(Listed(join.At, rest.Length)),
            () => Listed(0, rest.Length)
        );
        return $"{{\"layers\": [{string.Join(", ", first.Concat(layers.Select(layer => layer.Json)))}]}}";
    }

    // What was made last, joined by the static features.
    private static ImmutableArray<GuessedLayer> Joined(ImmutableArray<GuessedLayer> layers) =>
        [
            .. layers[..^1],
            layers[^1] with
            {
                Settings = $"{layers[^1].Settings}, \"name\": \"read\"",
            },
            new GuessedLayer("concatenation", $"[\"read\", \"{LayerKind.Static}\"]", ""),
        ];

    // In the order of the file's layers, where it has one beyond that of its tensors.
    private static ImmutableArray<GuessedLayer> Known(ImmutableArray<StateModule> modules, LayerConventions conventions)
    {
        GuessedLayer Of(string kind, StateModule module) =>
            new(kind, Quoted(module.Name), conventions.Proposed.GetValueOrDefault(kind, "")) { Module = module };
        var weightless = conventions
            .Order.Where(name => modules.All(module => module.Name != name))
            .SelectMany(name =>
                Weightless
                    .Where(layer => name.StartsWith(layer.Begin, StringComparison.Ordinal))
                    .Take(1)
                    .Select(layer => (At: conventions.Order.IndexOf(name), layer.Layer))
            );
        return
        [
            .. modules
                .Where(module => !module.Name.EndsWith($".{StateAttention.Output}", StringComparison.Ordinal))
                .Select(module => (At: conventions.Order.IndexOf(module.Name), Kind: KindOf(module), Module: module))
                .Where(module => module.Kind is not null)
                .Select(module => (module.At, Of(module.Kind!, module.Module)))
                .Concat(weightless)
                .OrderBy(layer => layer.At)
                .Select(layer => layer.Item2),
        ];
    }

    private static string Quoted(string name) =>
        $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    // How many numbers a step has that the first module reads which reads any.
    private static long Inputs(ImmutableArray<StateModule> modules) =>
        modules
            .Select(module =>
                KindOf(module) switch
                {
                    "conv1d" => module.Shape(StateModule.Weight)[1],
                    "linear" => module.Columns,
                    StateNames.Lstm or StateNames.Gru or StateNames.Rnn => RecurrentModule
                        .OfCell(module)
                        .Shape("weight_ih_l0")[1],
                    LayerKind.SelfAttention => module.Shape("in_proj_weight") is [_, var units] ? units : 0,
                    "batch_norm" => module.Shape("running_mean") is [var units] ? units : 0,
                    _ => 0L,
                }
            )
            .FirstOrDefault(units => units > 0);
}
