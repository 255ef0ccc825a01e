using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Formats.Tensors.PyTorch;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Formats.PyTorch.TorchBytes;

namespace LrpFunctional.Tests.Formats.PyTorch;

/// <summary>What torch.save wrote is read without running any of it.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("pt_checkpoint/model.pth", "the tensors are those of the checkpoint's [\"model_state_dict\"]")]
    [InlineData("pt_parallel/model.pt", "the name of each tensor begins with \"module.\", which is left out")]
    [InlineData("pt_gru/model.bin", "by names and shapes, embedding is embed, gru is rnn, output is fc")]
    public void Info_says_where_the_tensors_were_found(string file, string note) =>
        Assert.Equal<string>([note], ModelFiles.Read(Sandbox.Fixture("Origins", file)).OrThrow().Notes);

    [Theory]
    [InlineData("pt_double", ElementType.F64)]
    [InlineData("pt_uni_lstm", ElementType.F32)]
    [InlineData("pt_half", ElementType.F16)]
    [InlineData("pt_bfloat16", ElementType.BF16)]
    public void Numbers_keep_their_type(string origin, ElementType type) =>
        Assert.All(
            ModelFiles.Read(OriginRecord.At(origin, "model.pt")).OrThrow().Tensors.Values,
            tensor => Assert.Equal(type, tensor.Type)
        );

    [Theory]
    [InlineData(
        "pt_module/model.pt",
        "torch.nn.modules.rnn.LSTM",
        "torch.load(\"model.pt\", weights_only=False).state_dict()"
    )]
    [InlineData(
        "pt_module/checkpoint.pt",
        "__main__.Scale",
        "weights_only=False)[\"model\"].state_dict(), \"state.pt\")"
    )]
    [InlineData(
        "pt_script/model.pt",
        "it is TorchScript",
        "torch.save(torch.jit.load(\"model.pt\").state_dict(), \"state.pt\")"
    )]
    [InlineData("pt_conv/model.pt", "conv is a Conv1d", "{\"batch_norm\": \"bn\"}")]
    [InlineData("pt_rnn/model.pt", "rnn is an RNN", "{\"rnn\": \"rnn\", \"activation\": \"tanh\"}")]
    public void What_is_no_state_dict_that_is_read_is_refused_with_what_to_do(string file, params string[] words) =>
        Refuses(Sandbox.Fixture("Origins", file), words);

    [Fact]
    public void A_module_in_a_flat_file_is_refused_too() =>
        Refuses(
            Write(Flat([.. Tuple(Text("module"), Name("__main__", "Net")), .. "Q"u8])),
            "it asks for __main__.Net",
            "torch.save(torch.load(\"model.pt\", weights_only=False).state_dict(), \"state.pt\")"
        );

    [Fact]
    public void What_else_a_pickle_asks_for_is_refused_by_its_name() =>
        Refuses(
            Write(Archive(Dictionary(("args", Name("argparse", "Namespace"))))),
            "it asks for argparse.Namespace, which is refused",
            "with the key of the network's state dict"
        );

    [Fact]
    public void Numbers_may_lie_in_any_order_and_be_shared()
    {
        var floats = Floats(1, 2, 3, 4, 5, 6, 7, 8);
        var path = Write(
            Archive(
                Dictionary(
                    ("turned", Tensor("0", 8, 0, [2, 3], [1, 2])),
                    ("part", Tensor("0", 8, 5, [2], [2])),
                    ("column", Tensor("0", 8, 1, [2, 1], [4, 1]))
                ),
                ("0", floats)
            )
        );
        Assert.Equal<IEnumerable<double>>(
            [
                [1, 3, 5, 2, 4, 6],
                [6, 8],
                [2, 6],
            ],
            Read(path).Select(tensor => tensor.Tensor.Values.Span.ToArray())
        );
    }

    [Fact]
    public void Storages_of_bytes_have_tensors_that_say_what_they_are()
    {
        var storage = Storage("0", "UntypedStorage", 12);
        var path = Write(
            Archive(Dictionary(("x", Rebuilt(storage, 1, [2], [1], Name("torch", "float32")))), ("0", Floats(1, 2, 3)))
        );
        Assert.Equal([2, 3], Read(path)[0].Tensor.Values.Span.ToArray());
    }

    [Fact]
    public void The_byte_order_is_the_one_that_the_archive_names()
    {
        byte[] pickle = [0x80, 2, .. Dictionary(("x", Tensor("0", 1, 0, [1], [1]))), .. "."u8];
        string Ordered(string order, byte[] number) =>
            Write(
                Zip([
                    ("m/data.pkl", pickle),
                    ("m/data/0", number),
                    ("m/byteorder", [.. order.Select(letter => (byte)letter)]),
                ])
            );
        Assert.Equal(1, Read(Ordered("big", [0x3f, 0x80, 0, 0]))[0].Tensor.Values[0, 0]);
        Assert.Equal(1, Read(Ordered("little", [0, 0, 0x80, 0x3f]))[0].Tensor.Values[0, 0]);
        Refuses(Ordered("none", [0, 0, 0x80, 0x3f]), "its byteorder is neither little nor big");
    }

    [Fact]
    public void Of_several_dictionaries_the_one_with_a_usual_name_is_taken_and_the_others_are_told()
    {
        byte[] State(float number) => Dictionary(("x", Tensor($"{number}", 1, 0, [1], [1])));
        (string, byte[])[] storages = [("1", Floats(1)), ("2", Floats(2))];
        var found = TorchFile.Read(
            Write(Archive(Dictionary(("ema", State(1)), ("model", State(2))), storages)),
            ReadingLimits.Default
        );
        Assert.Equal<string>(
            ["the tensors are those of the checkpoint's [\"model\"]; [\"ema\"] is left aside"],
            found.Notes
        );
        Assert.Equal(2, found.Weights().OrThrow()[0].Tensor.Values[0, 0]);
        Refuses(
            Write(Archive(Dictionary(("a", State(1)), ("b", State(2))), storages)),
            "it holds several dictionaries of tensors, [\"a\"], [\"b\"]",
            "torch.save(torch.load(\"model.pt\")[\"a\"], \"state.pt\")"
        );
    }

    private static System.Collections.Immutable.ImmutableArray<(string Name, Tensor Tensor)> Read(string path) =>
        TorchFile.Read(path, ReadingLimits.Default).Weights().OrThrow();

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_sandbox.At("model.pt"), bytes);
        return _sandbox.At("model.pt");
    }

    private static void Refuses(string path, params string[] words)
    {
        var message = string.Join('\n', ModelFiles.Read(path).FailToSeq());
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
