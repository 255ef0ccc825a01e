using System.IO.Compression;
using System.Text;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;
using OriginRecord = LrpFunctional.Formats.Verification.OriginRecord;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Models of Keras whose layers are more than one chain, and files of weights alone.</summary>
public sealed class KerasCompositionTests : IDisposable
{
    private const string Folder = "KerasCompositions";

    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Models { get; } =
    [
        "normalised.h5",
        "skip.keras",
        "residual.h5",
        "tagger.keras",
        "convolution.keras",
        "strides.h5",
        "encoder_decoder.h5",
        "self_attention.keras",
        "weights_beside_json.h5",
        "weights_listed.h5",
        "nested.h5",
        "nested.keras",
        "archive_2_13.keras",
        "archive_2_15.keras",
        "windows_2_13.keras",
        "windows_3.keras",
        "beside_json.weights.h5",
        "activations_2.h5",
        "activations_3.keras",
        "channelwise.keras",
        "by_hand.h5",
        "by_functions.h5",
        "by_operations.keras",
        "relu_lstm.h5",
        "functions.keras",
        "simple_rnn.keras",
        "simple_rnn_2.h5",
        "cudnn.h5",
        "cudnn_2_15.keras",
        "heads.keras",
        "heads_2.h5",
        "heads_3_0.keras",
        "functions_2.h5",
        "weighed_2.h5",
        "operations_3.keras",
        "dots.h5",
        "summed.keras",
        "shared.h5",
        "shared.keras",
        "text.keras",
        "text_settings.keras",
        "states_repeated.h5",
        "states_of_both.keras",
        "states_in_both.keras",
        "states_both.h5",
        "states_dense.keras",
        "states_masked.h5",
        "states_of_mean.h5",
        "states_repeated_3.keras",
        "gated.h5",
        "multiplied.keras",
        "squeezed.keras",
        "turned.h5",
        "twice.h5",
        "twice.keras",
        "ends_twice.keras",
        "frames.h5",
        "frames_3.keras",
        "cells_2.h5",
        "cells_3.keras",
        "stacked_cells.h5",
    ];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_gives_the_outputs_that_keras_equations_give(string file)
    {
        var (model, record) = Read(file);
        Assert.InRange(Verification.Of(model, record, 1e-12).Difference, 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_relevance_is_conserved_and_its_ledger_closes(string file)
    {
        var (model, record) = Read(file);
        foreach (var network in NetworkClaims.Scored(model.Network))
            NetworkClaims.RelevanceIsConservedAndLedgersClose(network, record.Inputs);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_gradients_are_those_of_central_differences(string file)
    {
        var (model, record) = Read(file);
        foreach (var network in NetworkClaims.Scored(model.Network))
            NetworkClaims.GradientsAreThoseOfDifferences(network, record.Inputs[0]);
    }

    [Fact]
    public void Scores_at_each_step_are_those_of_the_origin_step_by_step()
    {
        var (model, record) = Read("tagger.keras");
        Assert.False(model.Network.GivesVectors);
        var scores = ForwardPass.Run(model.Network, record.Inputs[2]).Scores;
        Assert.Equal<double>(scores.Row(4).ToArray(), model.Network.At(4).Predict(record.Inputs[2]).Scores);
    }

    [Fact]
    public void Weights_alone_are_a_state_dict_and_what_they_leave_open_is_said_beside_them()
    {
        foreach (var name in new[] { "weights_alone.h5", "weights_alone.npz" })
            File.Copy(Sandbox.Fixture(Folder, name), _sandbox.At(name));
        var plain = ModelFiles.Read(_sandbox.At("weights_alone.h5")).OrThrow();
        Assert.Contains("hard-sigmoid", plain.Notes[0], StringComparison.Ordinal);
        Assert.Equal(new HardSigmoid(0.2, 0.5), plain.Config.Architecture.Gates);
        _sandbox.Write("config.json", """{"probabilities": "softmax"}""");
        var model = ModelFiles.Read(_sandbox.At("weights_alone.h5")).OrThrow();
        var record = OriginRecordFile.Read(_sandbox.At("weights_alone.npz"), model).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-12).Difference, 0, 1e-12);
    }

    [Fact]
    public void Weights_whose_layers_leave_more_open_ask_for_a_config()
    {
        File.Copy(Sandbox.Fixture(Folder, "weights_beside_json.h5"), _sandbox.At("weights.h5"));
        var refused = Assert.Throws<FaultException>(() => ModelFiles.Read(_sandbox.At("weights.h5")).OrThrow());
        Assert.Contains("save this as config.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"dense.0\":\"dense\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_composition_has_no_names_in_a_state_dict()
    {
        var (model, _) = Read("skip.keras");
        var refused = Assert.Throws<FaultException>(() => ModelFiles.Write(_sandbox.At("new"), model));
        Assert.Contains("a state dict has no names for", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.At("new")));
    }

    [Theory]
    [InlineData("by_hand.h5", "\"dims\": [2, 1]", "\"dims\": [1, 2]", "(RepeatVector): it reads what a softmax made")]
    [InlineData("by_hand.h5", "\"axis\": 1}", "\"axis\": 2}", "(RepeatVector): it reads what a softmax made")]
    [InlineData("by_hand.h5", "\"RepeatVector\"", "\"Lambda\"", "(Lambda): it holds code, which is never run")]
    [InlineData("by_functions.h5", "\"nn.softmax\"", "\"nn.sigmoi\"", "its function is nn.sigmoi, which is not read")]
    [InlineData("by_functions.h5", "{\"axis\": 1}", "{\"axis\": 0}", "(TFOpLambda): axis is 0")]
    [InlineData("by_functions.h5", "{\"axis\": 1}", "{\"axes\":1}", "it is called with axes, which is not read")]
    [InlineData("functions_2.h5", "\"keepdims\": false", "\"keepdims\": true", "over other axes than the steps'")]
    [InlineData("functions_2.h5", "\"math.multiply\"", "\"math.truedi \"", "its function is math.truedi ")]
    [InlineData("functions_2.h5", "\"y\": 2.5", "\"y\":null", "it reads 1 layers, where several are expected")]
    [InlineData("functions_2.h5", "{\"axis\": -1}", "{\"axis\": 0}", "(TFOpLambda): axis is 0")]
    [InlineData("dots.h5", "\"axes\": 1", "\"axes\": 2", "layer dot (Dot): it reads what a softmax made")]
    [InlineData("dots.h5", "\"normalize\": false", "\"normalize\": true", "normalize is true")]
    [InlineData(
        "activations_2.h5",
        "\"activation\": \"softplus\"",
        "\"activation\": \"mish\"",
        "its activation is mish"
    )]
    [InlineData("relu_lstm.h5", "\"activation\": \"relu\"", "\"activation\": \"mish\"", "activation is mish")]
    [InlineData("relu_lstm.h5", "\"merge_mode\": \"sum\"", "\"merge_mode\": \"sub\"", "merge_mode is sub")]
    [InlineData("relu_lstm.h5", "\"return_state\": false", "\"return_state\": true", "where a Sequential model")]
    [InlineData("states_repeated.h5", "\"return_state\": true", "\"return_state\":false", "its output 2 is read")]
    [InlineData("states_repeated.h5", "[\"lstm\", 0, 2, {}]", "[\"lstm\", 0, 3, {}]", "its output 3 is read")]
    [InlineData("states_repeated.h5", "[\"lstm\", 0, 2, {}]", "[\"lstm\", 0,-2, {}]", "is not understood")]
    [InlineData(
        "states_repeated.h5",
        ", [\"lstm\", 0, 2, {}]",
        "",
        "(LSTM): it begins with 1 states of other layers (initial_state), where 2 are expected"
    )]
    [InlineData(
        "states_repeated.h5",
        "[\"lstm\", 0, 2, {}]",
        "[\"embedding\", 0,0]",
        "state 1 that it begins with (initial_state) is a sequence of 5 numbers, where a vector of 4 is expected"
    )]
    [InlineData("states_both.h5", "\"return_state\": true", "\"return_state\":false", "its output 4 is read")]
    [InlineData("gated.h5", "[\"minimum\", 0, 0, {}], [\"gru\", 0, 0, {}]", "[\"gru\", 0, 0]", "it reads 1 layers")]
    [InlineData("gated.h5", "\"class_name\": \"Maximum\"", "\"class_name\":\"Multiply\"", "it multiplies 3 layers")]
    [InlineData(
        "gated.h5",
        "[\"dense\", 0, 0, {}], [\"lstm\"",
        "[\"embedding\",0,0], [\"lstm\"",
        "it multiplies 5 and 4 numbers, where the same number, or one, is expected"
    )]
    [InlineData(
        "turned.h5",
        "\"batch_input_shape\": [null, 6, 5]",
        "\"batch_input_shape\":[null,null,5]",
        "layer permute (Permute): it turns steps and numbers, where how many steps there are is not said"
    )]
    [InlineData(
        "turned.h5",
        "\"dims\": [2, 1]",
        "\"dims\": [2, 2]",
        "dims is [2, 2], where [2, 1] or [1, 2] is expected"
    )]
    [InlineData(
        "turned.h5",
        "\"target_shape\": [2, 3]",
        "\"target_shape\": [2, 4]",
        "target_shape is [2, 4], where 1 steps of 6 numbers are read"
    )]
    [InlineData("turned.h5", "\"target_shape\": [2, 3]", "\"target_shape\": [0, 3]", "where 1 to 4 sizes")]
    [InlineData(
        "cells_2.h5",
        "{\"class_name\": \"LSTMCell\", \"config\": {\"name\": \"rnn_cell\"",
        "{\"class_name\":\"LSTMCell\",\"config\":1,\"x\":{\"name\":\"rnn\"",
        "the settings of its cell are no JSON object"
    )]
    [InlineData("cells_2.h5", "\"LSTMCell\"", "\"NASCell\"", "its cell is NASCell, where one of GRUCell, LSTMCell")]
    [InlineData(
        "stacked_cells.h5",
        "\"return_state\": false",
        "\"return_state\": true",
        "return_state is true, where several cells lie on each other"
    )]
    [InlineData(
        "encoder_decoder.h5",
        "{\"class_name\": \"Dense\"",
        "{\"class_name\": \"LSTM\"",
        "layer time_distributed (TimeDistributed): layer dense (LSTM): it is what a TimeDistributed calls at each step"
    )]
    [InlineData("cudnn.h5", "\"mask_zero\": false", "\"mask_zero\": true", "cuDNN's cells read every step")]
    [InlineData(
        "heads_2.h5",
        "\"use_causal_mask\": false",
        "\"use_causal_mask\": true",
        "it is called with use_causal_mask"
    )]
    [InlineData("heads_2.h5", "\"attention_mask\": null", "\"attention_mask\": true", "called with attention_mask")]
    [InlineData("heads_2.h5", "\"key\": [\"bidirectional\",", "\"key\": [\"input_layer\",", "different layers")]
    [InlineData(
        "heads_2.h5",
        "[\"multi_head_attention\", 0, 0, {}]",
        "[\"bidirectional\"],[\"input_layer\"]",
        "it begins with 1 states of other layers (initial_state), where 2 are expected"
    )]
    public void What_is_not_read_of_an_attention_a_cell_or_an_activation_is_refused(
        string file,
        string from,
        string to,
        string problem
    )
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Sandbox.Fixture(Folder, file)));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllBytes(
            _sandbox.At(file),
            Encoding.Latin1.GetBytes(text[..at] + to.PadRight(from.Length) + text[(at + from.Length)..])
        );
        Assert.Contains(
            problem,
            Assert.Throws<FaultException>(() => ModelFiles.Read(_sandbox.At(file)).OrThrow()).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "\"mask_zero\": false",
        "\"mask_zero\": true",
        "(LSTM): it is called with initial_state and without the mask of layer embedding"
    )]
    [InlineData(
        "\"concatenate_3\"",
        "\"lstm_1 output 2\"",
        "its name is what an output of another layer is called here"
    )]
    public void States_beside_a_mask_that_is_not_handed_on_and_names_of_outputs_are_refused(
        string from,
        string to,
        string problem
    ) =>
        Assert.Contains(
            problem,
            Assert
                .Throws<FaultException>(() => ModelFiles.Read(Archive("states_of_both.keras", from, to)).OrThrow())
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_vector_beside_steps_of_any_number_is_refused() =>
        Assert.Contains(
            "layer multiply (Multiply): it multiplies each step by one vector",
            Assert
                .Throws<FaultException>(() =>
                    ModelFiles.Read(Archive("squeezed.keras", "[null, 6, 5]", "[null, null, 5]")).OrThrow()
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void What_a_sigmoid_made_is_the_gate_and_receives_nothing()
    {
        var (model, record) = Read("squeezed.keras");
        var products = ForwardPass
            .Run(model.Network, record.Inputs[0])
            .Layers.Select(trace => trace.Layer)
            .OfType<FactorProduct>();
        Assert.Equal([Signal.First, Signal.Second], products.Select(product => product.Signal));
        products = ForwardPass
            .Run(Read("gated.h5").Model.Network, Read("gated.h5").Record.Inputs[0])
            .Layers.Select(trace => trace.Layer)
            .OfType<FactorProduct>();
        Assert.Equal([Signal.Second, Signal.Both], products.Select(product => product.Signal));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    public void What_ends_with_an_activation_is_explained_before_it(string activation)
    {
        const string softmax = "\"activation\": \"softmax\"";
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Sandbox.Fixture("Keras", "bi_lstm.h5")));
        File.WriteAllBytes(
            _sandbox.At("ends.h5"),
            Encoding.Latin1.GetBytes(
                text.Replace(
                    softmax,
                    $"\"activation\": \"{activation}\"".PadRight(softmax.Length),
                    StringComparison.Ordinal
                )
            )
        );
        var model = ModelFiles.Read(_sandbox.At("ends.h5")).OrThrow();
        Assert.Contains("explained are the scores before the activation", model.Notes[0], StringComparison.Ordinal);
        var whole = ModelFiles.Read(Sandbox.Fixture("Keras", "bi_lstm.h5")).OrThrow();
        var sentence = OriginRecordFile.Read(Sandbox.Fixture("Keras", "bi_lstm.npz"), whole).OrThrow().Inputs[0];
        Close.Absolute(1e-14, whole.Network.Predict(sentence).Scores, model.Network.Predict(sentence).Scores);
    }

    [Fact]
    public void A_chosen_output_may_be_a_state()
    {
        const string file = "states_of_both.keras";
        var path = Archive(
            file,
            "\"output_layers\": [[\"dense\", 0, 0]]",
            "\"output_layers\": [[\"dense\", 0, 0], [\"bidirectional\", 0, 4]]"
        );
        var network = ModelFiles.Read(path, output: "bidirectional output 4").OrThrow().Network;
        var sentence = Read(file).Record.Inputs[0];
        var cells = ForwardPass.Run(network, sentence).Recurrent.Single().Directions;
        Assert.Equal<double>(cells[1].Steps[^1].State.Cell.Span.ToArray(), network.Predict(sentence).Scores);
    }

    // The file with another text in its architecture.
    private string Archive(string file, string from, string to)
    {
        File.Copy(Sandbox.Fixture(Folder, file), _sandbox.At(file));
        using var archive = ZipFile.Open(_sandbox.At(file), ZipArchiveMode.Update);
        string model;
        using (var stream = new StreamReader(archive.GetEntry("config.json")!.Open()))
            model = stream.ReadToEnd();
        Assert.Contains(from, model, StringComparison.Ordinal);
        archive.GetEntry("config.json")!.Delete();
        using var text = new StreamWriter(archive.CreateEntry("config.json").Open());
        text.Write(model.Replace(from, to, StringComparison.Ordinal));
        return _sandbox.At(file);
    }

    private static (StoredModel Model, OriginRecord Record) Read(string file)
    {
        var model = ModelFiles.Read(Sandbox.Fixture(Folder, file)).OrThrow();
        var record = Sandbox.Fixture(Folder, Path.ChangeExtension(file, ".npz"));
        return (model, OriginRecordFile.Read(record, model).OrThrow());
    }
}
