using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>
/// Every argument of the constructors of Keras 2.0 to 2.15 and 3.0 to 3.12, for each class that is read, and what else
/// these write into a layer's configuration: each is read, has no effect on a prediction, is taken at its neutral
/// values only, or is refused.
/// </summary>
public sealed class KerasSettingsTests : IDisposable
{
    // Where stacked_lstm.keras has a dense layer below another.
    private const int Hidden = 4;

    private const string Read = "read";
    private const string NoEffect = "no effect";
    private const string Neutral = "neutral";
    private const string Refused = "refused";

    private const string Trained =
        "kernel_initializer bias_initializer kernel_regularizer bias_regularizer kernel_constraint bias_constraint";
    private const string RecurrentRead =
        "units activation recurrent_activation use_bias return_sequences go_backwards zero_output_for_mask";
    private const string RecurrentIdle =
        Trained
        + " recurrent_initializer recurrent_regularizer recurrent_constraint dropout recurrent_dropout seed "
        + "implementation unroll use_cudnn input_dim input_length";
    private const string RecurrentNeutral =
        "stateful return_state time_major num_constants lora_rank lora_alpha quantization_config";

    private readonly Sandbox _sandbox = new();

    /// <summary>For each class and effect the settings.</summary>
    private static readonly (string Class, string Effect, string Settings)[] Signatures =
    [
        ("InputLayer", NoEffect, "batch_input_shape batch_shape trainable"),
        ("InputLayer", Neutral, "dtype sparse ragged optional type_spec"),
        ("InputLayer", Refused, "shape input_shape batch_size input_tensor"),
        ("Embedding", Read, "input_dim output_dim mask_zero"),
        ("Embedding", NoEffect, "embeddings_initializer embeddings_regularizer embeddings_constraint input_length"),
        ("Embedding", Neutral, "sparse weights lora_rank lora_alpha quantization_config"),
        ("Masking", Read, "mask_value"),
        ("LSTM", Read, RecurrentRead),
        ("LSTM", NoEffect, RecurrentIdle + " unit_forget_bias"),
        ("LSTM", Neutral, RecurrentNeutral),
        ("LSTM", Refused, "reset_after cell"),
        ("GRU", Read, RecurrentRead + " reset_after"),
        ("GRU", NoEffect, RecurrentIdle),
        ("GRU", Neutral, RecurrentNeutral),
        ("GRU", Refused, "unit_forget_bias cell"),
        ("Bidirectional", Read, "layer backward_layer merge_mode"),
        ("Bidirectional", Neutral, "weights num_constants"),
        ("Bidirectional", Refused, "return_sequences stateful"),
        ("GlobalAveragePooling1D", Neutral, "data_format keepdims"),
        ("GlobalMaxPooling1D", Neutral, "data_format keepdims"),
        ("Dense", Read, "units activation use_bias"),
        ("Dense", NoEffect, Trained + " input_dim"),
        ("Dense", Neutral, "lora_rank lora_alpha quantization_config"),
        ("Activation", Read, "activation"),
        ("Softmax", Neutral, "axis"),
        ("ReLU", Neutral, "max_value negative_slope threshold"),
        ("ReLU", Refused, "alpha"),
        .. from kind in new[] { "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout" }
        select (kind, NoEffect, "rate stddev noise_shape seed"),
        ("SpatialDropout1D", Refused, "data_format"),
        ("ActivityRegularization", NoEffect, "l1 l2"),
    ];

    // What each layer has of its base class.
    private static readonly (string Effect, string Settings)[] Base =
    [
        (NoEffect, "trainable batch_input_shape batch_shape activity_regularizer"),
        (Neutral, "dtype dynamic"),
        (Refused, "autocast dtype_policy input_shape batch_size a_setting_of_keras_4"),
    ];

    public static TheoryData<string, string, string> Settings { get; } =
        Rows([
            .. Signatures,
            .. from kind in Signatures.Select(signature => signature.Class).Distinct()
            where kind != "InputLayer"
            from row in Base
            select (kind, row.Effect, row.Settings),
        ]);

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_setting_is_read_without_effect_neutral_or_refused_by_name(string kind, string setting, string effect)
    {
        var (plain, odd) = (
            Outcome(kind, _ => { }),
            new JsonNode[] { "odd", 7, true }
                .Select(value => Outcome(kind, config => config[setting] = value.DeepClone()))
                .ToArray()
        );
        Assert.DoesNotContain("Fault", plain, StringComparison.Ordinal);
        switch (effect)
        {
            case Read:
                Assert.Contains(odd, outcome => outcome != plain);
                break;
            case NoEffect:
                Assert.All(odd, outcome => Assert.Equal(plain, outcome));
                break;
            default:
                Assert.Contains($"({kind}): {setting} is \"odd\"", odd[0], StringComparison.Ordinal);
                Assert.Contains(
                    effect == Neutral ? "is expected" : "a setting that is not known",
                    odd[0],
                    StringComparison.Ordinal
                );
                break;
        }
    }

    [Fact]
    public void The_list_has_every_setting_that_is_let_through()
    {
        var listed = Settings
            .Where(row => (string)row[2] != Refused)
            .Select(row => $"{row[0]}.{row[1]} {row[2]}")
            .Order(StringComparer.Ordinal);
        var known =
            from kind in KerasSettings.OfClass
            where KerasClass.All.Append("InputLayer").Contains(kind.Key)
            from setting in kind.Value
            where setting.Key != "name"
            let effect = setting.Value.Effect switch
            {
                KerasEffect.Read => Read,
                KerasEffect.None => NoEffect,
                _ => Neutral,
            }
            select $"{kind.Key}.{setting.Key} {effect}";
        Assert.Equal(listed, known.Order(StringComparer.Ordinal));
        Assert.Equal(
            KerasClass
                .All.Append("InputLayer")
                .Concat(["Sequential", "Functional", "Model", "NotEqual", "Any"])
                .Order(StringComparer.Ordinal),
            KerasSettings.OfClass.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("LSTM", "stateful", "null")]
    [InlineData("GRU", "time_major", "false")]
    [InlineData("LSTM", "num_constants", "0")]
    [InlineData("GlobalAveragePooling1D", "data_format", "null")]
    [InlineData("GlobalMaxPooling1D", "data_format", "\"channels_last\"")]
    [InlineData("Softmax", "axis", "1")]
    [InlineData("Softmax", "axis", "[-1]")]
    [InlineData("ReLU", "max_value", "null")]
    [InlineData("ReLU", "negative_slope", "0.0")]
    [InlineData("Dense", "lora_rank", "null")]
    [InlineData("Dense", "quantization_config", "null")]
    [InlineData("Dense", "dtype", "\"mixed_float16\"")]
    [InlineData("Dense", "dtype", """{"class_name": "Policy", "config": {"name": "float64"}}""")]
    [InlineData("InputLayer", "dtype", "\"int32\"")]
    public void A_neutral_value_changes_nothing(string kind, string setting, string value) =>
        Assert.Equal(Outcome(kind, _ => { }), Outcome(kind, config => config[setting] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("ReLU", "max_value", "0")]
    [InlineData("ReLU", "negative_slope", "0.1")]
    [InlineData("Softmax", "axis", "0")]
    [InlineData("LSTM", "stateful", "true")]
    [InlineData(
        "Dense",
        "dtype",
        """{"class_name":"QuantizedDTypePolicy","config":{"mode":"int8","source_name":"float32"}}"""
    )]
    [InlineData("Dense", "lora_rank", "4")]
    [InlineData("GlobalMaxPooling1D", "keepdims", "true")]
    public void Another_value_is_refused_by_layer_setting_and_value(string kind, string setting, string value) =>
        Assert.Contains(
            $"({kind}): {setting} is {value[..Math.Min(value.Length, 40)]}",
            Outcome(kind, config => config[setting] = JsonNode.Parse(value)),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("go_faster", "true", "(LSTM): go_faster is true, a setting that is not known")]
    [InlineData(
        "registered_name",
        "\"mine>LSTM\"",
        "(LSTM): registered_name is mine>LSTM, where Keras' own LSTM is expected"
    )]
    public void What_is_said_of_a_layer_beside_its_settings_is_held_to_a_list_too(
        string name,
        string value,
        string problem
    ) =>
        Assert.Contains(
            problem,
            Outcome("LSTM", config => ((JsonObject)config.Parent!)[name] = JsonNode.Parse(value)),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_model_itself_is_held_to_a_list_too()
    {
        Assert.Contains(
            "steps is 3, a setting that is not known",
            Outcome("LSTM", config => config.Root["config"]!["steps"] = 3),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "steps is 3, a setting that is not known",
            Outcome("LSTM", config => config.Root["steps"] = 3),
            StringComparison.Ordinal
        );
    }

    private static TheoryData<string, string, string> Rows(
        IEnumerable<(string Class, string Effect, string Settings)> rows
    )
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (kind, effect, settings) in rows)
        {
            foreach (var setting in settings.Split(' '))
                data.Add(kind, setting, effect);
        }

        return data;
    }

    /// <summary>What a model with a changed layer of a class is: everything about it, or its faults.</summary>
    private string Outcome(string kind, Action<JsonObject> change)
    {
        var file = kind switch
        {
            "Bidirectional" => "stacked_lstm.keras",
            "ReLU" => "stacked_lstm.keras",
            "GlobalMaxPooling1D" => "max_pool.keras",
            _ => "mean_pool.keras",
        };
        File.Copy(Sandbox.Fixture("Keras", file), _sandbox.At(file), overwrite: true);
        using (var archive = ZipFile.Open(_sandbox.At(file), ZipArchiveMode.Update))
        {
            JsonObject model;
            using (var stream = archive.GetEntry("config.json")!.Open())
                model = JsonNode.Parse(stream)!.AsObject();
            change(Layer(model["config"]!["layers"]!.AsArray(), kind));
            archive.GetEntry("config.json")!.Delete();
            using var text = new StreamWriter(archive.CreateEntry("config.json").Open());
            text.Write(
                model.ToJsonString(
                    new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
                )
            );
        }

        try
        {
            var (config, tensors) = KerasModel.Read(_sandbox.At(file));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{config.ToJson()} {string.Join(", ", tensors.OrderBy(tensor => tensor.Key).Select(tensor => $"{tensor.Key} {tensor.Value.Values.GetHashCode()}"))}"
            );
        }
        catch (FaultException exception)
        {
            return $"Fault: {exception.Message}";
        }
    }

    /// <summary>
    /// The settings of the first layer of a class; one that the model lacks is put in where it may stand.
    /// </summary>
    private static JsonObject Layer(JsonArray layers, string kind)
    {
        var found = layers.FirstOrDefault(layer => (string?)layer!["class_name"] == kind);
        if (found is not null)
            return found["config"]!.AsObject();
        var config = kind switch
        {
            "Masking" => new JsonObject { ["name"] = "new", ["mask_value"] = 0.5 },
            "Activation" => new JsonObject { ["name"] = "new", ["activation"] = "softmax" },
            _ => new JsonObject { ["name"] = "new" },
        };
        var place = kind switch
        {
            "ReLU" => Hidden + 1,
            "Activation" or "Softmax" => layers.Count,
            _ => 2,
        };
        layers.Insert(place, new JsonObject { ["class_name"] = kind, ["config"] = config });
        if (kind == "ReLU")
            layers[Hidden]!["config"]!["activation"] = "linear";
        return config;
    }
}
