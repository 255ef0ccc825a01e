using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Tests.Reference;
using OriginRecord = LrpFunctional.Formats.Verification.OriginRecord;

namespace LrpFunctional.Tests.Formats;

/// <summary>Our forward pass beside that of a model's origin.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    /// <summary>Models whose config.json is wrong in one way, and what verification says of each.</summary>
    public static TheoryData<string, string, string> Misunderstandings { get; } =
        new()
        {
            { "bi_lstm", "{\"gate_order\": \"iofg\"}", "\"gate_order\": \"ifgo\"" },
            { "uni_lstm", "{\"hard_sigmoid\": {\"slope\": 0.2, \"offset\": 0.5}}", "no \"hard_sigmoid\"" },
            { "bi_gru", "{\"gru\": \"reset_before\"}", "\"gru\": \"reset_after\"" },
            { "bi_gru", "{\"gate_order\": \"zrn\"}", "\"gate_order\": \"rzn\"" },
            { "bi_lstm_last_position", "{}", "\"reading\": \"last_position\"" },
            { "bi_lstm_mean", "{\"gate_order\": \"ogfi\"}", "\"gate_order\": \"ifgo\" and \"reading\": \"mean\"" },
        };

    public static TheoryData<string> OnnxModels { get; } =
    [
        .. Directory
            .GetDirectories(Sandbox.Fixture("Origins"))
            .Where(folder =>
                File.Exists(Path.Combine(folder, "model.onnx")) && File.Exists(Path.Combine(folder, "record.npz"))
            )
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Misunderstandings))]
    public void A_model_that_is_misunderstood_is_told_how_to_be_understood(string origin, string config, string change)
    {
        var model = Read(origin, config);
        var verification = Verification.Of(model, Record(origin, model), 1e-9);
        Assert.False(verification.Holds);
        Assert.Equal(change, string.Join(" and ", verification.Match.Map(variant => variant.Changes).IfNone([])));
        var fault = verification.Check("model").FailToSeq()[0];
        Assert.Contains($"{change}: say so in config.json", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Biases_in_each_others_place_are_found_where_it_makes_a_difference()
    {
        var model = Read("uni_gru", Names("ih", "hh"));
        var swapped = Read("uni_gru", Names("hh", "ih"));
        Assert.True(Verification.Of(model, Record("uni_gru", model), 1e-9).Holds);
        Assert.Equal(
            "bias_ih and bias_hh in each other's place",
            string.Join(
                " and ",
                Verification
                    .Of(swapped, Record("uni_gru", swapped), 1e-9)
                    .Match.Map(variant => variant.Changes)
                    .IfNone([])
            )
        );

        static string Names(string input, string recurrent) =>
            $$$"""{"names": {"embedding": "embed", "gru": "rnn", "output": "fc", "gru.bias_ih_l0": "rnn.bias_{{{input}}}_l0", "gru.bias_hh_l0": "rnn.bias_{{{recurrent}}}_l0"}}""";
    }

    [Fact]
    public void A_record_of_another_model_matches_nothing()
    {
        var model = Read("bi_lstm", "{}");
        var record = Record("bi_lstm", model);
        var other = new OriginRecord(record.Inputs, Record("uni_lstm", model).Outputs);
        var verification = Verification.Of(model, other, 1e-9);
        Assert.True(verification.Match.IsNone);
        Assert.Contains(
            "check that model and record belong together",
            verification.Check("model").FailToSeq()[0].ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_record_with_another_number_of_outputs_is_refused()
    {
        var model = Read("bi_lstm", "{}");
        var exception = Assert.Throws<FaultException>(() => Verification.Of(model, Record("regression", model), 1e-9));
        Assert.Contains("4×3 is expected", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OnnxModels))]
    public void Onnx_runtime_says_what_we_say(string origin)
    {
        var path = At(origin, "model.onnx");
        var model = ModelFiles.Read(path).OrThrow();
        var record = OnnxOrigin.Record(path, model, seed: 7).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-5).Difference, 0, 1e-5);
        Assert.True(
            Verification.Of(model, OriginRecordFile.Read(At(origin, "record.npz"), model).OrThrow(), 1e-9).Holds
        );
    }

    private static string At(string origin, string file) => Sandbox.Fixture("Origins", origin, file);

    private static OriginRecord Record(string origin, StoredModel model) =>
        OriginRecordFile.Read(At(origin, "record.npz"), model).OrThrow();

    private StoredModel Read(string origin, string config)
    {
        File.Copy(At(origin, "model.safetensors"), _sandbox.At("model.safetensors"), overwrite: true);
        _sandbox.Write("config.json", config);
        return ModelFiles.Read(_sandbox.Root).OrThrow();
    }
}
