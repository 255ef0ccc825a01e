using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class ModelFilesTests
{
    [Fact]
    public void A_model_of_the_reference_program_is_read_with_its_gates_in_place()
    {
        var model = ModelFiles.Read(Sandbox.Fixture("reference")).OrThrow();
        Assert.Equal("igfo", model.Config.Architecture.GateOrder);
        Assert.Equal("<unk>", model.Config.UnknownWord);
        var cell = (LstmCell)model.Network.Recurrent[0].Cells[0].Cell;

        // The file's second block of rows is the candidate: its values are those of rows 2 and 3.
        Assert.Equal(Enumerable.Range(6, 6).Select(Sandbox.FixtureValue), cell.CandidateInput.Span.ToArray());
    }

    [Fact]
    public void Converting_loses_nothing()
    {
        using var sandbox = new Sandbox();
        var (original, converted) = (
            ModelFiles.Read(Sandbox.Fixture("reference")).OrThrow(),
            ModelFiles.Read(sandbox.StateDictModel()).OrThrow()
        );
        Assert.True(converted.Config.Architecture.GateOrder.IsNone);
        Assert.Equal<string>(original.Network.Vocabulary.Words, converted.Network.Vocabulary.Words);
        Assert.Equal<string>(original.Network.Classes, converted.Network.Classes);
        foreach (var (name, tensor) in original.Tensors)
        {
            Assert.Equal(ElementType.F64, converted.Tensors[name].Type);
            Assert.Equal(tensor.Values, converted.Tensors[name].Values);
        }
    }

    [Fact]
    public void A_converted_model_can_be_converted_again_to_the_same_bytes()
    {
        using var sandbox = new Sandbox();
        var once = sandbox.StateDictModel();
        ModelFiles.Write(sandbox.At("twice"), ModelFiles.Read(once).OrThrow());
        foreach (var file in Directory.GetFiles(once))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(sandbox.At("twice", Path.GetFileName(file))));
    }

    [Fact]
    public void The_default_settings_are_those_of_a_plain_pytorch_export()
    {
        using var sandbox = new Sandbox();
        File.WriteAllText(Path.Combine(sandbox.StateDictModel(), "config.json"), "{}");
        var model = ModelFiles.Read(sandbox.At("model")).OrThrow();
        File.Delete(sandbox.At("model", "config.json"));
        Assert.Equal(ModelConfig.Default, ModelFiles.Read(sandbox.At("model")).OrThrow().Config);
        Assert.Equal<string>(["0", "1", "2", "3", "4"], model.Network.Classes);
        Assert.Equal(
            (Architecture.Default, "whitespace"),
            (model.Config.Architecture, model.Config.Tokenisation.Scheme)
        );
        Assert.True(model.Config.UnknownWord.IsNone && model.Config.Polarity.IsNone);
    }

    [Fact]
    public void A_network_of_one_direction_is_read_too()
    {
        using var sandbox = new Sandbox();
        var both = ModelFiles.Read(sandbox.StateDictModel()).OrThrow();
        var halved = both.Tensors["output.weight"] with
        {
            Shape = [5, 2],
            Values = MatrixRows.TakeColumns(both.Network.Head.Dense[0].Weights, 0, 2),
        };
        sandbox.WriteTensors(
            both.Tensors.SetItem("output.weight", halved)
                .Where(tensor => !tensor.Key.EndsWith("_reverse", StringComparison.Ordinal))
        );
        var one = ModelFiles.Read(sandbox.At("model")).OrThrow().Network;
        Assert.Single(one.Recurrent[0].Cells);
        var sentence = one.Vocabulary.Encode("good", "bad", ".").OrThrow();
        Close.Relative(1e-12, new LiteralNetwork(one).Scores(sentence), one.Predict(sentence).Scores);
    }

    [Fact]
    public void Every_missing_and_surplus_tensor_is_named_at_once()
    {
        using var sandbox = new Sandbox();
        var model = ModelFiles.Read(sandbox.StateDictModel()).OrThrow();
        sandbox.WriteTensors(
            model
                .Tensors.RemoveRange(["lstm.weight_hh_l0", "output.weight"])
                .Add("lstm.bias_hh_l1", model.Tensors["lstm.bias_hh_l0"])
        );
        var faults = ModelFiles.Read(sandbox.At("model")).FailToSeq();
        Assert.Equal(
            ["lstm.bias_hh_l1", "lstm.weight_hh_l0", "output.weight"],
            faults.Select(fault => fault.Where.Split(": ")[^1]).Order(StringComparer.Ordinal).ToArray()
        );
    }

    [SkippableFact]
    public void The_default_model_has_the_values_it_was_trained_to()
    {
        var original = ModelFiles.Read(Repository.Shared("default-model", "reference-layout")).OrThrow();
        var shipped = ModelFiles.Read(Repository.At("model")).OrThrow();
        Assert.Equal<string>(original.Network.Vocabulary.Words, shipped.Network.Vocabulary.Words);
        foreach (var (name, tensor) in original.Tensors)
            Assert.Equal(tensor.Values, shipped.Tensors[name].Values);
        Assert.Equal(ElementType.F16, shipped.Tensors["embedding.weight"].Type);
        Assert.Equal(ElementType.F32, shipped.Tensors["output.weight"].Type);
    }

    [SkippableFact]
    public void The_reference_programs_own_weights_are_read()
    {
        using var sandbox = new Sandbox();
        foreach (var file in new[] { "model", "vocab" })
            File.Copy(Repository.Shared("lrp_for_lstm", "model", file), sandbox.At(file));
        var words = ((Pickle.List)PickleReader.Read(sandbox.At("vocab"))).Items.Count;
        Assert.Equal(19538, words);

        // Its embeddings are not to be had: zeros stand in for them.
        var header = $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({words}, 60), }}\n";
        File.WriteAllBytes(sandbox.At("embeddings.npy"), Sandbox.Npy(header, new byte[words * 120]));
        var network = ModelFiles.Read(sandbox.Root).OrThrow().Network;
        Assert.Equal(
            (60, 2, 5),
            (network.Recurrent[0].Cells[1].Cell.Units, network.Recurrent[0].Cells.Length, network.Classes.Length)
        );
        Assert.True(network.Vocabulary.UnknownId.IsNone);
        Assert.Contains(
            "\"bananas-foster\"",
            network.Vocabulary.Encode("bananas-foster").FailToSeq()[0].Problem,
            StringComparison.Ordinal
        );
        Assert.Equal(
            2,
            Lrp.Default.Explain(
                network,
                Sentence.Of(["a", "b"], [1, Sentence.ZeroId], LanguageExt.Option<int>.None)
            ).Relevances.Length
        );
    }
}
