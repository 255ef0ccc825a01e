using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class OnnxModelTests
{
    /// <summary>The networks that are to be refused, and words that say why.</summary>
    private static readonly ImmutableDictionary<string, string[]> Refused = new Dictionary<string, string[]>
    {
        ["rnn_unsupported"] = ["RNN node \"recurrent\"", "without gates"],
        ["lstm_peephole_unsupported"] = ["LSTM node \"recurrent\"", "peepholes"],
        ["external_data"] = ["model.onnx: embedding", "../elsewhere.bin", "the model's own folder"],
        ["cyclic"] = ["\"left\"", "its own result"],
        ["missing_initializer"] = ["LSTM node \"recurrent\"", "\"R\"", "neither stored"],
        ["unknown_op"] = ["custom.Foo node \"foo\" with output \"strange\""],
        ["old_opset"] = ["opset 5", "7 to 25"],
    }.ToImmutableDictionary();

    private static ImmutableArray<string> Files { get; } =
    [
        .. Directory
            .GetDirectories(Sandbox.Fixture("Origins"))
            .Where(folder => File.Exists(Path.Combine(folder, "model.onnx")))
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Networks { get; } = [.. Files.Where(origin => !Refused.ContainsKey(origin))];

    public static TheoryData<string> WithStateDicts { get; } =
    [.. Files.Where(origin => File.Exists(OriginRecord.At(origin, "model.safetensors")))];

    public static TheoryData<string> Refusals { get; } = [.. Refused.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_gives_the_scores_that_its_origin_computed(string origin)
    {
        var model = Model(OnnxModel.Read(OriginRecord.At(origin, "model.onnx")));
        var network = model.Network;
        var record = OriginRecord.Read(origin);
        foreach (var (sentence, at) in record.Sentences(network).Select((sentence, at) => (sentence, at)))
        {
            var scores = ForwardPass.Run(network, sentence).Scores.Row(0).ToArray()[^model.OriginOutputs..];
            Assert.Equal(record.Scores(at).Length, scores.Length);
            Assert.All(
                record.Scores(at).Zip(scores, (expected, score) => (expected, score)),
                pair => Assert.Equal(pair.expected, pair.score, 1e-12 * Math.Max(1, Math.Abs(pair.expected)))
            );
        }
    }

    [Theory]
    [MemberData(nameof(WithStateDicts))]
    public void A_network_is_the_same_from_its_onnx_file_and_from_its_state_dict(string origin)
    {
        var (config, tensors, _) = OnnxModel.Read(OriginRecord.At(origin, "model.onnx"));
        var model = Model(OnnxModel.Read(OriginRecord.At(origin, "model.onnx")));
        var described = ModelConfig.Read(OriginRecord.At(origin, "config.json")).OrThrow();
        var state = SafetensorsFile
            .Read(OriginRecord.At(origin, "model.safetensors"))
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Tensor);
        Assert.Equal(state.Count, model.Tensors.Count);
        Assert.All(
            model.Tensors,
            tensor =>
            {
                var stored = state[NameInFile(described, tensor.Key)];
                Assert.Equal(stored.Values, tensor.Value.Values);
                Assert.Equal(stored.Shape.AsEnumerable(), tensor.Value.Shape);
                Assert.Equal(stored.Type, tensor.Value.Type);
            }
        );

        // The order of the gates is that of the file; the rest is what a user would write.
        Assert.Equal(
            (
                described with
                {
                    Classes = [],
                    UnknownWord = Option<string>.None,
                    Tokenisation = Tokenisation.Blanks,
                    Names = config.Names,
                }
            ).ToJson(),
            (config with { Architecture = config.Architecture with { GateOrder = Option<string>.None } }).ToJson()
        );
        Assert.Equal(
            model.Tensors.Keys.Any(name => name.StartsWith("gru", StringComparison.Ordinal)) ? "zrn" : "iofg",
            config.Architecture.GateOrder
        );
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_network_that_cannot_be_taken_apart_is_refused_by_the_name_of_the_part(string origin)
    {
        var exception = Assert.Throws<FaultException>(() => OnnxModel.Read(OriginRecord.At(origin, "model.onnx")));
        var fault = Assert.Single(exception.Faults);
        Assert.All(Refused[origin], word => Assert.Contains(word, fault.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lstm_gemm_no_embedding")]
    [InlineData("unknown_op")]
    public void A_file_cut_off_anywhere_is_a_fault(string origin)
    {
        using var sandbox = new Sandbox();
        Assert.All(
            sandbox.EachCut(OriginRecord.At(origin, "model.onnx")),
            path => Assert.Throws<FaultException>(() => OnnxModel.Read(path))
        );
    }

    /// <summary>Other ways of writing the network that is read by its last states.</summary>
    public static TheoryData<string> Ways { get; } = [.. LastStates.Keys.Order(StringComparer.Ordinal)];

    private static ImmutableDictionary<string, OnnxGraph> LastStates =>
        new Dictionary<string, OnnxGraph>
        {
            ["one direction after the other"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Integer("zero", 0)
                .Integer("one", 1)
                .Node("Gather", "Y_h zero", "left")
                .Node("Gather", "Y_h one", "right")
                .Node("Concat", "left right", "state", ("axis", -1))
                .Dense(),
            ["one direction before the other"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Integer("first", -2)
                .Integer("second", -1)
                .Node("Gather", "Y_h first", "left")
                .Node("Gather", "Y_h second", "right")
                .Node("Concat", "right left", "state", ("axis", 1))
                .Dense(swapped: true),
            ["the last position of one, the first of the other"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .States()
                .Integer("one", 1)
                .Integer("zero", 0)
                .Integers("axis", 1)
                .Integers("units", 2)
                .Integers("start", 0)
                .Integers("half", 2)
                .Integers("end", long.MaxValue)
                .Node("Shape", "states", "sizes")
                .Node("Gather", "sizes one", "length")
                .Node("Sub", "length one", "final")
                .Node("Gather", "states final", "rear", ("axis", 1))
                .Node("Slice", "rear start half axis", "left")
                .Node("Gather", "states zero", "front", ("axis", 1))
                .Node("Slice", "front half end axis", "right")
                .Node("Concat", "left right", "state", ("axis", 1))
                .Dense(),
            ["positions by slices"] = OnnxNetworks
                .Empty(18)
                .Recurrent()
                .Integers("minus", -1)
                .Integers("start", 0)
                .Integers("two", 1)
                .Integers("end", long.MaxValue)
                .Integers("sizes", -1, 2)
                .Node("Split", "Y", "Y_left Y_right", ("axis", 1), ("num_outputs", 2))
                .Node("Slice", "Y_left minus end start", "l")
                .Node("Slice", "Y_right start two start", "r")
                .Node("Reshape", "l sizes", "left")
                .Node("Reshape", "r sizes", "right")
                .Node("Concat", "left right", "state", ("axis", 1))
                .Dense(),
            ["the attributes of opset 9"] = OnnxNetworks
                .Empty(9)
                .Recurrent()
                .Node("Split", "Y_h", "l r", ("axis", 0), ("split", (int[])[1, 1]))
                .Node("Squeeze", "l", "left", ("axes", (int[])[0]))
                .Node("Squeeze", "r", "right", ("axes", (int[])[0]))
                .Node("Slice", "right", "all", ("starts", (int[])[0, 0]), ("ends", (int[])[int.MaxValue, int.MaxValue]))
                .Node("Dropout", "all", "kept mask", ("ratio", 0.5f))
                .Node("Concat", "left kept", "state", ("axis", 1))
                .Dense(),
            ["a layer for each direction"] = OnnxNetworks
                .Empty()
                .Embedding()
                .Weights("_left", directions: 1)
                .Weights("_right", directions: 1, from: 1)
                .Node("Gather", "embedding input", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Node("LSTM", "sequence W_left R_left B_left", ". left", ("hidden_size", 2))
                .Node(
                    "LSTM",
                    "sequence W_right R_right B_right",
                    ". right",
                    ("hidden_size", 2),
                    ("direction", "reverse")
                )
                .Integers("first", 0)
                .Node("Concat", "left right", "Y_h", ("axis", 0))
                .Last()
                .Dense(),
            ["sequences first"] = OnnxNetworks
                .Empty()
                .Embedding()
                .Weights()
                .Node("Gather", "embedding input", "vectors")
                .Node(
                    "LSTM",
                    "vectors W R B",
                    ". Y_h",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2),
                    ("layout", 1)
                )
                .Integers("sizes", 0, 4)
                .Node("Reshape", "Y_h sizes", "state")
                .Dense(),
            ["casts, copies and lengths"] = OnnxNetworks
                .Empty()
                .Input("lengths", OnnxGraph.Int64, "batch")
                .Embedding()
                .Weights()
                .Node("Cast", "lengths", "short", ("to", 6))
                .Node("Cast", "input", "ids", ("to", 6))
                .Node("Identity", "W", "W_copy")
                .Node("Gather", "embedding ids", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Node("Cast", "sequence", "floats", ("to", 1))
                .Node(
                    "LSTM",
                    "floats W_copy R B short",
                    ". Y_h",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2),
                    ("activations", (string[])["Sigmoid", "Tanh", "Tanh", "Sigmoid", "Tanh", "Tanh"])
                )
                .Last()
                .Dense(),
            ["weights that the graph turns"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Floats("output_weight", [2, 4], OnnxNetworks.Numbers(5, 8))
                .Floats("output_bias", [1, 2], OnnxNetworks.Numbers(6, 2))
                .Node("Transpose", "output_weight", "columns")
                .Node("MatMul", "state columns", "product")
                .Node("Add", "output_bias product", "scores"),
            ["zeros before the first step"] = OnnxNetworks
                .Empty()
                .Embedding()
                .Weights()
                .Node("Gather", "embedding input", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Integers("one", 1)
                .Integers("two", 2)
                .Integers("three", 3)
                .Node("Shape", "sequence", "all", ("start", 1), ("end", 2))
                .Node("Concat", "two all two", "sizes", ("axis", 0))
                .Node("ConstantOfShape", "sizes", "zeros")
                .Node(
                    "LSTM",
                    "sequence W R B . zeros zeros",
                    ". Y_h",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2)
                )
                .Last()
                .Dense(),
            ["fixed sizes, all the same"] = OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 2, 2)
                .Output("scores")
                .Recurrent()
                .Node("Transpose", "Y_h", "last", ("perm", (int[])[1, 0, 2]))
                .Integers("sizes", 2, 4)
                .Node("Reshape", "last sizes", "state")
                .Dense(),
            ["one sequence"] = OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 1, 5)
                .Output("scores")
                .Recurrent()
                .Integers("sizes", 1, -1)
                .Node("Reshape", "Y_h sizes", "state")
                .Dense(),
            ["one sequence without an axis for it"] = OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, "time")
                .Output("scores")
                .Embedding()
                .Weights()
                .Integers("axis", 1)
                .Node("Gather", "embedding input", "vectors")
                .Node("Unsqueeze", "vectors axis", "sequence")
                .Node("LSTM", "sequence W R B", "Y Y_h", ("direction", "bidirectional"), ("hidden_size", 2))
                .Last()
                .Dense(),
            ["another output beside the scores"] = OnnxNetworks.Empty().Output("Y").Recurrent().Last().Dense(),
            ["numbers one by one"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1))
                .Stored(
                    OnnxGraph.Tensor(
                        "output_weight",
                        OnnxGraph.Float,
                        [2, 4],
                        [.. OnnxNetworks.Numbers(5, 8).Select(number => (4, (object)number))]
                    )
                )
                .Stored(OnnxGraph.Tensor("output_bias", OnnxGraph.Float, [2], (4, Bytes(OnnxNetworks.Numbers(6, 2))))),
            ["numbers in nodes"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Node(
                    "Constant",
                    "",
                    "output_weight",
                    ("value", OnnxGraph.Tensor("", OnnxGraph.Float, [2, 4], (9, Bytes(OnnxNetworks.Numbers(5, 8)))))
                )
                .Node("Constant", "", "output_bias", ("value_floats", OnnxNetworks.Numbers(6, 2)))
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1)),
        }.ToImmutableDictionary();

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_network_is_the_same_whichever_way_it_is_written(string way) =>
        AssertSame(OnnxNetworks.Empty().Recurrent().Last().Dense(), LastStates[way]);

    [Fact]
    public void A_mean_is_one_however_it_is_taken()
    {
        var states = OnnxNetworks.Empty().Recurrent().States();
        var mean = states.Node("ReduceMean", "states", "state", ("axes", (int[])[1]), ("keepdims", 0)).Dense();
        Assert.Equal(Reading.Mean, Read(mean).Config.Architecture.Reading);
        var sum = states.Integers("time", 1).Integer("one", 1).Node("ReduceSum", "states time", "sum", ("keepdims", 0));
        AssertSame(
            mean,
            sum.Node("Shape", "input", "sizes")
                .Node("Gather", "sizes one", "length")
                .Node("Cast", "length", "count", ("to", 1))
                .Node("Div", "sum count", "state")
                .Dense()
        );
        AssertSame(
            mean,
            states
                .Node("Transpose", "states", "channels", ("perm", (int[])[0, 2, 1]))
                .Node("GlobalAveragePool", "channels", "pooled")
                .Node("Flatten", "pooled", "state")
                .Dense()
        );
        AssertSame(
            mean,
            OnnxNetworks
                .Empty(18)
                .Recurrent()
                .Integers("time", 0)
                .Node("ReduceMean", "Y time", "each", ("keepdims", 0))
                .Node("Transpose", "each", "rows", ("perm", (int[])[1, 0, 2]))
                .Node("Flatten", "rows", "state")
                .Dense()
        );
        AssertSame(
            mean,
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 3, 4)
                .Output("scores")
                .Recurrent()
                .States()
                .Integers("time", 1)
                .Node("ReduceSum", "states time", "sum", ("keepdims", 0))
                .Floats("four", [], 4)
                .Node("Div", "sum four", "state")
                .Dense()
        );
        AssertRefused(
            sum.Floats("four", [], 4).Node("Div", "sum four", "state").Dense(),
            "Div node",
            "length of the sequence"
        );
    }

    [Fact]
    public void A_greatest_state_is_one_however_it_is_taken()
    {
        var states = OnnxNetworks.Empty().Recurrent().States();
        var greatest = states.Node("ReduceMax", "states", "state", ("axes", (int[])[-2]), ("keepdims", 0)).Dense();
        Assert.Equal(Reading.Max, Read(greatest).Config.Architecture.Reading);
        AssertSame(
            greatest,
            states
                .Node("Transpose", "states", "channels", ("perm", (int[])[0, 2, 1]))
                .Node("GlobalMaxPool", "channels", "pooled")
                .Node("Flatten", "pooled", "state")
                .Dense()
        );
    }

    [Fact]
    public void Attention_is_one_however_it_is_summed()
    {
        var states = OnnxNetworks
            .Empty()
            .Recurrent()
            .States()
            .Integers("time", 1)
            .Integers("units", 2)
            .Floats("column", [4, 1], OnnxNetworks.Numbers(8, 4))
            .Node("MatMul", "states column", "sums")
            .Node("Softmax", "sums", "weights", ("axis", 1));
        var attended = states
            .Node("Mul", "weights states", "weighed")
            .Node("ReduceSum", "weighed time", "state", ("keepdims", 0))
            .Dense();
        Assert.Equal(Reading.Attention, Read(attended).Config.Architecture.Reading);
        AssertSame(
            attended,
            states
                .Node("Transpose", "weights", "row", ("perm", (int[])[0, 2, 1]))
                .Node("MatMul", "row states", "one")
                .Node("Squeeze", "one time", "state")
                .Dense()
        );
        AssertSame(
            attended,
            states
                .Node("Transpose", "states", "columns", ("perm", (int[])[0, 2, 1]))
                .Node("MatMul", "columns weights", "one")
                .Node("Squeeze", "one units", "state")
                .Dense()
        );
        AssertSame(
            attended,
            OnnxNetworks
                .Empty()
                .Recurrent()
                .States()
                .Integers("time", 1)
                .Integers("units", 2)
                .Floats("column", [4], OnnxNetworks.Numbers(8, 4))
                .Node("MatMul", "states column", "sums")
                .Node("Softmax", "sums", "flat")
                .Node("Unsqueeze", "flat units", "weights")
                .Node("Mul", "states weights", "weighed")
                .Node("ReduceSum", "weighed time", "state", ("keepdims", 0))
                .Dense()
        );
    }

    [Fact]
    public void Dense_layers_may_see_all_positions_before_one_is_kept()
    {
        var states = OnnxNetworks.Empty().Recurrent().States().Integer("last", -1);
        var kept = states
            .Node("Gather", "states last", "state", ("axis", 1))
            .Dense("sums")
            .Node("Sigmoid", "sums", "scores");
        Assert.Equal(Reading.LastPosition, Read(kept).Config.Architecture.Reading);
        AssertSame(
            kept,
            states
                .Floats("output_weight", [2, 4], OnnxNetworks.Numbers(5, 8))
                .Floats("output_bias", [2], OnnxNetworks.Numbers(6, 2))
                .Node("Transpose", "output_weight", "columns")
                .Node("MatMul", "states columns", "products")
                .Node("Add", "products output_bias", "sums")
                .Node("Sigmoid", "sums", "all")
                .Node("Gather", "all last", "scores", ("axis", 1))
        );
    }

    [Fact]
    public void Layers_of_two_kinds_lie_on_each_other()
    {
        var network = Read(
            OnnxNetworks
                .Empty()
                .Recurrent()
                .Integers("sizes", 0, 0, -1)
                .Node("Transpose", "Y", "Y_2", ("perm", (int[])[0, 2, 1, 3]))
                .Node("Reshape", "Y_2 sizes", "Y_3")
                .Weights("_top", gates: 3, size: 4)
                .Node(
                    "GRU",
                    "Y_3 W_top R_top B_top",
                    ". top",
                    ("direction", "bidirectional"),
                    ("hidden_size", 2),
                    ("linear_before_reset", 1)
                )
                .Node("Transpose", "top", "last", ("perm", (int[])[1, 0, 2]))
                .Node("Flatten", "last", "state")
                .Dense()
        );
        var (config, tensors, _) = network;
        Assert.True(config.Architecture.GateOrder.IsNone);

        // z, r, n in the file.
        Assert.Equal(
            OnnxNetworks.Numbers(1, 48)[8..16].Select(number => (double)number),
            tensors["gru.weight_ih_l1"].Values.Slice(0, 2).Span.ToArray()
        );
        Assert.Equal(2, Network(network).Layers.Length);
    }

    [Fact]
    public void A_state_before_the_first_step_is_one_for_all_sequences()
    {
        OnnxGraph With(params float[] state) =>
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 2, 5)
                .Output("scores")
                .Embedding()
                .Weights()
                .Floats("h", [2, 2, 2], state)
                .Node("Gather", "embedding input", "vectors")
                .Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]))
                .Node("LSTM", "sequence W R B . h", ". Y_h", ("direction", "bidirectional"), ("hidden_size", 2))
                .Last()
                .Dense();
        var tensors = Read(With(1, 2, 1, 2, 0, 0, 0, 0)).Tensors;
        Assert.Equal([1, 2], tensors["lstm.h0_l0"].Values.Span.ToArray());
        Assert.DoesNotContain("lstm.h0_l0_reverse", tensors.Keys);
        AssertRefused(With(1, 2, 3, 4, 0, 0, 0, 0), "LSTM node", "another for each sequence");
    }

    /// <summary>Graphs that must not be taken for a network, and words that say why.</summary>
    public static TheoryData<string> Strange { get; } = [.. StrangeGraphs.Keys.Order(StringComparer.Ordinal)];

    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> StrangeGraphs =>
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["logarithms"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("LogSoftmax", "sums", "scores"),
                ["LogSoftmax node", "logarithms"]
            ),
            ["an activation at the end"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("Tanh", "sums", "scores"),
                ["output \"scores\"", "Tanh node"]
            ),
            ["an activation of the states"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Node("Relu", "state", "positive")
                    .Dense("other")
                    .Node("Gemm", "positive output_weight output_bias", "scores", ("transB", 1)),
                ["Gemm node", "Relu node"]
            ),
            ["no dense layer"] = (
                OnnxNetworks.Empty().Recurrent().Last().Node("Identity", "state", "scores"),
                ["output \"scores\"", "LSTM node"]
            ),
            ["the state c"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Node("Identity", "Y_c", "Y_x")
                    .Node("Transpose", "Y_x", "last", ("perm", (int[])[1, 0, 2]))
                    .Node("Flatten", "last", "state")
                    .Dense(),
                ["Gemm node", "state c of the LSTM node"]
            ),
            ["a score for each position"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Floats("w", [4, 2], OnnxNetworks.Numbers(5, 8))
                    .Node("MatMul", "states w", "scores"),
                ["output \"scores\"", "each position"]
            ),
            ["half of the units"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Integer("one", 1)
                    .Integers("axis", 1)
                    .Integers("from", 0)
                    .Integers("to", 1)
                    .Floats("w", [1, 2], 1, 2)
                    .Node("Gather", "Y_h one", "right")
                    .Node("Slice", "right from to axis", "half")
                    .Node("MatMul", "half w", "scores"),
                ["MatMul node", "all states"]
            ),
            ["mean and greatest"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Floats("w", [8, 2], OnnxNetworks.Numbers(5, 16))
                    .Node("ReduceMax", "states", "most", ("axes", (int[])[1]), ("keepdims", 0))
                    .Node("ReduceMean", "states", "mean", ("axes", (int[])[1]), ("keepdims", 0))
                    .Node("Concat", "most mean", "both", ("axis", 1))
                    .Node("MatMul", "both w", "scores"),
                ["MatMul node", "all states of one recurrent layer"]
            ),
            ["a mean over sequences"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Node("ReduceMean", "states", "state", ("axes", (int[])[0]), ("keepdims", 0))
                    .Dense(),
                ["ReduceMean node", "not the time"]
            ),
            ["the second position"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Integer("one", 1)
                    .Node("Gather", "states one", "state", ("axis", 1))
                    .Dense(),
                ["Gather node", "position 1"]
            ),
            ["one sequence of several"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Integer("zero", 0)
                    .Node("Gather", "states zero", "state", ("axis", 0))
                    .Dense(),
                ["Gather node", "one of several sequences"]
            ),
            ["time backwards"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .States()
                    .Integers("a", -1)
                    .Integers("b", long.MinValue + 1)
                    .Integers("axis", 1)
                    .Node("Slice", "states a b axis a", "turned")
                    .Node("ReduceMax", "turned", "state", ("axes", (int[])[1]), ("keepdims", 0))
                    .Dense(),
                ["Slice node", "steps of -1"]
            ),
            ["all positions side by side"] = (
                OnnxGraph
                    .Of(17)
                    .Input("input", OnnxGraph.Int64, 2, 3)
                    .Output("scores")
                    .Recurrent()
                    .States()
                    .Integers("sizes", 2, 12)
                    .Node("Reshape", "states sizes", "state")
                    .Dense(),
                ["Reshape node", "stay apart"]
            ),
            ["sequences and directions mixed"] = (
                OnnxNetworks.Empty().Recurrent().Integers("sizes", -1, 4).Node("Reshape", "Y_h sizes", "state").Dense(),
                ["Reshape node", "stay apart"]
            ),
            ["a sum of directions"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Integer("zero", 0)
                    .Integer("one", 1)
                    .Node("Gather", "Y_h zero", "left")
                    .Node("Gather", "Y_h one", "right")
                    .Node("Add", "left right", "scores"),
                ["Add node"]
            ),
            ["clipping"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"), ("clip", 3f))
                    .Last()
                    .Dense(),
                ["LSTM node", "clips"]
            ),
            ["coupled gates"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"), ("input_forget", 1))
                    .Last()
                    .Dense(),
                ["LSTM node", "input_forget"]
            ),
            ["another activation"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node(
                        "LSTM",
                        "v W R B",
                        ". Y_h",
                        ("direction", "bidirectional"),
                        ("activations", (string[])["Sigmoid", "Relu", "Tanh", "Sigmoid", "Relu", "Tanh"])
                    )
                    .Last()
                    .Dense(),
                ["LSTM node", "Relu"]
            ),
            ["weights of another size"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights(size: 5)
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["LSTM node", "\"W\"", "(2, 8, 3)"]
            ),
            ["a state that the caller gives"] = (
                OnnxNetworks
                    .Empty()
                    .Input("h", OnnxGraph.Float, 2, "batch", 2)
                    .Embedding()
                    .Weights()
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B . h", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["LSTM node", "\"h\""]
            ),
            ["a layer between words and states"] = (
                OnnxNetworks
                    .Empty()
                    .Embedding()
                    .Weights()
                    .Floats("w", [3, 3], OnnxNetworks.Numbers(9, 9))
                    .Node("Gather", "embedding input", "v")
                    .Node("MatMul", "v w", "x")
                    .Node("LSTM", "x W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["LSTM node", "MatMul node"]
            ),
            ["factors"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Floats("w", [2, 4], OnnxNetworks.Numbers(5, 8))
                    .Node("Gemm", "state w", "scores", ("transB", 1), ("alpha", 0.5f)),
                ["Gemm node", "alpha"]
            ),
            ["an unknown attribute"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Dense("sums")
                    .Node("Softmax", "sums", "scores", ("temperature", 2f)),
                ["Softmax node", "temperature"]
            ),
            ["a branch by a score"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("If", "sums", "scores"),
                ["If node", "condition \"sums\" depends on the input"]
            ),
            ["a loop"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("Loop", "sums", "scores"),
                ["Loop node", "none of those that are read"]
            ),
            ["two scores"] = (
                OnnxNetworks.Empty().Output("odds").Recurrent().Last().Dense().Node("Softmax", "scores", "odds"),
                ["2 of its outputs"]
            ),
            ["a score that is always 1"] = (
                OnnxNetworks
                    .Empty()
                    .Recurrent()
                    .Last()
                    .Floats("w", [1, 4], 1, 2, 3, 4)
                    .Node("Gemm", "state w", "sum", ("transB", 1))
                    .Node("Softmax", "sum", "scores"),
                ["always 1"]
            ),
            ["an input of words as text"] = (
                OnnxGraph.Of(17).Input("input", 8, "batch", "time").Output("scores").Recurrent().Last().Dense(),
                ["input \"input\"", "type 8"]
            ),
            ["an input without a shape"] = (
                OnnxGraph.Of(17).Input("input", OnnxGraph.Int64).Output("scores").Recurrent().Last().Dense(),
                ["input \"input\"", "shape"]
            ),
            ["no output"] = (
                OnnxGraph.Of(17).Input("input", OnnxGraph.Int64, "batch", "time").Recurrent(),
                ["no output"]
            ),
            ["an output that does not depend on the input"] = (
                OnnxNetworks.Empty().Floats("scores", [2], 1, 2),
                ["output \"scores\"", "does not depend"]
            ),
            ["an output that nothing makes"] = (OnnxNetworks.Empty().Recurrent(), ["output \"scores\"", "no node"]),
            ["the newest opset"] = (OnnxNetworks.Empty(99).Recurrent().Last().Dense(), ["opset 99"]),
            ["a tensor twice"] = (OnnxNetworks.Empty().Recurrent().Embedding().Last().Dense(), ["\"embedding\""]),
            ["a value from two nodes"] = (
                OnnxNetworks.Empty().Recurrent().Last().Dense().Node("Tanh", "state", "scores"),
                ["Tanh node", "another origin"]
            ),
            ["a quantised tensor"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Stored(OnnxGraph.Tensor("embedding", 3, [6, 3], (9, new byte[18])))
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "type 3"]
            ),
            ["a tensor with too few numbers"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Stored(OnnxGraph.Tensor("embedding", 1, [6, 3], (9, new byte[68])))
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "68 bytes"]
            ),
            ["a tensor of a hostile size"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Stored(OnnxGraph.Tensor("embedding", 1, [int.MaxValue, int.MaxValue], (9, new byte[4])))
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "2147483647"]
            ),
            ["a number that is none"] = (
                OnnxNetworks
                    .Empty()
                    .Weights()
                    .Floats("embedding", [6, 3], [.. OnnxNetworks.Numbers(4, 17), float.NaN])
                    .Node("Gather", "embedding input", "v")
                    .Node("LSTM", "v W R B", ". Y_h", ("direction", "bidirectional"))
                    .Last()
                    .Dense(),
                ["embedding", "row 5, column 2", "NaN"]
            ),
            ["numbers out of nothing"] = (
                OnnxNetworks.Empty().Integers("sizes", 2, 100000, 100000).Node("ConstantOfShape", "sizes", "scores"),
                ["ConstantOfShape node", "many more numbers"]
            ),
            ["numbers that double and double"] = (
                Enumerable
                    .Range(0, 40)
                    .Aggregate(
                        OnnxNetworks.Empty().Floats("x0", [64], OnnxNetworks.Numbers(1, 64)),
                        (graph, at) => graph.Node("Concat", $"x{at} x{at}", $"x{at + 1}", ("axis", 0))
                    )
                    .Node("Identity", "x40", "scores"),
                ["Concat node", "many more numbers"]
            ),
        }.ToImmutableDictionary();

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_graph_that_is_no_network_to_explain_is_refused_by_name(string graph) =>
        AssertRefused(StrangeGraphs[graph].Graph, StrangeGraphs[graph].Words);

    [Fact]
    public void Numbers_may_lie_in_another_file_of_the_folder_and_nowhere_else()
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("weights.bin"), [1, 2, 3, 4, .. Bytes(OnnxNetworks.Numbers(5, 8))]);
        (int, object) Entry(string key, string value) => (13, OnnxGraph.Message([(1, key), (2, value)]));
        OnnxGraph With(string location, string offset, string length) =>
            OnnxNetworks
                .Empty()
                .Recurrent()
                .Last()
                .Stored(
                    OnnxGraph.Tensor(
                        "output_weight",
                        OnnxGraph.Float,
                        [2, 4],
                        Entry("location", location),
                        Entry("offset", offset),
                        Entry("length", length),
                        (14, 1L)
                    )
                )
                .Floats("output_bias", [2], OnnxNetworks.Numbers(6, 2))
                .Node("Gemm", "state output_weight output_bias", "scores", ("transB", 1));
        string Message(string location, string offset = "4", string length = "32")
        {
            File.WriteAllBytes(sandbox.At("model.onnx"), With(location, offset, length).ToArray());
            return Assert
                .Single(Assert.Throws<FaultException>(() => OnnxModel.Read(sandbox.At("model.onnx"))).Faults)
                .ToString();
        }

        File.WriteAllBytes(sandbox.At("model.onnx"), With("weights.bin", "4", "32").ToArray());
        AssertSame(OnnxNetworks.Empty().Recurrent().Last().Dense(), OnnxModel.Read(sandbox.At("model.onnx")));
        Assert.Contains("does not hold", Message("weights.bin", offset: "5"), StringComparison.Ordinal);
        Assert.Contains("expects 32", Message("weights.bin", length: "36"), StringComparison.Ordinal);
        Assert.Contains("\"-4\"", Message("weights.bin", offset: "-4"), StringComparison.Ordinal);
        Assert.Contains("is not there", Message("other.bin"), StringComparison.Ordinal);
        Assert.Contains("own folder", Message(sandbox.At("weights.bin")), StringComparison.Ordinal);
        Assert.Contains("own folder", Message("sub/weights.bin"), StringComparison.Ordinal);
        Assert.Contains("own folder", Message(".."), StringComparison.Ordinal);
        File.CreateSymbolicLink(sandbox.At("link.bin"), "/etc/hostname");
        Assert.Contains("a link out", Message("link.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_changed_give_a_network_or_a_fault()
    {
        using var sandbox = new Sandbox();
        var whole = File.ReadAllBytes(OriginRecord.At("uni_lstm_attention_linear", "model.onnx"));
        foreach (var at in Enumerable.Range(0, whole.Length / 3).Select(at => 3 * at))
        {
            File.WriteAllBytes(
                sandbox.At("changed"),
                [.. whole[..at], (byte)(whole[at] ^ (1 << (at % 8))), .. whole[(at + 1)..]]
            );
            _ = Edge.Read(sandbox.At("changed"), () => OnnxModel.Read(sandbox.At("changed")));
        }
    }

    private static byte[] Bytes(float[] numbers) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(numbers).ToArray();

    private static void AssertSame(OnnxGraph expected, OnnxGraph actual) => AssertSame(expected, Read(actual));

    private static void AssertSame(OnnxGraph expected, OnnxNetwork actual)
    {
        var network = Read(expected);
        Assert.Equal(network.Config.ToJson(), actual.Config.ToJson());
        Assert.Equal(
            network.Tensors.Keys.Order(StringComparer.Ordinal),
            actual.Tensors.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(network.Tensors, tensor => Assert.Equal(tensor.Value.Values, actual.Tensors[tensor.Key].Values));
        _ = Network(actual);
    }

    private static void AssertRefused(OnnxGraph graph, params string[] words)
    {
        var exception = Assert.Throws<FaultException>(() => Read(graph));
        var fault = Assert.Single(exception.Faults).ToString();
        Assert.All(words, word => Assert.Contains(word, fault, StringComparison.Ordinal));
    }

    private static OnnxNetwork Read(OnnxGraph graph)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("model.onnx"), graph.ToArray());
        return OnnxModel.Read(sandbox.At("model.onnx"));
    }

    private static StoredModel Model(OnnxNetwork read) =>
        StoredModel.Create(OnnxModel.Name, "vocab.txt", Option<RowWords>.None, read.Config, read.Tensors).OrThrow();

    private static RecurrentNetwork Network(OnnxNetwork read) => Model(read).Network;

    private static string NameInFile(ModelConfig config, string name)
    {
        var module = name[..name.LastIndexOf('.')];
        return config.Names.TryGetValue(name, out var own) ? own
            : config.Names.TryGetValue(module, out var other) ? other + name[module.Length..]
            : name;
    }
}
