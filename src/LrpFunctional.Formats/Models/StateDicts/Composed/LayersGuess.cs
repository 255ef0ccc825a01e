using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>
/// The layers that the modules of a state dict may make, in the order of the file: for the user to correct.
/// </summary>
internal static class LayersGuess
{
    private const string Placeless = ", and where it stands, names and shapes do not say";

    private static readonly ImmutableArray<string> Recurrent = [StateNames.Lstm, StateNames.Gru, StateNames.Rnn];

    /// <summary>Whether a module is one that only a list of layers has a place for.</summary>
    public static bool IsNeededFor(StateModule module) =>
        RecurrentModule.IsProjected(module)
        || KindOf(module) is "conv1d" or "batch_norm" or "layer_norm" or StateNames.Rnn;

    /// <summary>The fault of a network whose layers have to be listed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="modules">Its modules.</param>
    public static Fault Asked(string path, ImmutableArray<StateModule> modules)
    {
        var needed = modules.First(IsNeededFor);
        return new Fault(
            path,
            $"{needed.Name} is {Words(needed)}",
            $"save this as config.json beside it, or put it into the one there, and correct it: {ToJson(modules)}"
        );
    }

    private static string Words(StateModule module) =>
        KindOf(module) switch
        {
            _ when RecurrentModule.IsProjected(module) =>
                "an LSTM that projects its states (proj_size), which is read where a list of all layers names it",
            StateNames.Rnn => "an RNN, and whether its activation is tanh or relu, names and shapes do not say",
            "conv1d" => $"a Conv1d{Placeless}",
            "batch_norm" => $"a BatchNorm1d{Placeless}",
            _ => $"a LayerNorm, or another normalisation{Placeless}",
        };

    private static string? KindOf(StateModule module) =>
        module switch
        {
            _ when module.Has("running_mean") => "batch_norm",
            _ when module.IsLinear && module.Tensors.Count == 1 && IsEmbedding(module.Name) => LayerKind.Embedding,
            _ when module.IsLinear => "linear",
            _ when RecurrentModule.Is(module) => RecurrentModule
                .Of(module)
                .ToOption()
                .MatchUnsafe(found => found.Kind, () => null),
            _ => module.Shape(StateModule.Weight).Length switch
            {
                1 when module.Shape(StateModule.Weight).SequenceEqual(module.Shape(StateModule.Bias)) => "layer_norm",
                3 => "conv1d",
                _ => null,
            },
        };

    private static bool IsEmbedding(string module) =>
        module.Split('.')[^1].Contains("emb", StringComparison.OrdinalIgnoreCase);

    private static string ToJson(ImmutableArray<StateModule> modules)
    {
        ImmutableArray<(string Kind, string Module)> known =
        [
            .. from module in modules let kind = KindOf(module) where kind is not null select (kind, module.Name),
        ];
        var embedding = known.Where(layer => layer.Kind == LayerKind.Embedding).Take(1).ToImmutableArray();
        ImmutableArray<(string Kind, string Module)> rest = [.. known.Except(embedding)];
        var lastOfSteps = rest.Index()
            .LastOrDefault(layer => layer.Item.Kind == "conv1d" || Recurrent.Contains(layer.Item.Kind), (-1, default))
            .Index;
        var lastLinear = rest.Index().LastOrDefault(layer => layer.Item.Kind == "linear", (-1, default)).Index;
        var first = embedding.IsEmpty
            ? [$"{{\"{LayerKind.Input}\": {Inputs(modules)}}}"]
            : embedding.Select(layer => Entry(layer.Kind, layer.Module, ""));
        var layers = rest.Index()
            .SelectMany(layer =>
                new[]
                {
                    Entry(
                        layer.Item.Kind,
                        layer.Item.Module,
                        layer.Item.Kind == "conv1d" ? ", \"padding\": 0, \"activation\": \"relu\""
                            : layer.Item.Kind == StateNames.Rnn ? ", \"activation\": \"tanh\""
                            : layer.Item.Kind == "linear" && layer.Index < lastLinear ? ", \"activation\": \"relu\""
                            : ""
                    ),
                }.Concat(layer.Index == lastOfSteps ? ["{\"reading\": \"last_state\"}"] : [])
            );
        return $"{{\"layers\": [{string.Join(", ", first.Concat(layers))}]}}";
    }

    private static string Entry(string kind, string module, string settings) =>
        $"{{\"{kind}\": {Quoted(module)}{settings}}}";

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
                    StateNames.Lstm or StateNames.Gru or StateNames.Rnn => module.Shape("weight_ih_l0")[1],
                    "batch_norm" => module.Shape("running_mean") is [var units] ? units : 0,
                    _ => 0L,
                }
            )
            .FirstOrDefault(units => units > 0);
}
