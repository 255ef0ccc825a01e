using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>What is read of a graph that gives several things, and what a reader is told of it.</summary>
public sealed class OutputsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Scores_are_read_and_states_beside_them_left_aside()
    {
        var model = ModelFiles.Read(Sandbox.Fixture("OnnxCompositions", "stateful.onnx")).OrThrow();
        Assert.Contains("the scores are the output scores; left aside are hn", model.Notes);
        Assert.Contains(
            model.Notes,
            note => note.StartsWith("the recurrent layers start at zero", StringComparison.Ordinal)
        );
        Assert.Equal(["h0", "c0"], model.Graph.Map(graph => graph.States.AsEnumerable()).IfNone([]));
    }

    [Fact]
    public void Of_scores_and_probabilities_of_them_the_latter_are_the_end()
    {
        var model = Read(
            OnnxNetworks.Empty().Output("odds").Recurrent().Last().Dense().Node("Softmax", "scores", "odds")
        );
        Assert.Equal(Probabilities.Softmax, model.Config.Architecture.Probabilities);
        Assert.Contains("the scores are the output odds; left aside are scores", model.Notes);
    }

    [Fact]
    public void An_output_that_cannot_be_read_is_left_aside_too()
    {
        var model = Read(
            OnnxNetworks.Empty().Output("label").Recurrent().Last().Dense().Node("ArgMax", "scores", "label")
        );
        Assert.Contains("the scores are the output scores; left aside are label", model.Notes);
    }

    [Fact]
    public void What_comes_behind_an_activation_at_the_end_is_explained_before_it_and_compared_there()
    {
        var model = Read(OnnxNetworks.Empty().Recurrent().Last().Dense("sums").Node("Tanh", "sums", "scores"));
        Assert.Contains("explained are the scores before the activation at the end, Tanh", model.Notes);
        Assert.Equal("sums", model.Graph.Map(graph => graph.Scores).IfNone(""));
        var record = OnnxOrigin.Record(_sandbox.At("model.onnx"), model, seed: 5).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-5).Difference, 0, 1e-5);
    }

    [Fact]
    public void States_alone_are_scores_where_a_graph_gives_nothing_else()
    {
        var model = Read(OnnxNetworks.Empty().Recurrent().Last().Node("Identity", "state", "scores"));
        Assert.Equal(2 * OnnxNetworks.Units, model.Network.Classes.Length);
        var record = OnnxOrigin.Record(_sandbox.At("model.onnx"), model, seed: 5).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-5).Difference, 0, 1e-5);
    }

    [Fact]
    public void A_graph_that_a_state_dict_could_say_stays_one()
    {
        Assert.False(Read(OnnxNetworks.Empty().Recurrent().Last().Dense()).IsComposed);
        Assert.True(Read(OnnxNetworks.Empty().Recurrent().Last().Node("Neg", "state", "scores")).IsComposed);
    }

    private StoredModel Read(OnnxGraph graph)
    {
        File.WriteAllBytes(_sandbox.At("model.onnx"), graph.ToArray());
        return ModelFiles.Read(_sandbox.At("model.onnx")).OrThrow();
    }
}
