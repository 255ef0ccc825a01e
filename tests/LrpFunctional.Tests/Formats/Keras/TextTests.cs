using System.IO.Compression;
using System.Text.Json.Nodes;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Models of Keras that begin with a TextVectorization bring their words with them.</summary>
public sealed class TextTests : IDisposable
{
    private const string Folder = "KerasCompositions";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("text.keras")]
    [InlineData("text_settings.keras")]
    public void Text_is_split_into_the_words_of_the_file_and_filled_up_as_the_layer_does(string file)
    {
        var model = ModelFiles.Read(Sandbox.Fixture(Folder, file)).OrThrow();
        Assert.Equal<string>(
            ["", "[UNK]", "the", "film", "is", "not", "good", "bad", "very"],
            model.Network.Vocabulary.Words.Take(9)
        );
        Assert.Equal("[UNK]", model.Config.UnknownWord);
        Assert.Equal(Side.Right, model.Config.Padding.Map(padding => padding.Side));
        var tokenizer = Assert.Single(model.Tokenizer.ToSeq());
        Assert.Equal<int>(
            [2, 3, 1, 6],
            tokenizer.Split("a text", "The FILM, isn't good.").OrThrow().Select(piece => piece.Id.IfNone(1))
        );
    }

    [Fact]
    public void Words_beside_the_file_come_first()
    {
        File.Copy(Sandbox.Fixture(Folder, "text.keras"), _sandbox.At("model.keras"));
        _sandbox.Write("vocab.txt", string.Join('\n', "a b c d e f g h i j k l".Split(' ')));
        var model = ModelFiles.Read(_sandbox.At("model.keras")).OrThrow();
        Assert.Equal("c", model.Network.Vocabulary.Words[2]);
        Assert.True(model.Tokenizer.IsNone);
    }

    [Fact]
    public void A_file_that_lost_its_words_says_so() =>
        Assert.Contains(
            "the words of layer text_vectorization are not in the file",
            Assert.Single(
                Changed(config => config["vocabulary"] = null).OrThrow().Notes,
                note => note.Contains("words")
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("standardize", "\"lower\"", "standardize is \"lower\"")]
    [InlineData("ngrams", "2", "ngrams is 2")]
    [InlineData("output_mode", "\"tf_idf\"", "output_mode is \"tf_idf\"")]
    [InlineData("vocabulary", "[\"the\", 3]", "vocabulary holds 3")]
    [InlineData("vocabulary", "[\"the\", \"the\"]", "the word \"the\" has the ids 2 and 3")]
    [InlineData("output_sequence_length", "0", "output_sequence_length is 0")]
    public void A_setting_that_would_split_otherwise_is_refused(string setting, string value, string problem)
    {
        var faults = Changed(config => config[setting] = JsonNode.Parse(value)).FailToSeq();
        Assert.Contains(problem, Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    private Validation<Fault, StoredModel> Changed(Action<JsonObject> change)
    {
        File.Copy(Sandbox.Fixture(Folder, "text_settings.keras"), _sandbox.At("model.keras"));
        using (var archive = ZipFile.Open(_sandbox.At("model.keras"), ZipArchiveMode.Update))
        {
            JsonNode model;
            using (var stream = archive.GetEntry("config.json")!.Open())
                model = JsonNode.Parse(stream)!;
            change(model["config"]!["layers"]![1]!["config"]!.AsObject());
            archive.GetEntry("config.json")!.Delete();
            using var text = new StreamWriter(archive.CreateEntry("config.json").Open());
            text.Write(model.ToJsonString());
        }

        return ModelFiles.Read(_sandbox.At("model.keras"));
    }
}
