using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Models that others published, beside what an independent forward pass in NumPy gives for them.</summary>
public sealed class ZooTests
{
    [SkippableTheory]
    [InlineData("xiaochus+TrafficFlowPrediction", "model/gru.h5", "gru")]
    [InlineData(
        "chen0040+keras-sentiment-analysis-web-api",
        "demo/models/lstm_softmax_weights.h5",
        "lstm_softmax_weights"
    )]
    [InlineData("VladaSky+turbofan-anomaly-detection", "models/lstm_autoencoder.keras", "lstm_autoencoder")]
    [InlineData("ftsipis+arrhythmia-detection-fpga-hls4ml", "models/cnn_lstm_model.keras", "cnn_lstm_model")]
    [InlineData("omron-sinicx+FairTalk", "application/python_scripts/prediction_model/model_01.onnx", "model_01")]
    public void Scores_are_those_of_the_origin(string folder, string file, string record)
    {
        var root = Repository.Shared("zoo", folder);
        var model = ModelFiles.Read(Path.Combine([root, .. file.Split('/')])).OrThrow();
        var said = OriginRecordFile.Read(Path.Combine(root, $"{record}.expected.npz"), model).OrThrow();
        var ours = model.Network.GivesVectors
            ? said.Inputs.SelectMany(sequence => model.Network.Predict(sequence).Scores[^model.OriginOutputs..])
            : said.Inputs.SelectMany(sequence => ForwardPass.Run(model.Network, sequence).Scores.Span.ToArray());
        Close.Relative(1e-9, said.Outputs.Span.ToArray(), ours);
    }
}
