using System.Collections.Immutable;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>Graphs that are no composition of the library's layers either, each refused by the node and why.</summary>
public sealed class RefusedGraphsTests
{
    private static ImmutableDictionary<string, (OnnxGraph Graph, string[] Words)> Graphs { get; } =
        new Dictionary<string, (OnnxGraph Graph, string[] Words)>
        {
            ["an operation of nobody"] = (
                Numbers().Node("Erf", "input", "x").Node("Identity", "x", "scores"),
                ["Erf node \"Erf 0\"", "none of those that are read"]
            ),
            ["no recurrent layer"] = (Numbers().Node("Relu", "input", "scores"), ["output \"scores\"", "no recurrent"]),
            ["words beside numbers"] = (
                Numbers()
                    .Input("other", OnnxGraph.Int64, "batch", "time", 3)
                    .Node("Add", "input other", "both")
                    .Then("both"),
                ["input \"other\"", "it holds no floating-point numbers, where the graph reads 2 inputs"]
            ),
            ["sequences of different lengths"] = (
                OnnxGraph
                    .Of(17)
                    .Output("scores")
                    .Input("input", OnnxGraph.Float, 6, "batch", 3)
                    .Input("other", OnnxGraph.Float, 5, "batch", 3)
                    .Weights(directions: 1)
                    .Node("LSTM", "input W R B", ". a", ("hidden_size", 2))
                    .Node("LSTM", "other W R B", ". b", ("hidden_size", 2))
                    .Node("Add", "a b", "scores"),
                ["input \"other\"", "inputs of 6 and 5 steps are read"]
            ),
            ["a vector of any size beside a sequence"] = (
                Numbers()
                    .Input("other", OnnxGraph.Float, "batch", "any")
                    .Node("Add", "input other", "both")
                    .Then("both"),
                ["input \"other\"", "how many numbers it has is not said"]
            ),
            ["images beside a sequence"] = (
                Numbers()
                    .Input("other", OnnxGraph.Float, "batch", 1, 6, 3)
                    .Node("Add", "input other", "both")
                    .Then("both"),
                ["input \"other\"", "it has 4 axes"]
            ),
            ["vectors alone"] = (
                OnnxGraph
                    .Of(17)
                    .Output("scores")
                    .Input("input", OnnxGraph.Float, "batch", 3)
                    .Input("other", OnnxGraph.Float, "batch", 3)
                    .Node("Add", "input other", "both")
                    .Then("both"),
                ["input \"input\"", "no input has steps"]
            ),
            ["a vector added to each step"] = (
                Numbers()
                    .Input("other", OnnxGraph.Float, "batch", 3)
                    .Integers("one", 1)
                    .Node("Unsqueeze", "other one", "step")
                    .Node("Add", "input step", "both")
                    .Then("both"),
                ["it takes something of each step together with something of the whole sequence"]
            ),
            ["a function of nobody"] = (
                Cell(("activations", (string[])["Sigmoid", "Tanh", "Sinus"])),
                ["LSTM node", "Sigmoid, Tanh, Sinus", "Softplus"]
            ),
            ["functions for one direction of two"] = (
                Cell(("activations", (string[])["Sigmoid", "Tanh"])),
                ["LSTM node", "Sigmoid, Tanh", "3 for each"]
            ),
            ["a function that nothing here has"] = (
                Cell(
                    ("activations", (string[])["Sigmoid", "ScaledTanh", "Tanh"]),
                    ("activation_alpha", (float[])[1.5f])
                ),
                ["LSTM node", "ScaledTanh has alpha 1.5 and beta 0"]
            ),
            ["numbers for functions that take none"] = (
                Cell(("activation_alpha", (float[])[0.5f])),
                ["LSTM node", "activation_alpha is 0.5", "take 0 numbers"]
            ),
            ["a bound of nothing"] = (Cell(("clip", 0f)), ["LSTM node", "clip is 0", "above 0"]),
            ["a bound below everything"] = (Cell(("clip", -1f)), ["LSTM node", "clip is -1", "above 0"]),
            ["peepholes of another size"] = (
                Steps()
                    .Floats("P", [1, 8], OnnxNetworks.Numbers(1, 8))
                    .Node("LSTM", "steps W R B . . . P", "scores", ("hidden_size", 2)),
                ["LSTM node", "\"P\" has the axes (1, 8)", "(1, 6)"]
            ),
            ["a layer normalisation over steps"] = (
                Normalised(1, "input"),
                ["layer normalisation without scale node", "it goes over the axes", "the units of each step"]
            ),
            ["a normalisation by what others deviate"] = (
                Normalised(2, "other")
                    .Floats("V", [3, 3], OnnxNetworks.Numbers(3, 3))
                    .Node("MatMul", "input V", "other"),
                ["ReduceMean node", "not the time"]
            ),
            ["a constant for each position"] = (
                OnnxGraph
                    .Of(17)
                    .Input("input", OnnxGraph.Float, "batch", 5, 3)
                    .Output("scores")
                    .Floats("p", [1, 5, 3], OnnxNetworks.Numbers(1, 15))
                    .Node("Add", "input p", "placed")
                    .Then("placed"),
                ["Add node", "(1, 5, 3)", "the same for each sequence and step"]
            ),
            ["a product of two flows that do not fit"] = (
                Numbers()
                    .Node("Transpose", "input", "turned", ("perm", (int[])[0, 2, 1]))
                    .Node("Mul", "input turned", "square")
                    .Then("square"),
                ["Mul node", "which do not fit"]
            ),
            ["a state to begin with at each step"] = (
                Steps()
                    .Node("LSTM", "steps W R B", "Y . .", ("hidden_size", 2))
                    .Integers("one", 1)
                    .Node("Squeeze", "Y one", "states")
                    .Node("LSTM", "steps W R B . states", "scores", ("hidden_size", 2)),
                ["LSTM node", "its initial state has the axes", "is expected"]
            ),
            ["a state to begin with that lies as many"] = (
                OnnxGraph
                    .Of(17)
                    .Input("input", OnnxGraph.Float, 1, "time", 3)
                    .Output("scores")
                    .Weights(directions: 1)
                    .Node("Transpose", "input", "steps", ("perm", (int[])[1, 0, 2]))
                    .Node("LSTM", "steps W R B", ". h", ("hidden_size", 2))
                    .Node("Concat", "h h", "both", ("axis", 1))
                    .Node("LSTM", "steps W R B . both", "scores", ("hidden_size", 2)),
                ["LSTM node", "\"both\" is another for each of a fixed number of sequences"]
            ),
            ["a state to begin with that is stored in part"] = (
                OnnxGraph
                    .Of(17)
                    .Input("input", OnnxGraph.Float, 1, "time", 3)
                    .Output("scores")
                    .Weights(directions: 1)
                    .Floats("half", [1, 1, 1], 0.5f)
                    .Integers("zero", 0)
                    .Integers("one", 1)
                    .Integers("two", 2)
                    .Node("Transpose", "input", "steps", ("perm", (int[])[1, 0, 2]))
                    .Node("LSTM", "steps W R B", ". h", ("hidden_size", 2))
                    .Node("Slice", "h zero one two", "part")
                    .Node("Concat", "part half", "both", ("axis", 2))
                    .Node("LSTM", "steps W R B . both", "scores", ("hidden_size", 2)),
                ["LSTM node", "\"both\" is made of stored numbers and of others"]
            ),
            ["a sum over time"] = (
                Numbers().Then("input", "states").Integers("one", 1).Node("ReduceSum", "states one", "scores"),
                ["pooled over time", "go into another layer"]
            ),
            ["a vector beside states"] = (
                Numbers()
                    .Then("input", "states")
                    .Integers("one", 1)
                    .Node("ReduceMean", "states", "mean", ("axes", (int[])[1]))
                    .Node("Add", "states mean", "scores"),
                ["Add node", "of the whole sequence"]
            ),
            ["a batch normalisation of each step of its own"] = (
                Numbers().Floats("v", [3], 1, 1, 1).Node("BatchNormalization", "input v v v v", "steps").Then("steps"),
                ["BatchNormalization node", "axis 1", "units is expected"]
            ),
            ["a batch normalisation of other units"] = (
                Numbers()
                    .Floats("v", [4], 1, 1, 1, 1)
                    .Node("Transpose", "input", "turned", ("perm", (int[])[0, 2, 1]))
                    .Node("BatchNormalization", "turned v v v v", "steps")
                    .Node("Transpose", "steps", "back", ("perm", (int[])[0, 2, 1]))
                    .Then("back"),
                ["BatchNormalization node", "\"v\" has the axes (4)", "3 units"]
            ),
            ["a batch normalisation as in training"] = (
                Numbers()
                    .Floats("v", [3], 1, 1, 1)
                    .Node("BatchNormalization", "input v v v v", "steps", ("training_mode", 1))
                    .Then("steps"),
                ["BatchNormalization node", "training"]
            ),
            ["windows over units"] = (
                Numbers()
                    .Floats("w", [3, 3, 1], OnnxNetworks.Numbers(1, 9))
                    .Node("Conv", "input w", "wide")
                    .Then("wide"),
                ["Conv node", "sequences, channels and steps"]
            ),
            ["a convolution of other channels"] = (
                Windowed(4).Node("Conv", "turned w", "wide").Then("wide"),
                ["Conv node", "weights have the axes (3, 4, 2)", "3 channels"]
            ),
            ["a convolution with strange pads"] = (
                Windowed(3).Node("Conv", "turned w", "wide", ("pads", (int[])[1])).Then("wide"),
                ["Conv node", "pads has 1 numbers, where 2"]
            ),
            ["a convolution that cuts steps off"] = (
                Windowed(3).Node("Conv", "turned w", "wide", ("pads", (int[])[-1, 0])).Then("wide"),
                ["Conv node", "pads of -1 and 0"]
            ),
            ["a convolution of enormous strides"] = (
                Windowed(3).Node("Conv", "turned w", "wide", ("strides", (int[])[int.MaxValue])).Then("wide"),
                ["Conv node", "strides of 2147483647"]
            ),
            ["a pooling that may end behind the last step"] = (
                Windowed(3)
                    .Node(
                        "MaxPool",
                        "turned",
                        "wide",
                        ("kernel_shape", (int[])[2]),
                        ("strides", (int[])[2]),
                        ("ceil_mode", 1)
                    )
                    .Then("wide"),
                ["MaxPool node", "ceil_mode", "any length"]
            ),
            ["one vector at each step"] = (
                Numbers()
                    .Then("input", "states")
                    .Node("ReduceMean", "states", "mean", ("axes", (int[])[1]))
                    .Node("Shape", "states", "shape")
                    .Node("Expand", "mean shape", "wide")
                    .Node("Transpose", "wide", "again", ("perm", (int[])[1, 0, 2]))
                    .Weights("2", directions: 1, size: 2)
                    .Node("LSTM", "again W2 R2 B2", "scores", ("hidden_size", 2)),
                ["LSTM node", "one vector at each step"]
            ),
            ["steps one after the other again"] = (
                Numbers().Integers("twice", 1, 1, 2).Node("Tile", "input twice", "wide").Then("wide"),
                ["Tile node", "more than one cell lies 2 times"]
            ),
            ["repeats for other axes"] = (
                Numbers().Integers("twice", 2).Node("Tile", "input twice", "wide").Then("wide"),
                ["Tile node", "its repeats are 1"]
            ),
            ["states of the caller that go through the layers"] = (
                Numbers()
                    .Input("h", OnnxGraph.Float, 1, "batch", 2)
                    .Weights(directions: 1)
                    .Node("Transpose", "input", "steps", ("perm", (int[])[1, 0, 2]))
                    .Node("LSTM", "steps W R B . h", "Y .", ("hidden_size", 2))
                    .Integers("one", 1)
                    .Node("Squeeze", "Y one", "states")
                    .Node("Add", "states h", "scores"),
                ["LSTM node"]
            ),
            ["more layers than anybody has"] = (
                Enumerable
                    .Range(0, 400)
                    .Aggregate(Numbers().Then("input", "x0"), (graph, at) => graph.Node("Relu", $"x{at}", $"x{at + 1}"))
                    .Node("Identity", "x400", "scores"),
                ["more than 300 layers"]
            ),
            ["a softmax of one score"] = (
                Numbers()
                    .Then("input", "states")
                    .Floats("w", [2, 1], 1, 2)
                    .Node("MatMul", "states w", "score")
                    .Node("Softmax", "score", "scores"),
                ["output \"scores\"", "always 1"]
            ),
        }.ToImmutableDictionary();

    public static TheoryData<string> Refused { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_graph_that_is_no_composition_is_refused_by_name(string graph)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("model.onnx"), Graphs[graph].Graph.ToArray());
        var refused = Assert.Throws<FaultException>(() => OnnxParts.Read(sandbox.At("model.onnx")));
        var fault = Assert.Single(refused.Faults).ToString();
        Assert.All(Graphs[graph].Words, word => Assert.Contains(word, fault, StringComparison.Ordinal));
    }

    private static OnnxGraph Numbers() =>
        OnnxGraph.Of(17).Input("input", OnnxGraph.Float, "batch", "time", 3).Output("scores");

    private static OnnxGraph Steps() =>
        Numbers().Weights(directions: 1).Node("Transpose", "input", "steps", ("perm", (int[])[1, 0, 2]));

    // (x − mean x) / √(mean y² + 1).
    private static OnnxGraph Normalised(int axis, string squared) =>
        Numbers()
            .Floats("one", [], 1)
            .Floats("two", [], 2)
            .Node("ReduceMean", "input", "mean", ("axes", (int[])[axis]))
            .Node("Sub", "input mean", "centred")
            .Node("Pow", $"{(squared == "input" ? "centred" : squared)} two", "squares")
            .Node("ReduceMean", "squares", "variance", ("axes", (int[])[axis]))
            .Node("Add", "variance one", "sum")
            .Node("Sqrt", "sum", "root")
            .Node("Div", "centred root", "normalised")
            .Then("normalised");

    private static OnnxGraph Cell(params ImmutableArray<(string, object)> set) =>
        Steps().Node("LSTM", "steps W R B", "scores", set);

    private static OnnxGraph Windowed(int channels) =>
        Numbers()
            .Floats("w", [3, channels, 2], OnnxNetworks.Numbers(1, 6 * channels))
            .Node("Transpose", "input", "turned", ("perm", (int[])[0, 2, 1]));
}
