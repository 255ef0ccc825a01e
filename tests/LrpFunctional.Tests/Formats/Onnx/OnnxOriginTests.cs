using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>ONNX Runtime is given every input that a graph wants.</summary>
public sealed class OnnxOriginTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    /// <summary>Ids of words, sequences first or time first.</summary>
    public static TheoryData<string, string> Axes { get; } = new() { { "batch", "time" }, { "time", "batch" } };

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Axes))]
    public void Lengths_and_inputs_that_nothing_reads_are_given_too(string first, string second)
    {
        var isTimeFirst = first == "time";
        var graph = OnnxGraph
            .Of(17)
            .Input("mask", 9, "batch", "time")
            .Input("ids", OnnxGraph.Int64, first, second)
            .Input("lengths", OnnxGraph.Int64, "batch")
            .Input("rate", OnnxGraph.Float)
            .Input("types", 6, "batch", "time")
            .Output("scores")
            .Embedding()
            .Weights()
            .Node("Gather", "embedding ids", "vectors")
            .Node("Cast", "lengths", "short", ("to", 6));
        graph = isTimeFirst
            ? graph.Node("Identity", "vectors", "sequence")
            : graph.Node("Transpose", "vectors", "sequence", ("perm", (int[])[1, 0, 2]));
        AssertSame(
            graph
                .Node("LSTM", "sequence W R B short", ". Y_h", ("direction", "bidirectional"), ("hidden_size", 2))
                .Last()
                .Dense(),
            3
        );
    }

    [Fact]
    public void A_graph_without_an_axis_of_sequences_is_run_with_one() =>
        AssertSame(
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, "time")
                .Output("scores")
                .Embedding()
                .Weights()
                .Integers("axis", 1)
                .Node("Gather", "embedding input", "vectors")
                .Node("Unsqueeze", "vectors axis", "sequence")
                .Node("LSTM", "sequence W R B", ". Y_h", ("direction", "bidirectional"), ("hidden_size", 2))
                .Last()
                .Dense(),
            1
        );

    [Fact]
    public void As_many_sequences_as_steps_are_told_apart() =>
        AssertSame(
            OnnxGraph.Of(17).Input("input", OnnxGraph.Int64, 4, 4).Output("scores").Recurrent().Last().Dense(),
            4
        );

    [Fact]
    public void The_scores_are_compared_whichever_output_they_are() =>
        AssertSame(
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, "batch", "time")
                .Output("Y")
                .Output("scores")
                .Recurrent()
                .Last()
                .Dense(),
            3
        );

    [Fact]
    public async Task A_model_that_cannot_be_compared_says_why_in_one_line_and_is_read()
    {
        Write(OnnxNetworks.Empty().Input("comment", 8, "batch").Recurrent().Last().Dense());
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            _sandbox.At("model.onnx"),
            "--data",
            _sandbox.Write("data.jsonl", "{\"ids\": [1, 2]}\n")
        );
        Assert.Equal(0, result.ExitCode);
        var line = Assert.Single(
            result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => line.Contains("not compared", StringComparison.Ordinal)
        );
        Assert.Contains("input \"comment\": it wants numbers of the type String", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_very_many_tensors_is_read_and_not_compared()
    {
        var graph = OnnxNetworks.Empty().Recurrent().Last().Dense();
        Write(Enumerable.Range(0, 10_000).Aggregate(graph, (all, at) => all.Integer($"unused{at}", at)));
        var model = ModelFiles.Read(_sandbox.At("model.onnx")).OrThrow();
        var why = Assert.Single(OnnxOrigin.Record(_sandbox.At("model.onnx"), model, seed: 5).FailToSeq());
        Assert.Contains("ONNX Runtime takes long", why.Problem, StringComparison.Ordinal);
    }

    private void AssertSame(OnnxGraph graph, int sequences)
    {
        Write(graph);
        var model = ModelFiles.Read(_sandbox.At("model.onnx")).OrThrow();
        var record = OnnxOrigin.Record(_sandbox.At("model.onnx"), model, seed: 5).OrThrow();
        Assert.Equal(sequences, record.Inputs.Length);
        Assert.InRange(Verification.Of(model, record, 1e-5).Difference, 0, 1e-5);
    }

    private void Write(OnnxGraph graph) => File.WriteAllBytes(_sandbox.At("model.onnx"), graph.ToArray());
}
