using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>Networks whose origin wrote down what it computed.</summary>
public sealed class OnnxModelTests
{
    /// <summary>The networks that are to be refused, and words that say why.</summary>
    private static readonly ImmutableDictionary<string, string[]> Refused = new Dictionary<string, string[]>
    {
        ["external_data"] = ["model.onnx: embedding", "../elsewhere.bin", "the model's own folder"],
        ["cyclic"] = ["\"left\"", "its own result"],
        ["missing_initializer"] = ["LSTM node \"recurrent\"", "\"R\"", "neither stored"],
        ["unknown_op"] = ["custom.Foo node \"foo\" with output \"strange\""],
        ["newest_opset"] = ["opset 99", "1 to 25"],
    }.ToImmutableDictionary();

    private static ImmutableArray<string> Files { get; } =
    [
        .. Directory
            .GetDirectories(Sandbox.Fixture("Origins"))
            .Where(folder => File.Exists(Path.Combine(folder, "model.onnx")))
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Networks { get; } = [.. Files.Where(origin => !Refused.ContainsKey(origin))];

    public static TheoryData<string> WithStateDicts { get; } =
    [.. Files.Where(origin => File.Exists(OriginRecord.At(origin, "model.safetensors")))];

    public static TheoryData<string> Refusals { get; } = [.. Refused.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_gives_the_scores_that_its_origin_computed(string origin)
    {
        var model = OnnxReading.Model(OnnxModel.Read(OriginRecord.At(origin, "model.onnx")));
        var network = model.Network;
        var record = OriginRecord.Read(origin);
        foreach (var (sentence, at) in record.Sentences(network).Select((sentence, at) => (sentence, at)))
        {
            var scores = ForwardPass.Run(network, sentence).Scores.Row(0).ToArray()[^model.OriginOutputs..];
            Assert.Equal(record.Scores(at).Length, scores.Length);
            Assert.All(
                record.Scores(at).Zip(scores, (expected, score) => (expected, score)),
                pair => Assert.Equal(pair.expected, pair.score, 1e-12 * Math.Max(1, Math.Abs(pair.expected)))
            );
        }
    }

    [Theory]
    [MemberData(nameof(WithStateDicts))]
    public void A_network_is_the_same_from_its_onnx_file_and_from_its_state_dict(string origin)
    {
        var (config, tensors, _) = OnnxModel.Read(OriginRecord.At(origin, "model.onnx"));
        var model = OnnxReading.Model(OnnxModel.Read(OriginRecord.At(origin, "model.onnx")));
        var described = ModelConfig.Read(OriginRecord.At(origin, "config.json")).OrThrow();
        var state = SafetensorsFile
            .Read(OriginRecord.At(origin, "model.safetensors"))
            .Weights()
            .OrThrow()
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Tensor);
        Assert.Equal(state.Count, model.Tensors.Count);
        Assert.All(
            model.Tensors,
            tensor =>
            {
                var stored = state[NameInFile(described, tensor.Key)];
                Assert.Equal(stored.Values, tensor.Value.Values);
                Assert.Equal(stored.Shape.AsEnumerable(), tensor.Value.Shape);
                Assert.Equal(stored.Type, tensor.Value.Type);
            }
        );

        // The order of the gates is that of the file; the rest is what a user would write.
        Assert.Equal(
            (
                described with
                {
                    Classes = [],
                    UnknownWord = Option<string>.None,
                    Tokenisation = Tokenisation.Blanks,
                    Names = config.Names,
                }
            ).ToJson(),
            (config with { Architecture = config.Architecture with { GateOrder = Option<string>.None } }).ToJson()
        );
        Assert.Equal(
            model.Tensors.Keys.Any(name => name.StartsWith("gru", StringComparison.Ordinal)) ? "zrn" : "iofg",
            config.Architecture.GateOrder
        );
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_network_that_cannot_be_taken_apart_is_refused_by_the_name_of_the_part(string origin)
    {
        var exception = Assert.Throws<FaultException>(() => OnnxModel.Read(OriginRecord.At(origin, "model.onnx")));
        var fault = Assert.Single(exception.Faults);
        Assert.All(Refused[origin], word => Assert.Contains(word, fault.ToString(), StringComparison.Ordinal));
    }

    private static string NameInFile(ModelConfig config, string name)
    {
        var module = name[..name.LastIndexOf('.')];
        return config.Names.TryGetValue(name, out var own) ? own
            : config.Names.TryGetValue(module, out var other) ? other + name[module.Length..]
            : name;
    }
}
