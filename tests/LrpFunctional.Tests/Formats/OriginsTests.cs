using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Methods;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>State dicts that PyTorch wrote, against what PyTorch computed with them.</summary>
public sealed class OriginsTests
{
    // Its gates stand in an order that nothing but its record gives away.
    private const string Misleading = "wrong_gate_order";

    /// <summary>The state dicts beside a record, from whatever kind of file.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. from folder in Directory.GetDirectories(Sandbox.Fixture("Origins")).Order(StringComparer.Ordinal)
        where File.Exists(Path.Combine(folder, "record.npz"))
        from ending in new[] { ".safetensors", ".pt", ".pth", ".bin" }
        where File.Exists(Path.Combine(folder, "model" + ending))
        select $"{Path.GetFileName(folder)}/model{ending}",
    ];

    public static TheoryData<string> Origins { get; } =
    [.. All.Where(file => Path.GetDirectoryName(file) != Misleading)];

    [Fact]
    public void Twenty_five_safetensors_and_fifteen_files_of_torch_save_are_tried() =>
        Assert.Equal(
            (25, 15),
            (All.Count(file => Path.GetExtension(file) == ".safetensors"), All.Count(file => file.StartsWith("pt_")))
        );

    [Theory]
    [MemberData(nameof(Origins))]
    public void Scores_and_gradients_are_those_of_pytorch(string file)
    {
        var model = ModelFiles.Read(Sandbox.Fixture("Origins", file)).OrThrow();
        var (network, record) = (model.Network, OriginRecord.Read(Path.GetDirectoryName(file)!));

        // Of a binary classifier the origin has the score of class 1 only.
        var first = network.Classes.Length - model.OriginOutputs;
        foreach (var (at, sentence) in record.Sentences(network).Index())
        {
            var trace = ForwardPass.Run(network, sentence);
            Close.Relative(1e-12, record.Scores(at), trace.Scores.Row(0)[first..].ToArray());
            for (var target = 0; target < model.OriginOutputs; target++)
                Close.Absolute(
                    1e-9,
                    record.Gradient(at, target),
                    Pool.PerFeature(Gradient.Back(trace, [first + target])).Span.ToArray()
                );
        }
    }

    [Fact]
    public void The_words_of_the_story_are_read_by_its_vocabulary()
    {
        var (model, record) = (Read("story"), OriginRecord.Read("story"));
        Assert.True(model.HasWords);
        Assert.Equal<string>(["negative", "positive"], model.Network.Classes);
        Assert.Equal(model.Network.Vocabulary.Words.IndexOf("<unk>"), model.Network.Vocabulary.UnknownId);
        var sentences = File.ReadLines(OriginRecord.At("story", "sentences.txt"))
            .Select(line => model.Network.Vocabulary.Encode(model.Config.Tokenisation.Split(line)).OrThrow());
        Assert.Equal(
            record.Sentences(model.Network).Select(sentence => sentence.Ids.ToArray()),
            sentences.Select(sentence => sentence.Ids.ToArray())
        );
    }

    [Fact]
    public void Gates_in_another_order_show_in_the_scores_and_are_put_right_by_the_configuration()
    {
        using var sandbox = new Sandbox();
        var record = OriginRecord.Read(Misleading);
        double[] Scores(string path)
        {
            var network = ModelFiles.Read(path).OrThrow().Network;
            return [.. network.Predict(record.Sentences(network)).SelectMany(prediction => prediction.Scores)];
        }

        Assert.ThrowsAny<Exception>(() =>
            Close.Relative(0.01, record.Logits, Scores(OriginRecord.At(Misleading, "model.safetensors")))
        );
        File.Copy(OriginRecord.At(Misleading, "model.safetensors"), sandbox.At("model.safetensors"));
        sandbox.Write("config.json", "{\"gate_order\": \"igfo\"}");
        Close.Relative(1e-12, record.Logits, Scores(sandbox.Root));
    }

    private static StoredModel Read(string origin) =>
        ModelFiles.Read(OriginRecord.At(origin, "model.safetensors")).OrThrow();
}
