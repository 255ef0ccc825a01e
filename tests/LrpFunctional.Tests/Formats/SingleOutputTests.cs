using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>Networks with one output: binary classifiers, and regressions.</summary>
public sealed class SingleOutputTests : IDisposable
{
    private const string Sigmoid = "sigmoid_end";
    private const string Names = "{\"names\": {\"output\": \"linear\"}";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(Sigmoid, "{\"probabilities\": \"sigmoid\"}", "0,1")]
    [InlineData(Sigmoid, "{\"probabilities\": \"sigmoid\", \"task\": \"binary\"}", "0,1")]
    [InlineData(Sigmoid, "{\"task\": \"binary\"}", "0,1")]
    [InlineData(Sigmoid, "{\"classes\": [\"neg\", \"pos\"]}", "neg,pos")]
    [InlineData(Sigmoid, "{}", "0")]
    [InlineData(Sigmoid, "{\"classes\": [\"price\"]}", "price")]
    [InlineData(Sigmoid, "{\"probabilities\": \"sigmoid\", \"task\": \"regression\"}", "0")]
    [InlineData(
        Sigmoid,
        "{\"probabilities\": \"sigmoid\", \"task\": \"regression\", \"classes\": [\"share\"]}",
        "share"
    )]
    [InlineData("regression", Names + "}", "0")]
    [InlineData("regression", Names + ", \"task\": \"binary\"}", "0,1")]
    public void What_one_output_is_for_is_said_by_its_end_its_names_or_the_task(
        string origin,
        string config,
        string classes
    )
    {
        var model = Read(origin, config).OrThrow();
        Assert.Equal(classes.Split(','), model.Network.Classes);
        Assert.Equal((model.Network.Classes.Length == 2, 1), (model.IsBinary, model.OriginOutputs));
        Assert.Equal(1, model.Tensors["output.weight"].Shape[0]);
    }

    [Theory]
    [InlineData(
        Sigmoid,
        "{\"task\": \"regression\", \"classes\": [\"neg\", \"pos\"]}",
        "task is \"regression\", but two classes are named"
    )]
    [InlineData(
        Sigmoid,
        "{\"task\": \"binary\", \"classes\": [\"pos\"]}",
        "decides between two classes, but 1 is named"
    )]
    [InlineData(
        Sigmoid,
        "{\"probabilities\": \"sigmoid\", \"classes\": [\"a\", \"b\", \"c\"]}",
        "decides between two classes, but 3 are named"
    )]
    [InlineData(Sigmoid, "{\"probabilities\": \"softmax\"}", "a softmax of one is always 1")]
    [InlineData(Sigmoid, "{\"task\": \"both\"}", "task is \"both\", where regression, binary is expected")]
    [InlineData(
        "uni_gru",
        "{\"names\": {\"embedding\": \"embed\", \"gru\": \"rnn\", \"output\": \"fc\"}, \"task\": \"binary\"}",
        "which is said of one output, and this network has 3"
    )]
    public void Settings_that_contradict_each_other_or_the_network_are_refused(
        string origin,
        string config,
        string problem
    ) => Assert.Contains(problem, Read(origin, config).FailToSeq().Single().ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_task_speaks_for_files_that_describe_themselves_too()
    {
        File.Copy(Reference.OriginRecord.At(Sigmoid, "model.onnx"), _sandbox.At("model.onnx"));
        Assert.True(ModelFiles.Read(_sandbox.Root).OrThrow().IsBinary);
        _sandbox.Write("config.json", "{\"task\": \"regression\"}");
        Assert.False(ModelFiles.Read(_sandbox.Root).OrThrow().IsBinary);
        Assert.True(ModelFiles.Read(Sandbox.Fixture("Keras", "bi_gru_reset_after.h5")).OrThrow().IsBinary);
    }

    [Fact]
    public void Each_number_of_class_0_is_the_negative_of_that_of_class_1()
    {
        var network = Read(Sigmoid, "{\"task\": \"binary\"}").OrThrow().Network;
        var sentence = Reference.OriginRecord.Read(Sigmoid).Sentences(network)[0];
        foreach (
            var method in new[]
            {
                Lrp.Default,
                Lrp.With(RuleSet.Epsilon(0.001, 1)),
                Gradient.TimesInput,
                DeepLift.Default,
            }
        )
        {
            var explanations = method.Explain(network, [sentence], Target.All).ToArray();
            Assert.Equal(explanations[0].Relevances, explanations[1].Relevances.Select(relevance => -relevance));
            Assert.Equal(explanations[0].Value, -explanations[1].Value);
            var contrast = method
                .Explain(network, [sentence], Target.Contrast(Target.Class(1), Target.Class(0)))
                .Single();
            Close.Relative(1e-12, explanations[1].Relevances.Select(relevance => 2 * relevance), contrast.Relevances);
        }
    }

    [Fact]
    public void A_converted_classifier_keeps_its_one_output_and_is_a_classifier()
    {
        var model = Read(Sigmoid, "{\"task\": \"binary\", \"classes\": [\"neg\", \"pos\"]}").OrThrow();
        ModelFiles.Write(_sandbox.At("converted"), model);
        var converted = ModelFiles.Read(_sandbox.At("converted")).OrThrow();
        Assert.Equal(
            (true, model.Network.Hash, 1),
            (converted.IsBinary, converted.Network.Hash, converted.Tensors["output.weight"].Shape[0])
        );
    }

    [Theory]
    [InlineData("{\"probabilities\": \"sigmoid\"}", "outputs")]
    [InlineData("{\"task\": \"binary\"}", "logits")]
    public void A_classifier_is_compared_with_its_origins_one_output(string config, string recorded)
    {
        var model = Read(Sigmoid, config).OrThrow();
        var record = OriginRecordFile.Read(Reference.OriginRecord.At(Sigmoid, "record.npz"), model).OrThrow();
        var logits = Reference.OriginRecord.Read(Sigmoid).Logits;
        var said = recorded == "logits" ? record with { Outputs = Matrix.Of(logits.Length, 1, logits) } : record;
        Assert.True(Verification.Of(model, said, 1e-9).Holds);
        Assert.False(Verification.Of(model, said with { Outputs = said.Outputs.Map(output => -output) }, 1e-9).Holds);
    }

    [Theory]
    [InlineData("{\"ids\": [1, 2], \"label\": 0.7}")]
    [InlineData("{\"ids\": [1, 2], \"label\": 0}")]
    public void Labels_of_a_regression_are_numbers_and_no_classes(string line)
    {
        _sandbox.Write("regression.jsonl", line);
        var sentence = Assert.Single(
            SentenceFormat.JsonLines.ReadFile(
                Reference.OriginRecord.At("regression", "model.safetensors"),
                _sandbox.At("regression.jsonl")
            )
        );
        Assert.True(sentence.Label.IsNone);
    }

    [Fact]
    public void Labels_of_a_regression_may_be_an_array_of_any_numbers()
    {
        var path = _sandbox.Npz(
            ("inputs", DataFiles.Npy("(2, 3)", 1L, 2, 3, 4, 5, 6)),
            ("labels", DataFiles.Npy("(2,)", 0.5, 1.5))
        );
        var sentences = SentenceFormat.NumPy.ReadFile(
            Reference.OriginRecord.At("regression", "model.safetensors"),
            path
        );
        Assert.All(sentences, sentence => Assert.True(sentence.Label.IsNone));
        Assert.Equal(2, sentences.Length);
    }

    [Fact]
    public void A_bias_of_another_length_is_named()
    {
        var model = Read(Sigmoid, "{\"task\": \"binary\"}").OrThrow();
        var bias = model.Tensors["output.bias"];
        var two = bias with { Shape = [2], Values = Matrix.Of(1, 2, [1, 2]) };
        var fault = SingleOutput
            .IsBinary(
                new DenseWeights(new Weight("w", Matrix.Zero(1, 3)), new Weight("b", two.Values), Activation.None),
                model.Config
            )
            .FailToSeq()
            .Single();
        Assert.Equal(
            "b: there are 2 numbers, where one output has one; take both from the same model",
            fault.ToString()
        );
    }

    private LanguageExt.Validation<Fault, StoredModel> Read(string origin, string config)
    {
        Directory.CreateDirectory(_sandbox.At("model"));
        File.Copy(
            Reference.OriginRecord.At(origin, "model.safetensors"),
            _sandbox.At("model", "model.safetensors"),
            overwrite: true
        );
        _sandbox.Write("model/config.json", config);
        return ModelFiles.Read(_sandbox.At("model"));
    }
}
