using LrpFunctional.Formats.Models;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent.Lstm.Varied;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Formats.StateDicts.StateFiles;

namespace LrpFunctional.Tests.Formats.StateDicts;

/// <summary>Where names and shapes do not say how modules stand to each other, config.json lists them.</summary>
public sealed class ListedLayersTests : IDisposable
{
    private const string Embedding = "emb.weight 12×5";
    private const string Convolution = "conv.weight 6×5×3, conv.bias 6";
    private static readonly string Rnn = Recurrent("rnn", 4, 4, 6);

    private readonly StateFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void What_is_proposed_for_a_convolution_describes_a_network_once_it_is_saved()
    {
        _files.Write(Embedding, Convolution, Rnn, "norm.weight 4, norm.bias 4", Linear("a", 5, 4), Linear("b", 3, 5));
        Assert.Contains("conv is a Conv1d, and where it stands, names and shapes do not say", _files.Faults());
        var model = _files.Configured(_files.Proposed()).Read();
        Assert.Equal<string>(
            ["convolution", "LSTM", "last state", "layer normalisation", "dense", "dense"],
            model.Network.Layers.Select(layer => layer.Kind)
        );
        Assert.Equal((5, 3), (model.Network.InputSize, model.Network.Classes.Length));
    }

    [Fact]
    public void What_is_proposed_for_a_file_of_pytorch_describes_it_too()
    {
        using var sandbox = new Sandbox();
        File.Copy(Sandbox.Fixture("Origins", "pt_conv", "model.pt"), sandbox.At("model.pt"));
        var asked = Assert.Single(ModelFiles.Read(sandbox.At("model.pt")).FailToSeq()).Remedy;
        sandbox.Write("config.json", asked[asked.IndexOf('{')..]);
        Assert.Equal(5, ModelFiles.Read(sandbox.At("model.pt")).OrThrow().Network.Layers.Length);
    }

    [Fact]
    public void An_rnn_is_asked_for_by_its_activation()
    {
        _files.Write(Embedding, Recurrent("r", 1, 4, 5), Linear("fc", 3, 4));
        Assert.Contains("r is an RNN, and whether its activation is tanh or relu", _files.Faults());
        var proposed = _files.Proposed();
        Assert.Equal(Activation.Tanh, Function(_files.Configured(proposed).Read()));
        Assert.Equal(Activation.Relu, Function(_files.Configured(proposed.Replace("tanh", "relu")).Read()));
        Assert.Equal(
            Activation.Tanh,
            Function(_files.Configured(proposed.Replace(", \"activation\": \"tanh\"", "")).Read())
        );
    }

    [Fact]
    public void Projected_states_are_told_by_their_weights()
    {
        var projected = $"{Recurrent("r", 4, 6, 5).Replace("24×6", "24×4")}, r.weight_hr_l0 4×6";
        _files.Write(Embedding, projected, Linear("fc", 3, 4));
        Assert.Contains("r is an LSTM that projects its states (proj_size)", _files.Faults());
        var cell = Assert.IsType<VariedLstmCell>(
            _files.Configured(_files.Proposed()).Read().Network.Recurrent[0].Cells[0].Cell
        );
        Assert.Equal((4, 6), (cell.Units, cell.Width));
    }

    [Fact]
    public void A_projection_of_other_states_is_refused_with_the_shape_of_its_module()
    {
        var torn = $"{Recurrent("r", 4, 6, 5)}, r.weight_hr_l0 4×6";
        _files
            .Write(Embedding, torn, Linear("fc", 3, 4))
            .Configured("""{"layers": [{"embedding": "emb"}, {"lstm": "r"}, {"reading": "mean"}, {"linear": "fc"}]}""");
        Assert.Contains("r.weight_ih_l0: the shape is (24, 5)", _files.Faults());
    }

    [Theory]
    [InlineData("r.weight_hh_l0 24×6")]
    [InlineData("r.weight_ih_l0 24, r.weight_hh_l0 24×6")]
    public void A_recurrent_layer_without_a_matrix_for_its_inputs_is_refused(string module)
    {
        _files
            .Write(Embedding, module, Linear("fc", 3, 6))
            .Configured("""{"layers": [{"embedding": "emb"}, {"lstm": "r"}, {"reading": "mean"}, {"linear": "fc"}]}""");
        Assert.Contains("weight_ih_l0 is missing, or no matrix", _files.Faults());
    }

    [Fact]
    public void A_network_of_numbers_is_proposed_with_how_many_a_step_has()
    {
        _files.Write(Convolution, Rnn, Linear("b", 3, 4));
        Assert.StartsWith("{\"layers\": [{\"input\": 5}, {\"conv1d\": \"conv\"", _files.Proposed());
        Assert.True(_files.Configured(_files.Proposed()).Read().Network.ReadsNumbers);
    }

    [Fact]
    public void What_reads_more_than_the_states_have_is_asked_for_as_static_features()
    {
        _files.Write(Recurrent("rnn", 4, 4, 5), Linear("a", 5, 7), Linear("b", 3, 5));
        Assert.Contains("a reads 7 numbers, where the states have 4", _files.Faults());
        Assert.Equal(
            """{"layers": [{"input": 5, "static": 3}, {"lstm": "rnn"}, {"reading": "last_state", "name": "read"}, """
                + """{"concatenation": ["read", "static"]}, {"linear": "a", "activation": "relu"}, {"linear": "b"}]}""",
            _files.Proposed()
        );
        var network = _files.Configured(_files.Proposed()).Read().Network;
        Assert.Equal((5, 3), (network.StepSize, network.StaticSize));
    }

    [Fact]
    public void Static_features_are_proposed_among_listed_layers()
    {
        _files.Write(Convolution, Rnn, "norm.weight 4, norm.bias 4", Linear("a", 3, 6));
        Assert.EndsWith(
            """{"reading": "last_state"}, {"layer_norm": "norm", "name": "read"}, """
                + """{"concatenation": ["read", "static"]}, {"linear": "a"}]}""",
            _files.Proposed()
        );
        Assert.Equal(2, _files.Configured(_files.Proposed()).Read().Network.StaticSize);
    }

    [Fact]
    public void Words_have_no_static_features_beside_them()
    {
        _files.Write(Embedding, Recurrent("rnn", 4, 4, 5), Linear("fc", 3, 7));
        Assert.DoesNotContain("static", _files.Faults());
        _files.Configured("""{"layers": [{"embedding": "emb", "static": 3}, {"lstm": "rnn"}, {"linear": "fc"}]}""");
        Assert.Contains("layer 1, embedding: static is no setting of it", _files.Faults());
    }

    [Theory]
    [InlineData("""{"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc"}""", 0, "static is 0, where 1 to 1048576")]
    [InlineData(
        """{"lstm": "rnn"}, {"reading": "mean", "name": "static"}, {"linear": "fc"}""",
        2,
        "two layers are called static"
    )]
    [InlineData(
        """{"concatenation": ["input", "static"]}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc"}""",
        2,
        "join"
    )]
    public void Static_features_that_do_not_fit_are_refused(string layers, int count, string problem)
    {
        _files
            .Write(Recurrent("rnn", 4, 4, 5), Linear("fc", 3, 4))
            .Configured($$"""{"layers": [{"input": 5, "static": {{count}}}, {{layers}}]}""");
        Assert.Contains(problem, _files.Faults());
    }

    [Theory]
    [InlineData("""{"conv": "conv"}""", "layer 2: it says none of what layers can be")]
    [InlineData("""{"lstm": "rnn", "linear": "fc"}""", "layer 2: it says linear and lstm of what layers can be")]
    [InlineData("""{"lstm": "rnn", "dropout": 0.5}""", "layer 2, lstm: dropout is no setting of it")]
    [InlineData("""{"lstm": "rnn"}, {"linear": "gone"}""", "layer 3, linear: ")]
    [InlineData("""{"gru": "rnn"}""", "layer 2, gru: rnn is lstm, as its shapes say")]
    [InlineData("""{"lstm": "rnn", "reads": "before"}""", "layer 2, lstm: it reads before, and no layer before it")]
    [InlineData("""{"lstm": ["rnn", "fc"]}""", "it names several modules, where one is expected")]
    [InlineData("""7""", "layer 2: it is no JSON object")]
    public void A_layer_that_is_none_is_refused_by_its_number(string layer, string problem) =>
        Assert.Contains(
            problem,
            Described($$"""{"embedding": "emb"}, {{layer}}, {"reading": "mean"}, {"linear": "fc"}""")
        );

    [Theory]
    [InlineData(
        """{"reading": "mean"}, {"embedding": "emb"}, {"lstm": "rnn"}, {"linear": "fc"}""",
        "the first layer says neither how many numbers a step has nor which module"
    )]
    [InlineData("""{"embedding": "emb"}, {"lstm": "rnn"}, {"reading": "mean"}""", "no layer in config.json names its")]
    [InlineData(
        """{"embedding": "emb"}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc"}, {"activation": "tanh"}""",
        "the last layer is no linear one"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc", "activation": "tanh"}""",
        "the last layer has an activation"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc", "activation": "mish"}""",
        "the activation is \"mish\""
    )]
    [InlineData(
        """{"embedding": "emb", "name": "a"}, {"lstm": "rnn", "name": "a"}, {"reading": "mean"}, {"linear": "fc"}""",
        "two layers are called a"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"lstm": "rnn"}, {"reading": "attention"}, {"linear": "fc"}""",
        "attention is scored by layers of its own"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"lstm": "rnn"}, {"flatten": "columns"}, {"linear": "fc"}""",
        "where steps_first or channels_first is expected"
    )]
    [InlineData(
        """{"embedding": "emb", "steps": 3}, {"lstm": "rnn"}, {"flatten": "channels_first"}, {"linear": "fc"}""",
        "its weights have 4 columns, where 3 steps of 4 numbers are read"
    )]
    [InlineData(
        """{"embedding": "emb", "steps": 3}, {"flatten": "channels_first"}, {"lstm": "rnn"}, {"linear": "fc"}""",
        "it reads what was flattened channels_first"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"lstm": "rnn"}, {"self_attention": "rnn", "heads": 2}, {"linear": "fc"}""",
        "rnn has the tensor"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"average_pool": 2, "padding": 1}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc"}""",
        "padding is no setting of it"
    )]
    [InlineData(
        """{"embedding": "emb", "steps": 1}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc"}""",
        "steps is 1, where 2 to 32768 are expected"
    )]
    [InlineData(
        """{"embedding": "emb"}, {"max_pool": -2}, {"lstm": "rnn"}, {"reading": "mean"}, {"linear": "fc"}""",
        "max_pool is -2, where a whole number is expected"
    )]
    public void A_list_that_is_no_network_is_refused(string layers, string problem) =>
        Assert.Contains(problem, Described(layers));

    [Fact]
    public void A_list_stands_alone() =>
        Assert.Contains(
            "layers is there, and reading, dense, which describe a network without it",
            Faults("""{"reading": "mean", "dense": ["relu"], "layers": [{"embedding": "emb"}, {"linear": "fc"}]}""")
        );

    [Fact]
    public void A_network_whose_layers_are_listed_is_converted_with_its_list()
    {
        _files.Write(Convolution, Rnn, Linear("b", 3, 4));
        var model = _files.Configured(_files.Proposed()).Read();
        var folder = Path.Combine(_files.Root, "new");
        ModelFiles.Write(folder, model);
        var read = ModelFiles.Read(folder).OrThrow();
        Assert.Equal(model.Network, read.Network);
        Assert.Equal<int>([6, 5, 3], read.Tensors["conv.weight"].Shape);
    }

    private static Activation Function(StoredModel model) =>
        Assert.IsType<SimpleCell>(model.Network.Recurrent[0].Cells[0].Cell).Activation;

    private string Described(string layers) => Faults($$"""{"layers": [{{layers}}]}""");

    private string Faults(string config) =>
        _files.Write(Embedding, Recurrent("rnn", 4, 4, 5), Linear("fc", 3, 4)).Configured(config).Faults();
}
