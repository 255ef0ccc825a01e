using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using LrpFunctional.Formats.Models.StateDicts.Composed;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models;

/// <summary>What a model's tensors do not say.</summary>
/// <param name="Classes">The names of the classes; empty stands for their numbers.</param>
/// <param name="UnknownWord">The word of the vocabulary that stands for all unknown ones.</param>
/// <param name="Tokenisation">How plain text turns into words.</param>
/// <param name="Polarity">Which classes count as negative and positive, where they do.</param>
/// <param name="Architecture">How the tensors work together.</param>
/// <param name="Task">What one output is for, where it is said.</param>
/// <param name="Names">For a tensor or a module under its name here (as in <see cref="StateNames"/>), its name in the
/// file, where that is another.</param>
public sealed partial record ModelConfig(
    ImmutableArray<string> Classes,
    Option<string> UnknownWord,
    Tokenisation Tokenisation,
    Option<Polarity> Polarity,
    Architecture Architecture,
    Option<NetworkTask> Task,
    ImmutableDictionary<string, string> Names
)
{
    private const int KeysTold = 4;

    private static readonly Context Json = new(
        new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowDuplicateProperties = false,
            WriteIndented = true,
            IndentSize = 2,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    private static readonly Words<Reading> Readings = new(
        ("last_state", Reading.LastState),
        ("last_position", Reading.LastPosition),
        ("first_position", Reading.FirstPosition),
        ("mean", Reading.Mean),
        ("max", Reading.Max),
        ("attention", Reading.Attention)
    );

    private static readonly Words<Activation> Activations = new(
        ("none", Activation.None),
        ("tanh", Activation.Tanh),
        ("relu", Activation.Relu)
    );

    private static readonly Words<Probabilities> Ends = new(
        ("none", Probabilities.None),
        ("softmax", Probabilities.Softmax),
        ("sigmoid", Probabilities.Sigmoid)
    );

    private static readonly Words<NetworkTask> Tasks = new(
        ("regression", NetworkTask.Regression),
        ("binary", NetworkTask.Binary)
    );

    private static readonly Words<Side> Sides = new(("left", Side.Left), ("right", Side.Right));

    private static readonly Words<bool> Resets = new(("reset_after", false), ("reset_before", true));

    /// <summary>The one length that all sentences have, where they have.</summary>
    public Option<Padding> Padding { get; init; }

    /// <summary>The layers of a state dict one by one, where the other settings do not describe it.</summary>
    internal ImmutableArray<LayerSetting> Layers { get; init; } = [];

    /// <summary>What is meant where there is no configuration.</summary>
    public static ModelConfig Default { get; } =
        new(
            [],
            Option<string>.None,
            Tokenisation.Blanks,
            Option<Polarity>.None,
            Architecture.Default,
            Option<NetworkTask>.None,
            ImmutableDictionary<string, string>.Empty
        );

    /// <summary>The reading of this name, or that there is none.</summary>
    internal static Validation<Fault, Reading> ReadingOf(string place, string name) =>
        Readings.Parse(place, "reading", name, Reading.LastState);

    /// <summary>What a reading is called in config.json.</summary>
    internal static string NameOf(Reading reading) => Readings.Name(reading);

    /// <summary>What an activation is called in config.json.</summary>
    internal static string NameOf(Activation activation) => Activations.Name(activation);

    /// <summary>What an end is called in config.json.</summary>
    internal static string NameOf(Probabilities end) => Ends.Name(end);

    /// <summary>What a task is called in config.json.</summary>
    internal static string NameOf(NetworkTask task) => Tasks.Name(task);

    /// <summary>The configuration in a file; every setting may be left out, none may be unknown.</summary>
    public static Validation<Fault, ModelConfig> Read(string path) =>
        Read(path, fault => fault).Map(read => read.Config);

    /// <summary>The configuration in a file, and what is noted about it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="foreign">What becomes of a file that is another program's: a note, or the fault.</param>
    internal static Validation<Fault, (ModelConfig Config, ImmutableArray<string> Notes)> Read(
        string path,
        Func<Fault, Validation<Fault, string>> foreign
    ) =>
        Edge.Read(path, () => Edge.Text(path))
            .Bind(text =>
                Parse(path, text)
                    .Match(
                        config => (config, ImmutableArray<string>.Empty),
                        faults =>
                            Foreign(path, text)
                                .Match(
                                    fault => foreign(fault).Map(note => (Default, ImmutableArray.Create(note))),
                                    () => Validation<Fault, (ModelConfig, ImmutableArray<string>)>.Fail(faults)
                                )
                    )
            );

    /// <summary>The configuration as JSON.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            new Stored(
                Classes.IsEmpty ? null : [.. Classes],
                UnknownWord.MatchUnsafe(word => word, () => null),
                new StoredTokenisation(Tokenisation.Scheme, Tokenisation.LowerCase),
                Polarity.MatchUnsafe(
                    polarity => new StoredPolarity([.. polarity.Negative], [.. polarity.Positive]),
                    () => null
                ),
                Architecture.GateOrder.MatchUnsafe(order => order, () => null),
                Architecture.Gates.MatchUnsafe(gate => new StoredGate(gate.Slope, gate.Offset), () => null),
                Architecture.ResetsBefore ? Resets.Name(true) : null,
                Architecture.Reading == Reading.LastState ? null : Readings.Name(Architecture.Reading),
                Architecture.Attention.IsEmpty ? null : [.. Architecture.Attention.Select(Activations.Name)],
                Architecture.Dense.IsEmpty ? null : [.. Architecture.Dense.Select(Activations.Name)],
                Architecture.HasOneBias ? true : null,
                Architecture.Probabilities == Probabilities.None ? null : Ends.Name(Architecture.Probabilities),
                Architecture.Mask.MatchUnsafe(StoredMask.Of, () => null),
                Task.MatchUnsafe(Tasks.Name, () => null),
                Names.IsEmpty ? null : new SortedDictionary<string, string>(Names, StringComparer.Ordinal),
                Padding.MatchUnsafe(StoredPadding.Of, () => null),
                Layers.IsEmpty ? null : [.. Layers.Select(layer => layer.Json)]
            ),
            Json.Stored
        ) + "\n";

    private static Option<Fault> Foreign(string path, string text)
    {
        var keys = ForeignJson.Keys(text, Json.Stored.Properties.Select(property => property.Name));
        if (keys.IsEmpty)
            return Option<Fault>.None;
        var some = string.Join(", ", keys.Length > KeysTold ? [.. keys.Take(KeysTold), "…"] : keys);
        return new Fault(
            path,
            $"it is another program's, with none of the settings of lrp, but {some}",
            "put it elsewhere, and write the settings that the README of Formats lists, or {}"
        );
    }

    internal static Validation<Fault, ModelConfig> Parse(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.Stored) is { } stored
                ? Check(path, stored)
                : new Fault(path, "it holds null, where a JSON object is expected", "write at least {}");
        }
        catch (JsonException exception)
        {
            return new Fault(
                path,
                ForeignJson.IsTwice(text)
                    ? $"a setting is there twice, at {exception.Path ?? "$"}"
                    : $"it is not understood at {exception.Path ?? "$"}, line {exception.LineNumber + 1}",
                "write a JSON object with the settings that the README of Formats lists, or some of them"
            );
        }
    }

    private static Validation<Fault, ModelConfig> Check(string path, Stored stored)
    {
        var tokenisation = stored.Tokenisation is { } split
            ? new Tokenisation(split.Scheme ?? "", split.LowerCase)
            : Tokenisation.Blanks;
        return (
            Validations.Require(
                Tokenisation.Schemes.Contains(tokenisation.Scheme),
                new Fault(
                    path,
                    $"the tokenisation scheme is \"{tokenisation.Scheme}\", "
                        + $"where {string.Join(" or ", Tokenisation.Schemes)} is expected",
                    "choose one of them"
                )
            ),
            Validations.Require(
                stored.Classes?.All(name => name is not null) ?? true,
                new Fault(path, "a class has no name", "name each class, or leave the setting out")
            ),
            Validations.Require(
                stored.Classes?.Distinct(StringComparer.Ordinal).Count() == stored.Classes?.Length,
                new Fault(path, "two classes have the same name", "give each class a name of its own")
            ),
            Of(path, stored),
            Prelude
                .Optional(stored.Task)
                .Map(name => Tasks.Parse(path, "task", name, NetworkTask.Regression))
                .Sequence(),
            (Of(path, stored.Padding), LayersOf(path, stored)).Apply((padding, layers) => (padding, layers))
        ).Apply(
            (_, _, _, architecture, task, beside) =>
                new ModelConfig(
                    [.. stored.Classes ?? []],
                    Prelude.Optional(stored.UnknownWord),
                    tokenisation,
                    Prelude
                        .Optional(stored.Polarity)
                        .Map(groups => new Polarity([.. groups.Negative ?? []], [.. groups.Positive ?? []])),
                    architecture,
                    task,
                    stored.Names is { } names
                        ? names.ToImmutableDictionary(StringComparer.Ordinal)
                        : ImmutableDictionary<string, string>.Empty
                )
                {
                    Padding = beside.padding,
                    Layers = beside.layers,
                }
        );
    }

    // Layers one by one leave nothing for the settings that describe a chain.
    private static Validation<Fault, ImmutableArray<LayerSetting>> LayersOf(string path, Stored stored)
    {
        if (stored.Layers is null)
            return ImmutableArray<LayerSetting>.Empty;
        ImmutableArray<(string Name, bool IsThere)> others =
        [
            ("gate_order", stored.GateOrder is not null),
            ("hard_sigmoid", stored.HardSigmoid is not null),
            ("gru", stored.Gru is not null),
            ("reading", stored.Reading is not null),
            ("attention", stored.Attention is not null),
            ("dense", stored.Dense is not null),
            ("one_bias", stored.OneBias is not null),
            ("names", stored.Names is not null),
        ];
        var both = others.Where(other => other.IsThere).Select(other => other.Name).ToImmutableArray();
        return (
            Validations.Require(
                both.IsEmpty && stored.Layers.Length > 0,
                new Fault(
                    path,
                    both.IsEmpty
                        ? "layers is empty"
                        : $"layers is there, and {string.Join(", ", both)}, which describe a network without it",
                    "say all of the network's layers under layers, or leave it out"
                )
            ),
            LayerSetting.All(path, [.. stored.Layers])
        ).Apply((_, layers) => layers);
    }

    private static Validation<Fault, Option<Padding>> Of(string path, StoredPadding? stored)
    {
        if (stored is null)
            return Option<Padding>.None;
        if (stored is not { Length: { } length and >= 1, Side: { } side, Id: { } id and >= 0 })
        {
            return new Fault(
                path,
                "padding has no length of 1 or more, no side, or no id of 0 or more",
                "write for example {\"length\": 200, \"side\": \"left\", \"id\": 0, \"truncate\": \"left\"}"
            );
        }

        return (
            Sides.Parse(path, "side of padding", side, Side.Left),
            Prelude
                .Optional(stored.Truncate)
                .Match(
                    name => Sides.Parse(path, "truncate of padding", name, Side.Left).Map(Option<Side>.Some),
                    () => Option<Side>.None
                )
        ).Apply((filled, cut) => Option<Padding>.Some(new Padding(length, filled, id, cut)));
    }

    private static Validation<Fault, Architecture> Of(string path, Stored stored) =>
        (
            Validations.Require(
                stored.GateOrder is null || GateOrder.IsOne(stored.GateOrder),
                new Fault(
                    path,
                    $"gate_order is \"{stored.GateOrder}\", where the letters i, f, g, o (LSTM) or r, z, n "
                        + "(GRU) in some order are expected",
                    "write for example \"ifgo\""
                )
            ),
            Validations.Require(
                stored.HardSigmoid is null
                    || (
                        double.IsFinite(stored.HardSigmoid.Slope)
                        && stored.HardSigmoid.Slope > 0
                        && double.IsFinite(stored.HardSigmoid.Offset)
                    ),
                new Fault(
                    path,
                    "hard_sigmoid has no slope above 0, or no finite offset",
                    "write for example {\"slope\": 0.2, \"offset\": 0.5}"
                )
            ),
            Resets.Parse(path, "gru", stored.Gru, false),
            Readings.Parse(path, "reading", stored.Reading, Reading.LastState),
            Validations.All(
                (stored.Attention ?? []).Select(name => Activations.Parse(path, "attention", name, Activation.None))
            ),
            Validations.All(
                (stored.Dense ?? []).Select(name => Activations.Parse(path, "dense", name, Activation.None))
            ),
            (
                Ends.Parse(path, "probabilities", stored.Probabilities, Probabilities.None),
                StoredMask.Parse(path, stored.Mask)
            ).Apply((end, mask) => (end, mask))
        ).Apply(
            (_, _, resetsBefore, reading, attention, dense, last) =>
                new Architecture(
                    Prelude.Optional(stored.GateOrder),
                    Prelude.Optional(stored.HardSigmoid).Map(gate => new HardSigmoid(gate.Slope, gate.Offset)),
                    resetsBefore,
                    reading,
                    attention,
                    dense,
                    stored.OneBias ?? false,
                    last.end
                )
                {
                    Mask = last.mask,
                }
        );

    // Made when the program is built: nothing is looked up by reflection.
    [JsonSerializable(typeof(Stored))]
    private sealed partial class Context : JsonSerializerContext;

    private sealed record Stored(
        string[]? Classes,
        string? UnknownWord,
        StoredTokenisation? Tokenisation,
        StoredPolarity? Polarity,
        string? GateOrder,
        StoredGate? HardSigmoid,
        string? Gru,
        string? Reading,
        string[]? Attention,
        string[]? Dense,
        bool? OneBias,
        string? Probabilities,
        StoredMask? Mask,
        string? Task,
        SortedDictionary<string, string>? Names,
        StoredPadding? Padding,
        JsonElement[]? Layers
    );

    private sealed record StoredTokenisation(string? Scheme, bool LowerCase);

    private sealed record StoredPolarity(int[]? Negative, int[]? Positive);

    private sealed record StoredGate(double Slope, double Offset);

    /// <summary>What is skipped: the words of an id, or the steps whose numbers are all one value.</summary>
    private sealed record StoredMask(int? Id, double? Value)
    {
        public static StoredMask Of(Mask mask) => new(mask.Id.ToNullable(), mask.Value.ToNullable());

        public static Validation<Fault, Option<Mask>> Parse(string path, StoredMask? stored) =>
            stored switch
            {
                null => Option<Mask>.None,
                { Id: { } id, Value: null } => Prelude.Some(Mask.OfId(id)),
                { Id: null, Value: { } value } => Prelude.Some(Mask.OfValue(value)),
                _ => new Fault(
                    path,
                    "mask has neither an id nor a value, or both",
                    "write {\"id\": 0}, or {\"value\": 0.0} for a network that reads numbers"
                ),
            };
    }

    private sealed record StoredPadding(int? Length, string? Side, int? Id, string? Truncate)
    {
        public static StoredPadding Of(Padding padding) =>
            new(
                padding.Length,
                Sides.Name(padding.Side),
                padding.Id,
                padding.Truncate.MatchUnsafe(Sides.Name, () => null)
            );
    }

    /// <summary>What the values of a setting are called.</summary>
    private sealed class Words<T>(params ImmutableArray<(string Name, T Value)> words)
        where T : notnull
    {
        public string Name(T value) => words.First(word => word.Value.Equals(value)).Name;

        public Validation<Fault, T> Parse(string path, string setting, string? name, T otherwise)
        {
            if (name is null)
                return otherwise;
            var named = words.Where(word => word.Name == name).ToSeq();
            return named.IsEmpty
                ? new Fault(
                    path,
                    $"{setting} is \"{name}\", where {string.Join(", ", words.Select(word => word.Name))} is expected",
                    "choose one of them"
                )
                : named[0].Value;
        }
    }
}
