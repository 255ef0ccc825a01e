using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Weights that Keras saved without the model: config.json lists the layers that names do not tell.</summary>
public sealed class ListedWeightsTests : IDisposable
{
    private const string Folder = "KerasCompositions";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void What_is_proposed_for_weights_alone_describes_the_network_once_it_is_corrected()
    {
        var proposed = Proposed("weights_listed");
        Assert.Equal(
            """{"layers": [{"input": 5}, {"conv1d": "conv1d", "padding": "valid", "activation": "relu"}, """
                + """{"max_pool": 2}, {"batch_norm": "batch_normalization", "epsilon": 0.001}, """
                + """{"rnn": "bidirectional", "activation": "tanh"}, """
                + """{"gru": "gru", "activation": "tanh", "gates": "sigmoid"}, {"reading": "last_state"}, """
                + """{"layer_norm": "layer_normalization", "epsilon": 0.001}, """
                + """{"linear": "dense", "activation": "relu"}, {"linear": "dense_1"}]}""",
            proposed
        );
        Assert.InRange(Difference("weights_listed", proposed.Replace("valid", "same")), 0, 1e-12);
        Assert.InRange(Difference("weights_listed", proposed), 0.01, double.MaxValue);
    }

    [Fact]
    public void Gates_of_old_versions_are_proposed_and_functions_can_be_others()
    {
        var proposed = Proposed("weights_old");
        Assert.Contains("\"gates\": \"hard_sigmoid\"", proposed);
        Assert.Contains("{\"reading\": \"max\"}", proposed);
        var corrected = proposed
            .Replace("\"padding\": \"valid\", \"activation\": \"relu\"", "\"padding\": \"causal\", \"dilation\": 2")
            .Replace("\"activation\": \"tanh\"", "\"activation\": \"relu\"")
            .Replace("\"dilation\": 2", "\"dilation\": 2, \"activation\": \"tanh\"");
        Assert.InRange(Difference("weights_old", corrected), 0, 1e-12);
        Assert.InRange(Difference("weights_old", corrected.Replace("hard_sigmoid", "sigmoid")), 0.001, double.MaxValue);
    }

    [Fact]
    public void What_a_list_leaves_out_is_as_keras_has_it_and_no_file_of_pytorch_says_so()
    {
        var plain = Proposed("weights_listed")
            .Replace("valid", "same")
            .Replace(", \"epsilon\": 0.001", "")
            .Replace(", \"activation\": \"tanh\"", "")
            .Replace(", \"gates\": \"sigmoid\"", "");
        Assert.InRange(Difference("weights_listed", plain), 0, 1e-12);
        var model = ModelFiles.Read(_sandbox.At("weights_listed.h5")).OrThrow();
        Assert.Contains(
            "a state dict has no names for",
            Assert.Throws<FaultException>(() => ModelFiles.Write(_sandbox.At("new"), model)).Message
        );
    }

    [Theory]
    [InlineData("\"gates\": \"sigmoid\"", "\"gates\": \"tanh\"", "gates is tanh")]
    [InlineData("\"gates\": \"sigmoid\"", "\"reset\": \"after\"", "reset is after, where gru has one bias")]
    public void What_the_weights_contradict_is_refused(string from, string to, string problem)
    {
        _sandbox.Write("config.json", Proposed("weights_listed").Replace(from, to));
        Assert.Contains(problem, Faults("weights_listed").ToString());
    }

    [Fact]
    public void Weights_of_keras_3_are_told_by_their_classes()
    {
        var proposed = Proposed("stored.weights");
        Assert.Equal(
            """{"layers": [{"embedding": "embedding"}, """
                + """{"conv1d": "conv1d", "padding": "valid", "activation": "relu"}, """
                + """{"batch_norm": "batch_normalization", "epsilon": 0.001}, """
                + """{"lstm": "bidirectional", "activation": "tanh", "gates": "sigmoid"}, """
                + """{"rnn": "simple_rnn", "activation": "tanh"}, {"reading": "last_state"}, """
                + """{"layer_norm": "layer_normalization", "epsilon": 0.001}, """
                + """{"linear": "dense", "activation": "relu"}, {"linear": "dense_1"}]}""",
            proposed
        );
        Assert.InRange(Difference("stored.weights", proposed.Replace("valid", "same")), 0, 1e-12);
    }

    [Fact]
    public void Weights_of_a_chain_of_keras_3_are_a_state_dict()
    {
        Copy("beside_json.weights");
        _sandbox.Write(
            "config.json",
            """{"names": {"lstm.0": "bidirectional", "lstm.1": "lstm", "lstm.2": "lstm_1"}}"""
        );
        var proposed = Faults("beside_json.weights").Remedy;
        var config = proposed[proposed.IndexOf('{')..].Replace("relu", "tanh");
        Assert.InRange(Difference("beside_json.weights", config), 0, 1e-12);
    }

    [Fact]
    public void Groups_that_lie_in_each_other_without_end_are_refused()
    {
        File.Copy(Sandbox.Fixture(Folder, "endless.weights.h5"), _sandbox.At("endless.weights.h5"));
        Assert.Contains("more than 10000 groups and arrays", Faults("endless.weights").ToString());
    }

    [Fact]
    public void Heads_are_refused_by_their_names()
    {
        Copy("weights_heads");
        var faults = string.Join('\n', ModelFiles.Read(_sandbox.At("weights_heads.h5")).FailToSeq());
        Assert.Contains("multi_head_attention/query/kernel:0: the shape is (4, 2, 2)", faults);
    }

    private string Proposed(string name)
    {
        Copy(name);
        var asked = Faults(name).Remedy;
        return asked[asked.IndexOf('{')..];
    }

    private double Difference(string name, string config)
    {
        _sandbox.Write("config.json", config[..^1] + ", \"probabilities\": \"softmax\"}");
        var model = ModelFiles.Read(_sandbox.At($"{name}.h5")).OrThrow();
        var record = OriginRecordFile.Read(_sandbox.At($"{name}.npz"), model).OrThrow();
        return Verification.Of(model, record, 1e-12).Difference;
    }

    private Fault Faults(string name) => Assert.Single(ModelFiles.Read(_sandbox.At($"{name}.h5")).FailToSeq());

    private void Copy(string name)
    {
        foreach (var file in new[] { $"{name}.h5", $"{name}.npz" })
            File.Copy(Sandbox.Fixture(Folder, file), _sandbox.At(file));
    }
}
