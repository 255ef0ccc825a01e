using System.IO.Compression;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Methods;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Formats.PyTorch;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Formats.StateDicts.StateFiles;

namespace LrpFunctional.Tests.Formats.StateDicts;

/// <summary>
/// What names and shapes leave open is asked for, with a config.json that can be saved and corrected.
/// </summary>
public sealed class ConfigGuessTests : IDisposable
{
    private const string Embedding = "emb.weight 12×5";
    private static readonly string Rnn = Recurrent("rnn", 4, 4, 5);

    private readonly StateFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Activations_between_linear_layers_are_asked_for()
    {
        _files.Write(Embedding, Rnn, Linear("fc1", 6, 4), Linear("fc2", 3, 6));
        Assert.Contains(
            "do not say what is read of the states, nor which activation stands behind fc1; save this as config.json",
            _files.Faults()
        );
        Assert.Equal(
            """{"names":{"dense.0":"fc1","embedding":"emb","lstm":"rnn","output":"fc2"},"reading":"last_state","dense":["relu"]}""",
            _files.Proposed()
        );
    }

    [Fact]
    public void So_they_are_under_our_own_names() =>
        Assert.Equal(
            """{"reading":"last_state","dense":["relu"]}""",
            _files
                .Write(
                    "embedding.weight 12×5",
                    Recurrent("lstm", 4, 4, 5),
                    Linear("dense.0", 6, 4),
                    Linear("output", 3, 6)
                )
                .Proposed()
        );

    [Fact]
    public void Layers_that_score_the_states_are_attention()
    {
        _files.Write(Embedding, Rnn, Linear("a", 6, 4), "v.weight 1×6", Linear("fc", 3, 4));
        Assert.Contains("that attention is read of the states, scored by a, v", _files.Faults());
        Assert.Equal(
            """{"names":{"attention.0":"a","attention.1":"v","embedding":"emb","lstm":"rnn","output":"fc"},"reading":"attention","attention":["tanh"]}""",
            _files.Proposed()
        );
        Assert.Equal(Reading.Attention, _files.Configured(_files.Proposed()).Read().Network.Head.Reading);
    }

    [Fact]
    public void Modules_of_their_own_that_read_each_other_are_a_stack()
    {
        _files.Write(
            Embedding,
            $"{Recurrent("top", 3, 6, 8)}",
            $"{Recurrent("low", 4, 7, 5)}, {Recurrent("low", 4, 8, 7, layer: 1)}",
            Linear("fc", 3, 6)
        );
        Assert.Equal(
            """{"names":{"embedding":"emb","gru.2":"top","lstm.0":"low","output":"fc"},"reading":"last_state"}""",
            _files.Proposed()
        );
        var network = _files.Configured(_files.Proposed()).Read().Network;
        Assert.Equal([7, 8, 6], network.Recurrent.Select(layer => layer.Cells[0].Cell.Units));
    }

    [Fact]
    public void Where_two_matrices_may_be_the_embedding_it_is_asked_which()
    {
        _files.Write("encoder.weight 12×4", Recurrent("rnn", 4, 4, 4), "decoder.weight 12×4");
        Assert.Contains("do not say whether embedding is encoder, output is decoder", _files.Faults());
        Assert.Equal(12, _files.Configured(_files.Proposed()).Read().Network.Classes.Length);
    }

    [Theory]
    [InlineData("{\"dense\": [\"tanh\"], \"reading\": \"max\"}", "\"reading\":\"max\",\"dense\":[\"relu\",\"relu\"]")]
    [InlineData("{\"reading\": \"mean\"}", "\"reading\":\"mean\",\"dense\":[\"relu\",\"relu\"]")]
    [InlineData("{\"names\": {\"output\": \"a\"}}", "\"dense.0\":\"c\",\"dense.1\":\"b\"")]
    [InlineData("{\"names\": {\"output\": \"a\"}}", "\"lstm\":\"rnn\",\"output\":\"a\"")]
    public void What_is_said_stays(string config, string part) =>
        Assert.Contains(
            part,
            _files
                .Write(Embedding, Rnn, Linear("c", 6, 4), Linear("b", 4, 6), Linear("a", 3, 4))
                .Configured(config)
                .Proposed()
        );

    [Fact]
    public void What_is_proposed_for_the_networks_of_others_is_read()
    {
        foreach (
            var origin in new[] { "bi_lstm_dense", "bi_lstm_attention", "deep_names", "uni_lstm_attention_linear" }
        )
        {
            File.Copy(
                OriginRecord.At(origin, "model.safetensors"),
                Path.Combine(_files.Root, "model.safetensors"),
                overwrite: true
            );
            File.Delete(Path.Combine(_files.Root, "config.json"));
            var model = _files.Configured(_files.Proposed()).Read();
            var described = ModelFiles.Read(OriginRecord.At(origin, "model.safetensors")).OrThrow();
            Assert.Equal(described.Tensors.Keys.Order(), model.Tensors.Keys.Order());
        }
    }

    [Fact]
    public void A_state_dict_is_a_state_dict_whatever_file_it_is_in()
    {
        string[] modules = [Embedding, Rnn, Linear("fc", 3, 4)];
        _files.Write(modules);
        var tensors = Tensors(modules);
        byte[] Floats(Tensor tensor) =>
            TorchBytes.Floats([.. tensor.Values.Span.ToArray().Select(number => (float)number)]);
        long[] Strides(Tensor tensor) => tensor.Shape.Length == 1 ? [1] : [tensor.Shape[1], 1];
        File.WriteAllBytes(
            Path.Combine(_files.Root, "state.pt"),
            TorchBytes.Archive(
                TorchBytes.Dictionary([
                    .. tensors.Select(tensor =>
                        (
                            tensor.Name,
                            TorchBytes.Tensor(
                                tensor.Name,
                                tensor.Tensor.Values.Span.Length,
                                0,
                                [.. tensor.Tensor.Shape.Select(size => (long)size)],
                                Strides(tensor.Tensor)
                            )
                        )
                    ),
                ]),
                [.. tensors.Select(tensor => (tensor.Name, Floats(tensor.Tensor)))]
            )
        );
        File.WriteAllBytes(
            Path.Combine(_files.Root, "state.npz"),
            TorchBytes.Zip(
                [
                    .. tensors.Select(tensor =>
                        (
                            $"{tensor.Name}.npy",
                            Sandbox.Npy(
                                $"{{'descr': '<f4', 'fortran_order': False, 'shape': "
                                    + $"({string.Join(", ", tensor.Tensor.Shape)},), }}\n",
                                Floats(tensor.Tensor)
                            )
                        )
                    ),
                ],
                CompressionLevel.Optimal
            )
        );
        var sentence = Sentence.Of(["1", "2"], [1, 2], default);
        var models = new[] { "model.safetensors", "state.pt", "state.npz" }
            .Select(file => ModelFiles.Read(Path.Combine(_files.Root, file)).OrThrow())
            .ToArray();
        Assert.All(models, model => Assert.Equal<string>(models[0].Notes, model.Notes));
        Assert.All(
            models,
            model =>
                Assert.Equal(
                    Lrp.Default.Explain(models[0].Network, [sentence], Target.All),
                    Lrp.Default.Explain(model.Network, [sentence], Target.All)
                )
        );
    }
}
