using System.IO.Compression;
using System.Text;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class KerasModelTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Models { get; } =
    [
        .. Directory
            .GetFiles(Sandbox.Fixture("Keras"))
            .Select(Path.GetFileName)
            .OfType<string>()
            .Where(file => Path.GetExtension(file) is ".h5" or ".keras")
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void All_models_are_tried() => Assert.Equal(9, Models.Count);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_computes_the_scores_that_keras_equations_give(string file)
    {
        var (model, path) = (
            ModelFiles.Read(Sandbox.Fixture("Keras", file)).OrThrow(),
            Sandbox.Fixture("Keras", Path.ChangeExtension(file, ".npz"))
        );
        var record = OriginRecordFile.Read(path, model).OrThrow();
        var logits = NpzFile
            .Read(path, ReadingLimits.Default, NumPyArray.Parse)
            .Single(array => array.Name == "logits")
            .Array;
        Assert.Equal(4, record.Inputs.Length);
        Assert.All(
            record.Inputs,
            (sentence, row) =>
                Close.Relative(
                    1e-12,
                    logits.Doubles(row * logits.Shape[1], logits.Shape[1]),
                    model.Network.Predict(sentence).Scores[^model.OriginOutputs..]
                )
        );
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_gives_the_outputs_that_keras_equations_give(string file)
    {
        var (model, path) = (
            ModelFiles.Read(Sandbox.Fixture("Keras", file)).OrThrow(),
            Sandbox.Fixture("Keras", Path.ChangeExtension(file, ".npz"))
        );
        Assert.InRange(
            Verification.Of(model, OriginRecordFile.Read(path, model).OrThrow(), 1e-12).Difference,
            0,
            1e-12
        );
    }

    [Fact]
    public void What_keras_does_to_the_scores_is_told_and_not_done()
    {
        Assert.Equal(Probabilities.Softmax, Architecture("bi_lstm.h5").Probabilities);
        Assert.Equal(Probabilities.Softmax, Architecture("gru_reset_before.h5").Probabilities);
        Assert.Equal(Probabilities.Sigmoid, Architecture("bi_gru_reset_after.h5").Probabilities);
        Assert.Equal(Probabilities.None, Architecture("numeric_lstm.h5").Probabilities);
    }

    [Fact]
    public void The_hard_sigmoid_is_that_of_the_version_that_wrote_the_file()
    {
        Assert.Equal(new HardSigmoid(0.2, 0.5), Architecture("lstm_hard_sigmoid.h5").Gates);
        Assert.Equal(new HardSigmoid(1.0 / 6, 0.5), Architecture("bi_gru.keras").Gates);
    }

    [Fact]
    public void A_tensor_knows_its_place_in_the_file() =>
        Assert.EndsWith(
            "stacked_lstm.keras: model.weights.h5: layers/bidirectional_1/backward_layer/cell/vars/1",
            KerasModel.Read(Sandbox.Fixture("Keras", "stacked_lstm.keras")).Tensors["lstm.weight_hh_l1_reverse"].Place,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        "bi_lstm.h5",
        "\"merge_mode\": \"concat\"",
        "\"merge_mode\": \"mul\"",
        "layer bidirectional (Bidirectional): merge_mode is mul"
    )]
    [InlineData(
        "max_pool.keras",
        "\"merge_mode\": \"concat\"",
        "\"merge_mode\": \"sum\"",
        "layer global_max_pooling1d (GlobalMaxPooling1D): it takes the maximum of what"
    )]
    [InlineData(
        "max_pool.keras",
        "\"mask_zero\": false",
        "\"mask_zero\": true",
        "layer global_max_pooling1d (GlobalMaxPooling1D): it does not support the mask of layer embedding"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {\"training\": true}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it is called with training"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {\"mask\": [\"x\", 0, 0]}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it is called with mask"
    )]
    [InlineData(
        "gru_reset_before.h5",
        "\"return_sequences\": false",
        "\"zero_output_for_mask\": true",
        "layer gru (GRU): zero_output_for_mask is true, where return_sequences is false"
    )]
    [InlineData(
        "numeric_lstm.h5",
        "\"mask_value\": -7.0",
        "\"mask_value\": null",
        "layer masking (Masking): it has no setting mask_value"
    )]
    [InlineData(
        "numeric_lstm.h5",
        "\"dtype\": \"float32\"",
        "\"dtype\": \"int32\"",
        "layer input_layer (InputLayer): dtype is int32, where no Embedding reads whole numbers"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"output_dim\": 5",
        "\"output_dim\": 6",
        "embedding/embeddings:0: the shape is (12, 5), where (12, 6) is expected"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"units\": 6",
        "\"units\": 7",
        "dense/kernel:0: the shape is (8, 6), where (d, 7) is expected"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"activation\": \"tanh\", \"recurrent",
        "\"activation\": \"relu\", \"recurrent",
        "layer lstm (LSTM): activation is relu"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"recurrent_activation\": \"sigmoid\"",
        "\"recurrent_activation\": \"tanh\"",
        "layer lstm (LSTM): recurrent_activation is tanh"
    )]
    [InlineData("bi_lstm.h5", "\"stateful\": false", "\"stateful\": true", "layer lstm (LSTM): stateful is true")]
    [InlineData(
        "bi_lstm.h5",
        "\"return_state\": false",
        "\"return_state\": true",
        "layer lstm (LSTM): return_state is true"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"return_sequences\": false",
        "\"return_sequences\": true",
        "layer bidirectional (Bidirectional): return_sequences is true, where no pooling follows"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"units\": 4",
        "\"units\": 8",
        "forward_lstm/lstm_cell/kernel:0: the shape is (5, 16), where (e, 32) is expected"
    )]
    [InlineData("bi_lstm.h5", "\"units\": 4", "\"units\": -4", "layer lstm (LSTM): units is -4")]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"BatchNormalization\"",
        "layer dropout (BatchNormalization): its class is BatchNormalization"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"LSTM\"",
        "\"class_name\": \"SimpleRNN\"",
        "layer bidirectional (Bidirectional): it wraps SimpleRNN"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {}], [\"embedding_input\", 0, 0, {}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it reads embedding and embedding_input"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {\"initial_state\": [[\"x\", 0, 0]]}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it is called with initial_state"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"output_layers\": [[\"dense_1\", 0, 0]]",
        "\"output_layers\": [[\"dense\", 0, 0]]",
        "its outputs are dense"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"activation\": \"softmax\"",
        "\"activation\": \"relu\"",
        "layer dense_1 (Dense): its activation is relu, where linear, softmax or sigmoid is expected at the end"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"units\": 6, \"activation\": \"tanh\"",
        "\"units\": 6, \"activation\": \"gelu\"",
        "layer dense (Dense): its activation is gelu, where linear, tanh or relu is expected below"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"activation\": \"softmax\", \"use_bias\": true",
        "\"activation\": \"softmax\", \"use_bias\": false",
        "layer dense_1 (Dense): it has 2 arrays of weights, where 1 are expected"
    )]
    [InlineData("bi_lstm.h5", "\"class_name\": \"Functional\"", "\"class_name\": \"MyModel\"", "its class is MyModel")]
    [InlineData(
        "gru_reset_before.h5",
        "\"reset_after\": false",
        "\"reset_after\": true",
        "gru_cell/bias:0: the shape is (12), where (2, 12) is expected"
    )]
    [InlineData(
        "gru_reset_before.h5",
        "{\"class_name\": \"Embedding\"",
        "{\"class_name\": \"ReLU\", \"config\": {\"name\": \"new\"}}, {\"class_name\": \"Embedding\"",
        "it has no LSTM or GRU layer at its beginning"
    )]
    [InlineData(
        "stacked_lstm.keras",
        "\"return_sequences\": true",
        "\"return_sequences\": false",
        "layer bidirectional (Bidirectional): its directions differ in return_sequences"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"return_sequences\": true",
        "\"return_sequences\": false",
        "layer gru (GRU): return_sequences is false, where another LSTM or GRU layer lies on it"
    )]
    [InlineData(
        "stacked_lstm.keras",
        "\"module\": \"keras.layers\", \"class_name\": \"Dense\"",
        "\"module\": \"mine\", \"class_name\": \"Dense\"",
        "layer hidden (Dense): its class is one of mine"
    )]
    [InlineData(
        "stacked_lstm.keras",
        "\"class_name\": \"Bidirectional\", \"config\": {\"name\": \"bidirectional_1\"",
        "\"class_name\": \"Dense\", \"config\": {\"name\": \"new\", \"units\": 3}}, {\"class_name\": "
            + "\"Bidirectional\", \"config\": {\"name\": \"bidirectional_1\"",
        "layer bidirectional_1 (Bidirectional): it stands where only Dense layers are expected"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"go_backwards\": false",
        "\"go_backwards\": true",
        "layer gru (GRU): go_backwards is true, where another LSTM or GRU layer lies on it"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"class_name\": \"GRU\"",
        "\"class_name\": \"Dense\", \"config\": {\"name\": \"new\", \"units\": 5}}, {\"class_name\": \"GRU\"",
        "it has no LSTM or GRU layer behind the embedding"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"class_name\": \"GlobalAveragePooling1D\"",
        "\"class_name\": \"Masking\", \"config\": {\"name\": \"new\", \"mask_value\": 0}}, {\"class_name\": "
            + "\"GlobalAveragePooling1D\"",
        "layer new (Masking): it stands where only Dense layers are expected"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"class_name\": \"LSTM\"",
        "\"class_name\": \"GRU\", \"config\": {\"name\": \"new\", \"units\": 4, \"activation\": \"tanh\", \"recurrent_activation\": \"sigmoid\", \"return_sequences\": true}}, "
            + "{\"class_name\": \"LSTM\"",
        "layer new (GRU): its reset_after is another than that of layer gru"
    )]
    [InlineData(
        "numeric_lstm.h5",
        "{\"class_name\": \"Masking\"",
        "{\"class_name\": \"Masking\", \"config\": {\"name\": \"new\", \"mask_value\": 0}}, "
            + "{\"class_name\": \"Masking\"",
        "layer masking (Masking): it makes a second mask, in the place of that of layer new"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"return_sequences\": true, \"return_state\": false, \"go_backwards\": false, \"stateful\": false, "
            + "\"unroll\": false, \"zero_output_for_mask\": false, \"units\": 3",
        "\"return_sequences\": false, \"return_state\": false, \"go_backwards\": false, \"stateful\": false, "
            + "\"unroll\": false, \"zero_output_for_mask\": false, \"units\": 3",
        "layer lstm (LSTM): return_sequences is false, where a pooling follows"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"units\": 4, \"activation\": \"tanh\", \"recurrent_activation\": \"sigmoid\"",
        "\"units\": 4, \"activation\": \"tanh\", \"recurrent_activation\": \"hard_sigmoid\"",
        "layer lstm (LSTM): its recurrent_activation is another than that of layer gru"
    )]
    [InlineData(
        "bi_gru.keras",
        "\"keras_history\": [\"embedding\", 0, 0]",
        "\"keras_history\": [\"input_layer\", 0, 0]",
        "layer bidirectional (Bidirectional): it reads input_layer, where only the layer before it, "
            + "embedding, is expected"
    )]
    [InlineData(
        "bi_gru.keras",
        "\"keras_version\": \"3.6.0\"",
        "\"keras_version\": \"new\"",
        "its keras_version is \"new\""
    )]
    public void A_model_that_is_not_understood_is_refused_by_layer_and_setting(
        string file,
        string from,
        string to,
        string problem
    )
    {
        var faults = Assert.Throws<FaultException>(() => KerasModel.Read(Changed(file, from, to)));
        Assert.Contains(problem, faults.Message, StringComparison.Ordinal);
        Assert.All(
            faults.Faults,
            fault => Assert.Contains(Path.GetFileName(file), fault.Where, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_fault_of_the_layers_is_told_at_once()
    {
        var file = Changed(
            "stacked_lstm.keras",
            "\"units\": 4",
            "\"units\": 5",
            "\"units\": 3, \"activation\": \"tanh\"",
            "\"units\": 2, \"activation\": \"tanh\""
        );
        Assert.Equal(2, Assert.Throws<FaultException>(() => KerasModel.Read(file)).Faults.Length);
    }

    [Theory]
    [InlineData("embedding", "0", true)]
    [InlineData("embedding", "1", true)]
    [InlineData("embedding", "0", false)]
    [InlineData("dense", "0", true)]
    public void A_mask_that_keras_3_writes_beside_the_layers_is_that_of_the_embedding_or_refused(
        string reader,
        string value,
        bool isMasking
    )
    {
        var source = reader == "embedding" ? "input_layer" : reader;
        var operation = $$$"""
            {"module": "keras.src.ops.numpy", "class_name": "NotEqual", "config": {"name": "not_equal"}, "registered_name": "NotEqual", "name": "not_equal",
            "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["{{{source}}}", 0, 0]}}, {{{value}}}], "kwargs": {}}]},
            """;
        var file = Changed(
            "bi_gru.keras",
            "{\"module\": \"keras.layers\", \"class_name\": \"Bidirectional\"",
            operation + "{\"module\": \"keras.layers\", \"class_name\": \"Bidirectional\"",
            "\"mask_zero\": false",
            $"\"mask_zero\": {(isMasking ? "true" : "false")}",
            "\"keras_history\": [\"embedding\", 0, 0]}}], \"kwargs\": {\"mask\": null}",
            "\"keras_history\": [\"embedding\", 0, 0]}}], \"kwargs\": {\"mask\": "
                + "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"not_equal\", 0, 0]}}}"
        );
        if (reader == "embedding" && value == "0" && isMasking)
            Assert.Equal(Mask.OfId(0), KerasModel.Read(file).Config.Architecture.Mask);
        else
            Assert.Contains("the mask it is called with is none", Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_belongs_to_the_model()
    {
        Assert.Equal(Mask.OfId(0), Architecture("bi_gru_reset_after.h5").Mask);
        Assert.Equal(Mask.OfValue(-7), Architecture("numeric_lstm.h5").Mask);
        Assert.Equal(LanguageExt.Option<Mask>.None, Architecture("bi_lstm.h5").Mask);
    }

    [Fact]
    public void What_keras_did_not_write_is_refused()
    {
        Assert.Contains(
            "neither HDF5 nor a zip",
            Refused(_sandbox.Write("a.keras", "Dear diary")),
            StringComparison.Ordinal
        );
        Assert.Contains("there is no such file", Refused(_sandbox.At("none.h5")), StringComparison.Ordinal);
        using (var archive = new ZipArchive(File.Create(_sandbox.At("b.keras")), ZipArchiveMode.Create))
            archive.CreateEntry("config.json");
        Assert.Contains(
            "b.keras: config.json: it is no JSON",
            Refused(_sandbox.At("b.keras")),
            StringComparison.Ordinal
        );
        using (var archive = new ZipArchive(File.Create(_sandbox.At("c.keras")), ZipArchiveMode.Create))
            archive.CreateEntry("model.weights.h5");
        Assert.Contains("it has no config.json", Refused(_sandbox.At("c.keras")), StringComparison.Ordinal);
        using (var archive = new ZipArchive(File.Create(_sandbox.At("e.keras")), ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("config.json").Open())
            entry.Write("""{"class_name": "\ud800"}"""u8);
        Assert.Contains(
            "e.keras: config.json: it is no JSON",
            Refused(_sandbox.At("e.keras")),
            StringComparison.Ordinal
        );
        using (var archive = ZipFile.OpenRead(Sandbox.Fixture("Keras", "bi_gru.keras")))
            archive.GetEntry("model.weights.h5")!.ExtractToFile(_sandbox.At("d.h5"));
        Assert.Contains(
            "it has no model_config; it may hold weights only",
            Refused(_sandbox.At("d.h5")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("gru_reset_before.h5")]
    [InlineData("bi_gru.keras")]
    public void A_file_cut_off_anywhere_is_a_fault(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Keras", file));
        for (var length = 0; length < whole.Length; length += 1 + (length / 97))
        {
            File.WriteAllBytes(_sandbox.At("cut"), whole[..length]);
            Assert.Throws<FaultException>(() => KerasModel.Read(_sandbox.At("cut")));
        }
    }

    [Theory]
    [InlineData("numeric_lstm.h5")]
    [InlineData("bi_gru.keras")]
    public void A_file_with_any_byte_changed_is_read_or_a_fault(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Keras", file));
        foreach (
            var (at, value) in Enumerable
                .Range(0, whole.Length / 41)
                .SelectMany(step => new[] { (step * 41, (byte)0xff), (step * 41, (byte)(whole[step * 41] + 8)) })
        )
        {
            byte[] changed = [.. whole];
            changed[at] = value;
            File.WriteAllBytes(_sandbox.At("changed"), changed);
            try
            {
                KerasModel.Read(_sandbox.At("changed"));
            }
            catch (FaultException exception)
            {
                Assert.NotEmpty(exception.Faults);
            }
        }
    }

    private static Architecture Architecture(string file) =>
        KerasModel.Read(Sandbox.Fixture("Keras", file)).Config.Architecture;

    private static string Refused(string path) => Assert.Throws<FaultException>(() => KerasModel.Read(path)).Message;

    /// <summary>
    /// A copy of a model with the first of each text replaced; spaces fill up what an HDF5 file would lose.
    /// </summary>
    private string Changed(string file, params string[] changes)
    {
        File.Copy(Sandbox.Fixture("Keras", file), _sandbox.At(file), overwrite: true);
        if (file.EndsWith(".h5", StringComparison.Ordinal))
        {
            File.WriteAllBytes(
                _sandbox.At(file),
                Replaced(File.ReadAllBytes(_sandbox.At(file)), changes, filled: true)
            );
            return _sandbox.At(file);
        }

        using var archive = ZipFile.Open(_sandbox.At(file), ZipArchiveMode.Update);
        foreach (var name in new[] { "config.json", "metadata.json" })
        {
            var entry = archive.GetEntry(name)!;
            var text = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(text);
            entry.Delete();
            using var target = archive.CreateEntry(name).Open();
            target.Write(Replaced(text.ToArray(), changes, filled: false));
        }

        return _sandbox.At(file);
    }

    private static byte[] Replaced(byte[] bytes, string[] changes, bool filled) =>
        changes
            .Chunk(2)
            .Aggregate(
                bytes,
                (before, change) =>
                {
                    var (from, to) = (Encoding.UTF8.GetBytes(change[0]), Encoding.UTF8.GetBytes(change[1]));
                    var at = before.AsSpan().IndexOf(from);
                    if (at < 0)
                        return before;

                    // A longer text takes the place of blanks that stand further on in the JSON.
                    var blanks = Enumerable.Repeat((byte)' ', filled ? Math.Max(0, from.Length - to.Length) : 0);
                    if (!filled || to.Length <= from.Length)
                        return [.. before[..at], .. to, .. blanks, .. before[(at + from.Length)..]];
                    var (rest, missing) = (before[(at + from.Length)..].ToList(), to.Length - from.Length);
                    for (var blank = 0; missing > 0; missing--)
                    {
                        blank = rest.IndexOf((byte)' ', blank);
                        rest.RemoveAt(blank);
                    }

                    return [.. before[..at], .. to, .. rest];
                }
            );
}
