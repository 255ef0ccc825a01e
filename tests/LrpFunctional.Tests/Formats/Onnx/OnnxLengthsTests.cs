using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Graphs that are given the length of each sequence, and graphs that branch.</summary>
public sealed class OnnxLengthsTests
{
    private static readonly string[] Both = ["batch", "time"];

    /// <summary>Ways to pick the last state of each sequence by its length.</summary>
    public static TheoryData<string> Picks { get; } =
    [
        "expanded by sizes",
        "repeated by the lengths' own size",
        "without names",
        "of fixed size",
        "time first",
        "by the whole length",
    ];

    private static OnnxGraph Picked(string way) =>
        way switch
        {
            "repeated by the lengths' own size" => Ends(
                Graph()
                    .Node("Shape", "lengths", "batch_size")
                    .Node("Concat", "batch_size wide", "sizes", ("axis", 0))
                    .Node("Expand", "column sizes", "places")
                    .Node("GatherElements", "states places", "picked", ("axis", 1))
            ),
            "expanded by sizes" => Ends(
                Graph()
                    .Node("Shape", "states", "all")
                    .Node("Slice", "all zero single zero", "batch_size")
                    .Node("Concat", "batch_size wide", "sizes", ("axis", 0))
                    .Node("Expand", "column sizes", "places")
                    .Node("GatherElements", "states places", "picked", ("axis", 1))
            ),
            "without names" => Ends(
                Graph("", "")
                    .Node("Expand", "column flat", "places")
                    .Node("GatherElements", "states places", "picked", ("axis", 1))
            ),
            "of fixed size" => Ends(
                Graph(2, 5)
                    .Node("Expand", "column flat", "places")
                    .Node("GatherElements", "states places", "picked", ("axis", 1))
            ),
            "time first" => Graph("batch", "time")
                .Node("Transpose", "states", "turned", ("perm", (int[])[1, 0, 2]))
                .Integers("row", 1, -1, 1)
                .Node("Reshape", "last row", "placed")
                .Node("Expand", "placed flat", "places")
                .Node("GatherElements", "turned places", "picked")
                .Node("Squeeze", "picked zero", "h")
                .Node("Gemm", "h weight", "scores"),
            _ => Ends(Graph().Node("Slice", "states rear top single", "picked")),
        };

    [Theory]
    [MemberData(nameof(Picks))]
    public void A_state_picked_by_lengths_is_the_last(string way)
    {
        var network = Read(Picked(way));
        Assert.Equal(Reading.LastState, network.Config.Architecture.Reading);
        Assert.Equal<string>(["lengths"], network.Signature.Lengths);
    }

    [Fact]
    public void A_sum_over_time_by_lengths_is_the_mean()
    {
        var graph = Graph()
            .Node("ReduceSum", "states single", "sum", ("keepdims", 0))
            .Node("Cast", "lengths", "floats", ("to", 1));
        Assert.Equal(
            Reading.Mean,
            Read(
                graph
                    .Node("Unsqueeze", "floats single", "each")
                    .Node("Div", "sum each", "h")
                    .Node("Gemm", "h weight", "scores")
            ).Config.Architecture.Reading
        );

        // Lengths that would lie along the units.
        AssertRefused(graph.Node("Div", "sum floats", "h").Node("Gemm", "h weight", "scores"), "Div node");
    }

    [Theory]
    [InlineData("lengths", null)]
    [InlineData("short", "its sequence_lens \"short\" is 2, where all b steps, or an input of the graph")]
    [InlineData("last", "its sequence_lens \"last\" is length-1, where")]
    [InlineData("x", "its sequence_lens \"x\" is calculated from the input")]
    public void A_sequence_ends_at_its_length_and_at_no_other(string lengths, string? refusal)
    {
        var graph = Graph()
            .Integers("short", 2)
            .Node("LSTM", $"x W R . {lengths}", ". end", ("layout", 1))
            .Node("Flatten", "end", "h")
            .Node("Gemm", "h weight", "scores");
        if (refusal is null)
            Assert.Equal(Reading.LastState, Read(graph).Config.Architecture.Reading);
        else
            AssertRefused(graph, refusal);
    }

    [Fact]
    public void A_constant_that_is_all_steps_of_a_fixed_input_ends_nothing_early() =>
        Assert.Equal(
            Reading.LastState,
            Read(
                Graph(2, 5)
                    .Integers("fives", 5, 5)
                    .Node("LSTM", "x W R . fives", ". end", ("layout", 1))
                    .Node("Flatten", "end", "h")
                    .Node("Gemm", "h weight", "scores")
            ).Config.Architecture.Reading
        );

    [Fact]
    public void What_is_picked_at_another_place_than_the_last_is_refused_by_what_it_is()
    {
        AssertRefused(
            Ends(
                Graph()
                    .Node("Reshape", "lengths tall", "past")
                    .Node("Expand", "past flat", "places")
                    .Node("GatherElements", "states places", "picked", ("axis", 1))
            ),
            "GatherElements node",
            "it picks position length of each sequence by the input of lengths, where the last, length-1, is expected"
        );
        AssertRefused(
            Graph().Node("Gather", "states last", "h", ("axis", 1)).Node("Gemm", "h weight", "scores"),
            "Gather node",
            "it picks position length-1 of each sequence from all sequences",
            "out.gather(1, lengths - 1)"
        );
        AssertRefused(
            Graph().Node("GatherND", "states column", "h").Node("Gemm", "h weight", "scores"),
            "GatherND node",
            "it works with the input of lengths",
            "out.gather(1, lengths - 1)"
        );
        AssertRefused(
            Ends(Graph().Node("Reshape", "states lengths", "picked")),
            "Reshape node",
            "a number for each sequence or step"
        );
    }

    [Fact]
    public void The_signature_names_what_the_graph_is_given_and_gives()
    {
        Assert.Equal(("x", 1, "scores"), Signature(Picked("without names")));
        var turned = Read(
            OnnxNetworks
                .Empty()
                .Embedding()
                .Weights()
                .Node("Gather", "embedding input", "vectors")
                .Node("LSTM", "vectors W R B", ". Y_h", ("direction", "bidirectional"))
                .Last()
                .Dense()
        ).Signature;
        Assert.Equal(0, turned.TimeAxis);
        Assert.Empty(turned.Lengths);
    }

    [Theory]
    [InlineData(1, "scores of the branch then")]
    [InlineData(2, "scores of the branch else")]
    public void A_branch_that_known_sizes_choose_is_taken(int units, string taken)
    {
        OnnxGraph Layer(string weight) =>
            OnnxGraph.Of(17).Node("Gemm", $"h {weight}", $"in_{weight}").Output($"in_{weight}");
        var graph = Graph()
            .Integer("first", 0)
            .Integers("asked", units)
            .Node("LSTM", "x W R", ". end", ("layout", 1))
            .Node("Flatten", "end", "h")
            .Node("Shape", "end", "sizes")
            .Node("Gather", "sizes one", "ones")
            .Node("Equal", "ones asked", "condition")
            .Node("If", "condition", "scores", ("then_branch", Layer("weight")), ("else_branch", Layer("other")));
        var weights = Read(graph).Tensors["output.weight"].Values.Span.ToArray();
        Assert.Equal(taken.EndsWith("then", StringComparison.Ordinal) ? [1, 3, 2, 4] : [5, 7, 6, 8], weights);
    }

    [Fact]
    public void A_branch_may_hold_tensors_nodes_and_branches_of_its_own()
    {
        var inner = OnnxGraph.Of(17).Floats("own", [2, 2], 1, 2, 3, 4).Node("Gemm", "h own", "deep").Output("deep");
        var outer = OnnxGraph.Of(17).Node("If", "yes", "middle", ("then_branch", inner)).Output("middle");
        var graph = Graph()
            .Node("Constant", "", "yes", ("value_int", 1))
            .Node("If", "yes", "scores", ("then_branch", outer))
            .Node("LSTM", "x W R", ". end", ("layout", 1))
            .Node("Flatten", "end", "h");
        Assert.Equal([1, 3, 2, 4], Read(graph).Tensors["output.weight"].Values.Span.ToArray());
    }

    [Fact]
    public void A_branch_that_is_no_graph_to_follow_is_refused()
    {
        var cell = Graph()
            .Node("Constant", "", "yes", ("value_int", 1))
            .Node("LSTM", "x W R", ". end", ("layout", 1))
            .Node("Flatten", "end", "h");
        OnnxGraph With(OnnxGraph branch) => cell.Node("If", "yes", "scores", ("then_branch", branch));
        AssertRefused(
            With(OnnxGraph.Of(17).Node("Gemm", "h nothing", "made").Output("made")),
            "If node",
            "\"nothing\" is neither stored"
        );
        AssertRefused(
            With(OnnxGraph.Of(17).Node("Gemm", "h weight", "h").Output("h")),
            "If node",
            "\"h\" in its branch has another origin too"
        );
        AssertRefused(
            With(OnnxGraph.Of(17).Node("Identity", "late", "made").Node("Gemm", "h weight", "late").Output("made")),
            "Identity node",
            "made by no node before it"
        );
        AssertRefused(
            With(OnnxGraph.Of(17).Node("Gemm", "h weight", "made").Output("made").Output("h")),
            "If node",
            "gives 2 values"
        );
        AssertRefused(With(OnnxGraph.Of(17).Output("made")), "If node", "\"made\" is neither stored");
        AssertRefused(
            cell.Node("If", "yes", "scores", ("else_branch", OnnxGraph.Of(17).Output("h"))),
            "If node",
            "no then_branch"
        );
        var deep = Enumerable
            .Range(0, 20)
            .Aggregate(
                OnnxGraph.Of(17).Output("h"),
                (graph, _) => OnnxGraph.Of(17).Node("If", "yes", "made", ("then_branch", graph)).Output("made")
            );
        AssertRefused(With(deep), "graphs lie in each other");
    }

    private static OnnxGraph Graph() => Graph([.. Both]);

    private static OnnxGraph Graph(params object[] sizes) =>
        OnnxGraph
            .Of(17)
            .Input("x", OnnxGraph.Float, sizes[0], sizes[1], 3)
            .Input("lengths", OnnxGraph.Int64, sizes[0])
            .Output("scores")
            .Weights("", 4, 1)
            .Floats("weight", [2, 2], 1, 2, 3, 4)
            .Floats("other", [2, 2], 5, 6, 7, 8)
            .Integer("one", 1)
            .Integers("zero", 0)
            .Integers("single", 1)
            .Integers("second", 2)
            .Integers("wide", 1, 2)
            .Integers("flat", 1, 1, 2)
            .Integers("tall", -1, 1, 1)
            .Integers("rear", -1)
            .Integers("top", long.MaxValue)
            .Node("LSTM", "x W R", "Y", ("layout", 1))
            .Node("Squeeze", "Y second", "states")
            .Node("Sub", "lengths one", "last")
            .Node("Reshape", "last tall", "column");

    private static OnnxGraph Ends(OnnxGraph picked) =>
        picked.Node("Squeeze", "picked single", "h").Node("Gemm", "h weight", "scores");

    private static (string, int, string) Signature(OnnxGraph graph) =>
        Read(graph).Signature is var signature ? (signature.Sequences, signature.TimeAxis, signature.Scores) : default;

    private static OnnxNetwork Read(OnnxGraph graph)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("model.onnx"), graph.ToArray());
        return OnnxModel.Read(sandbox.At("model.onnx"));
    }

    private static void AssertRefused(OnnxGraph graph, params string[] words)
    {
        var fault = Assert.Single(Assert.Throws<FaultException>(() => Read(graph)).Faults).ToString();
        Assert.All(words, word => Assert.Contains(word, fault, StringComparison.Ordinal));
    }
}
