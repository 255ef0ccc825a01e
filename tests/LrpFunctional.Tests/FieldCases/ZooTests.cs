using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Methods;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;
using OriginRecord = LrpFunctional.Formats.Verification.OriginRecord;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Models that others published, beside what an independent forward pass in NumPy gives for them.</summary>
public sealed class ZooTests
{
    private const int Sequences = 2;

    /// <summary>The folder, the file in it, and the record of scores beside it.</summary>
    public static TheoryData<string, string, string> Models { get; } =
        new()
        {
            { "xiaochus+TrafficFlowPrediction", "model/gru.h5", "gru" },
            {
                "chen0040+keras-sentiment-analysis-web-api",
                "demo/models/lstm_softmax_weights.h5",
                "lstm_softmax_weights"
            },
            { "VladaSky+turbofan-anomaly-detection", "models/lstm_autoencoder.keras", "lstm_autoencoder" },
            { "ftsipis+arrhythmia-detection-fpga-hls4ml", "models/cnn_lstm_model.keras", "cnn_lstm_model" },
            { "omron-sinicx+FairTalk", "application/python_scripts/prediction_model/model_01.onnx", "model_01" },
        };

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Scores_are_those_of_the_origin(string folder, string file, string record)
    {
        var (model, said) = Read(folder, file, record);
        var ours = model.Network.GivesVectors
            ? said.Inputs.SelectMany(sequence => model.Network.Predict(sequence).Scores[^model.OriginOutputs..])
            : said.Inputs.SelectMany(sequence => ForwardPass.Run(model.Network, sequence).Scores.Span.ToArray());
        Close.Relative(1e-9, said.Outputs.Span.ToArray(), ours);
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    [InlineData("MatheeshaMihiranga+EarthPulse-AI", "models/lstm_model.onnx", "lstm_model")]
    public void Relevance_is_conserved_and_gradients_are_those_of_differences(string folder, string file, string record)
    {
        var (model, said) = Read(folder, file, record);
        foreach (var network in NetworkClaims.Scored(model.Network))
        {
            foreach (
                var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1))
                    .Explain(network, said.Inputs.Take(Sequences), Target.All)
            )
                Close.Absolute(
                    1e-9 * Math.Max(1, Math.Abs(explanation.Value)),
                    [explanation.Value],
                    [explanation.Total]
                );
            NetworkClaims.GradientsAreThoseOfDifferences(network, said.Inputs[0], most: 40);
        }
    }

    private static (StoredModel Model, OriginRecord Record) Read(string folder, string file, string record)
    {
        var root = Repository.Shared("zoo", folder);
        var model = ModelFiles.Read(Path.Combine([root, .. file.Split('/')])).OrThrow();
        return (model, OriginRecordFile.Read(Path.Combine(root, $"{record}.expected.npz"), model).OrThrow());
    }
}
