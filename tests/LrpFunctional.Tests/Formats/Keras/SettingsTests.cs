using System.Text.Json.Nodes;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Formats.Models.Keras.Compositions;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Each setting of <see cref="KnownSettings"/> is read as the list says.</summary>
public sealed class SettingsTests
{
    [Theory]
    [MemberData(nameof(KnownSettings.All), MemberType = typeof(KnownSettings))]
    public void A_setting_is_read_without_effect_neutral_or_refused_by_name(string kind, string setting, string effect)
    {
        var (plain, odd) = (
            ChangedLayer.Of(kind, _ => { }),
            new JsonNode[] { "odd", 7, true }
                .Select(value => ChangedLayer.Of(kind, config => config[setting] = value.DeepClone()))
                .ToArray()
        );
        Assert.DoesNotContain("Fault", plain, StringComparison.Ordinal);
        switch (effect)
        {
            case KnownSettings.Read:
                Assert.Contains(odd, outcome => outcome != plain);
                break;
            case KnownSettings.NoEffect:
                Assert.All(odd, outcome => Assert.Equal(plain, outcome));
                break;
            default:
                Assert.Contains($"({kind}): {setting} is \"odd\"", odd[0], StringComparison.Ordinal);
                Assert.Contains(
                    effect == KnownSettings.Neutral ? "is expected" : "a setting that is not known",
                    odd[0],
                    StringComparison.Ordinal
                );
                break;
        }
    }

    [Fact]
    public void The_list_has_every_setting_that_is_let_through()
    {
        var listed = KnownSettings
            .All.Where(row => (string)row[2] != KnownSettings.Refused)
            .Select(row => $"{row[0]}.{row[1]} {row[2]}")
            .Order(StringComparer.Ordinal);
        var known =
            from kind in KerasSettings.OfClass
            where KerasClass.All.Append("InputLayer").Contains(kind.Key)
            from setting in kind.Value
            where setting.Key != "name"
            let effect = setting.Value.Effect switch
            {
                KerasEffect.Read => KnownSettings.Read,
                KerasEffect.None => KnownSettings.NoEffect,
                _ => KnownSettings.Neutral,
            }
            select $"{kind.Key}.{setting.Key} {effect}";
        Assert.Equal(listed, known.Order(StringComparer.Ordinal));
        Assert.Equal(
            KerasClass
                .All.Append("InputLayer")
                .Concat(["Sequential", "Functional", "Model", "NotEqual", "Any"])
                .Concat(KerasLayers.OfCompositions)
                .Concat(["TextVectorization", "Conv2D", "MaxPooling2D", "AveragePooling2D", "RNN"])
                .Concat(["GlobalMaxPooling2D", "GlobalAveragePooling2D"])
                .Order(StringComparer.Ordinal),
            KerasSettings.OfClass.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_table_of_layers_names_every_class_and_every_function_that_is_read()
    {
        var document = File.ReadAllText(Repository.At("src", "LrpFunctional.Formats", "README.md"));
        var table = document.Split("### Layers of Keras")[1].Split("\n#")[0];
        Assert.All(
            KerasUnread.Read.Concat(KerasOperation.Classes).Concat(KerasOperation.OfFunctions),
            name => Assert.Contains($"`{name}`", table, StringComparison.Ordinal)
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
        Assert.Equal(
            ChangedLayer.Of(kind, _ => { }),
            ChangedLayer.Of(kind, config => config[setting] = JsonNode.Parse(value))
        );

    [Theory]
    [InlineData("ReLU", "max_value", "0")]
    [InlineData("ReLU", "threshold", "0.1")]
    [InlineData("Softmax", "axis", "0")]
    [InlineData("LSTM", "stateful", "true")]
    [InlineData(
        "Dense",
        "dtype",
        """{"class_name":"QuantizedDTypePolicy","config":{"mode":"int8","source_name":"float32"}}"""
    )]
    [InlineData("Dense", "lora_rank", "4")]
    [InlineData("GlobalMaxPooling1D", "data_format", "\"channels_first\"")]
    public void Another_value_is_refused_by_layer_setting_and_value(string kind, string setting, string value) =>
        Assert.Contains(
            $"({kind}): {setting} is {value[..Math.Min(value.Length, 40)]}",
            ChangedLayer.Of(kind, config => config[setting] = JsonNode.Parse(value)),
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
            ChangedLayer.Of("LSTM", config => ((JsonObject)config.Parent!)[name] = JsonNode.Parse(value)),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_model_itself_is_held_to_a_list_too()
    {
        Assert.Contains(
            "steps is 3, a setting that is not known",
            ChangedLayer.Of("LSTM", config => config.Root["config"]!["steps"] = 3),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "steps is 3, a setting that is not known",
            ChangedLayer.Of("LSTM", config => config.Root["steps"] = 3),
            StringComparison.Ordinal
        );
    }
}
