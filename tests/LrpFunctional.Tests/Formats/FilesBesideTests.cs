using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>What other programs leave beside a model under the names that we use too.</summary>
public sealed class FilesBesideTests : IDisposable
{
    private const string HuggingFace =
        """{"architectures": ["LSTMForClassification"], "model_type": "lstm", "vocab_size": 35, "name": "x", "hidden_size": 8}""";
    private const string Keras =
        """{"module": "keras", "class_name": "Sequential", "config": {"name": "sequential"}, "registered_name": null}""";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("Origins/story/model.onnx", HuggingFace, "architectures, model_type, vocab_size, name, …")]
    [InlineData("Keras/bi_lstm.h5", Keras, "module, class_name, config, registered_name")]
    public void A_configuration_of_another_program_beside_a_file_that_describes_itself_is_left_and_told(
        string model,
        string config,
        string keys
    )
    {
        var note = Assert.Single(Read(model, config).OrThrow().Notes);
        Assert.Equal(
            $"{_sandbox.At("config.json")} is not read: it is another program's, with none of the settings of lrp, "
                + $"but {keys}",
            note
        );
    }

    [Fact]
    public void Beside_a_state_dict_it_is_refused_by_what_it_is()
    {
        var fault = Assert.Single(Read("Origins/bi_lstm/model.safetensors", HuggingFace).FailToSeq());
        Assert.Contains(
            "it is another program's, with none of the settings of lrp",
            fault.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "put it elsewhere, and write the settings that the README of Formats lists",
            fault.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"classes": ["a", "b"], "clases": []}""")]
    [InlineData("""{"clases": ["a", "b"]}""")]
    [InlineData("""{"Classes": ["a", "b"]}""")]
    [InlineData("""{"tokenization": {"scheme": "whitespace"}}""")]
    [InlineData("""{"unknown-word": "<unk>", "model_type": "lstm"}""")]
    [InlineData("""{"gateOrder": "ifgo"}""")]
    [InlineData("""["model_type"]""")]
    [InlineData("""{"model_type": """)]
    public void A_configuration_that_is_ours_but_for_a_slip_is_refused(string config) =>
        Assert.True(Read("Origins/story/model.onnx", config).IsFail);

    [Fact]
    public void An_empty_configuration_is_ours() =>
        Assert.Empty(Read("Origins/story/model.onnx", "{}").OrThrow().Notes);

    [Fact]
    public void Words_beside_a_file_that_describes_itself_and_reads_numbers_are_left_and_told()
    {
        _sandbox.Write("vocab.txt", "the 12\nof 3\n");
        var model = Read("Origins/numeric_lstm/model.onnx", "{}").OrThrow();
        Assert.False(model.HasWords);
        Assert.Equal(
            $"{_sandbox.At("vocab.txt")} is not read: words are listed there, while the network reads numbers and has "
                + "no embedding",
            Assert.Single(model.Notes)
        );
    }

    [Fact]
    public void Words_that_are_asked_for_are_not_left()
    {
        _sandbox.Write("vocab.txt", "the\nof\n");
        File.Copy(Sandbox.Fixture("Origins", "numeric_lstm", "model.onnx"), _sandbox.At("model.onnx"));
        Assert.True(ModelFiles.Read(_sandbox.At("model.onnx"), _sandbox.At("vocab.txt")).IsFail);
    }

    [Theory]
    [InlineData("Origins/story/model.onnx", "there are 35 rows, but the vocabulary has 2 words")]
    [InlineData("Origins/bi_lstm/model.safetensors", "there are 12 rows, but the vocabulary has 2 words")]
    [InlineData(
        "Origins/numeric_lstm/model.safetensors",
        "words are listed there, while the network reads numbers and has no embedding"
    )]
    public void Words_that_do_not_fit_are_refused_where_words_are_wanted_or_where_the_file_does_not_describe_itself(
        string model,
        string words
    )
    {
        _sandbox.Write("vocab.txt", "the\nof\n");
        Assert.Contains(words, Assert.Single(Read(model, "{}").FailToSeq()).ToString(), StringComparison.Ordinal);
    }

    private LanguageExt.Validation<Fault, StoredModel> Read(string model, string config)
    {
        var file = _sandbox.At(Path.GetFileName(model));
        File.Copy(Sandbox.Fixture(model.Split('/')), file);
        _sandbox.Write("config.json", config);
        return ModelFiles.Read(file);
    }
}
