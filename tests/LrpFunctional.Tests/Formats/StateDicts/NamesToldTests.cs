using LrpFunctional.Layers.Recurrent.Gru;
using static LrpFunctional.Tests.Formats.StateDicts.StateFiles;

namespace LrpFunctional.Tests.Formats.StateDicts;

/// <summary>Whatever modules are called, names and shapes tell what they are where there is only one way.</summary>
public sealed class NamesToldTests : IDisposable
{
    private const string Embedding = "emb.weight 12×5";
    private static readonly string Rnn = Recurrent("rnn", 4, 4, 5);

    private readonly StateFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void One_linear_layer_is_the_output()
    {
        var model = _files.Write(Embedding, Recurrent("encoder.rnn", 4, 4, 5), Linear("head.fc", 3, 4)).Read();
        Assert.Equal<string>(
            ["by names and shapes, embedding is emb, lstm is encoder.rnn, output is head.fc"],
            model.Notes
        );
        Assert.Equal((12, 3), (model.Network.Embedding.Rows, model.Network.Classes.Length));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("anything")]
    public void A_recurrent_module_is_what_its_rows_say_and_not_its_name(string name)
    {
        var model = _files.Write(Embedding, Recurrent(name, 3, 4, 5), Linear("output", 2, 4)).Read();
        Assert.IsType<GruCell>(model.Network.Recurrent[0].Cells[0].Cell);
    }

    [Fact]
    public void A_network_without_an_embedding_reads_numbers()
    {
        var model = _files.Write(Recurrent("rnn", 4, 5, 5), "fc.weight 3×5").Read();
        Assert.True(model.Network.ReadsNumbers);
        Assert.Equal<string>(["by names and shapes, lstm is rnn, output is fc"], model.Notes);
    }

    [Fact]
    public void The_activations_of_linear_layers_are_enough_where_shapes_say_their_order()
    {
        var model = _files
            .Write(Embedding, Rnn, Linear("a", 3, 6), Linear("z", 6, 4))
            .Configured("{\"dense\": [\"tanh\"]}")
            .Read();
        Assert.Contains("dense.0 is z, embedding is emb, lstm is rnn, output is a", model.Notes[0]);
    }

    [Theory]
    [InlineData("conv.weight 4×4×3×3, conv.bias 4", "conv: it is a Conv2d")]
    [InlineData(
        "crf.transitions 4×4, crf.start_transitions 4",
        "crf: it is a CRF, a score for each way between two tags"
    )]
    [InlineData(
        "transitions 4×4",
        "it is a CRF, a score for each way between two tags, which is not read; save its state"
    )]
    [InlineData("fc2.weight_g 3×1, fc2.weight_v 3×4", "fc2: it is a layer whose weights are computed from others")]
    public void A_layer_that_is_not_read_is_refused_by_what_it_is(string layer, string problem) =>
        Assert.Contains(problem, _files.Write(Embedding, Rnn, layer, Linear("fc", 3, 4)).Faults());

    [Theory]
    [InlineData(
        "att.in_proj_weight 12×4, att.in_proj_bias 12, att.out_proj.weight 4×4, att.out_proj.bias 4",
        "att is a MultiheadAttention",
        "{\"self_attention\": \"att\", \"heads\": 1}"
    )]
    [InlineData("cell.weight_ih 16×5, cell.weight_hh 16×4", "cell is an LSTMCell in a loop", "{\"lstm\": \"cell\"}")]
    [InlineData("cell.weight_ih 12×5, cell.weight_hh 12×4", "cell is a GRUCell", "{\"gru\": \"cell\"}")]
    [InlineData("cell.weight_ih 4×5, cell.weight_hh 4×4", "cell is an RNNCell", "{\"rnn\": \"cell\", \"activation\"")]
    public void A_layer_that_a_list_has_a_place_for_is_proposed_in_one(string layer, string problem, string proposed)
    {
        _files.Write(Embedding, Rnn, layer, Linear("fc", 3, 4));
        Assert.Contains(problem, _files.Faults());
        Assert.Contains(proposed, _files.Proposed());
    }

    [Fact]
    public void All_such_layers_are_told_at_once() =>
        Assert.Equal(
            2,
            _files
                .Write(Rnn, "c.weight 4×4×3×3", "a.weight_g 3×1, a.weight_v 3×4", Linear("fc", 3, 4))
                .Faults()
                .Split('\n')
                .Length
        );

    [Fact]
    public void A_tensor_that_nothing_explains_is_refused_as_ever()
    {
        var faults = _files.Write(Embedding, Rnn, Linear("fc", 3, 4), "scale 4").Faults();
        Assert.StartsWith($"{_files.Root}/model.safetensors: scale: the tensor is not expected", faults);
        Assert.Contains(
            "aux.weight: the tensor is not expected",
            _files.Write(Embedding, Rnn, Linear("output", 3, 4), Linear("aux", 2, 4)).Faults()
        );
    }

    [Theory]
    [InlineData(28, "fc.weight: the shape is 3×28, where 3×4 is expected")]
    [InlineData(8, "fc.weight: the shape is 3×8, where 3×4 is expected")]
    public void An_output_that_does_not_fit_is_told_with_its_shape(int columns, string problem) =>
        Assert.Contains(problem, _files.Write(Embedding, Rnn, Linear("fc", 3, columns)).Faults());

    [Fact]
    public void Recurrent_modules_beside_each_other_are_refused() =>
        Assert.Contains(
            "it has several recurrent modules, q, d, and in no order does each read what the one before gives",
            _files.Write(Embedding, Recurrent("q", 4, 4, 5), Recurrent("d", 3, 6, 5), Linear("fc", 3, 10)).Faults()
        );

    [Fact]
    public void Rows_that_are_no_gates_are_told() =>
        Assert.Contains(
            "rnn.weight_ih_l0: the shape is (14, 5), and of the weights of its states not all have 4 or all have 3",
            _files.Write(Embedding, "rnn.weight_ih_l0 14×5, rnn.weight_hh_l0 14×4", Linear("fc", 3, 4)).Faults()
        );

    [Fact]
    public void A_thousand_layers_in_any_order_take_no_time()
    {
        var layers = Enumerable.Range(0, 1000).Select(at => Linear($"x{at}", 4, 4));
        var nameless = Enumerable.Range(0, 1000).Select(at => $"y{at}.weight 9×5");
        Assert.Contains("is not expected", _files.Write([Embedding, Rnn, .. layers, .. nameless]).Faults());
    }
}
