using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Formats.Verification;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>What is read of a graph that gives several things, and what a reader is told of it.</summary>
public sealed class OutputsTests : IDisposable
{
    private static readonly string Stateful = Sandbox.Fixture("OnnxCompositions", "stateful.onnx");

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

    [Theory]
    [InlineData("scores")]
    [InlineData("1")]
    public void An_output_is_chosen_by_its_name_or_its_number_from_0(string said)
    {
        var path = _sandbox.At("odds.onnx");
        File.WriteAllBytes(
            path,
            OnnxNetworks.Empty().Output("odds").Recurrent().Last().Dense().Node("Softmax", "scores", "odds").ToArray()
        );
        var outputs = OnnxFile.Read(path).Outputs;
        var named = said == "1" ? outputs[1] : said;
        var model = ModelFiles.Read(path, output: said).OrThrow();
        Assert.Equal(
            named == "scores" ? Probabilities.None : Probabilities.Softmax,
            model.Config.Architecture.Probabilities
        );
        Assert.Contains($"the scores are the output {named}; left aside are {outputs.Remove(named)[0]}", model.Notes);
    }

    [Fact]
    public void A_chosen_output_may_be_states_and_is_not_exchanged_for_another_where_it_cannot_be_read()
    {
        var path = _sandbox.At("states.onnx");
        File.WriteAllBytes(path, OnnxNetworks.Empty().Output("state").Recurrent().Last().Dense().ToArray());
        var model = ModelFiles.Read(path, output: "state").OrThrow();
        Assert.Equal(2 * OnnxNetworks.Units, model.Network.Classes.Length);
        Assert.Contains("the scores are the output state; left aside are scores", model.Notes);
        Assert.Contains("output \"hn\": its axes are (2, a, 4)", Refusal(Stateful, "hn"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_none_is_told_with_those_there_are()
    {
        Assert.Contains("it has no output logits, but 0 ", Refusal(Stateful, "logits"), StringComparison.Ordinal);
        Assert.Contains("weights alone name no outputs", Refusal(DataFiles.NumberModel, "0"), StringComparison.Ordinal);
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

    private static string Refusal(string path, string output) =>
        string.Join('\n', ModelFiles.Read(path, output: output).FailToSeq());

    private StoredModel Read(OnnxGraph graph)
    {
        File.WriteAllBytes(_sandbox.At("model.onnx"), graph.ToArray());
        return ModelFiles.Read(_sandbox.At("model.onnx")).OrThrow();
    }
}
