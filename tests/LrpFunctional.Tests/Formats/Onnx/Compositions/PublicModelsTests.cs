using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.OnnxRuntime;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>Models that somebody published, where they lie beside the checkout.</summary>
public sealed class PublicModelsTests
{
    [SkippableTheory]
    [InlineData("MatheeshaMihiranga+EarthPulse-AI", "models/lstm_model.onnx", "lstm_model.expected.npz")]
    public void A_model_gives_the_scores_that_its_origin_computed(string repository, string file, string expected)
    {
        var path = Repository.Shared("zoo", repository, file);
        var model = ModelFiles.Read(path).OrThrow();
        var record = OriginRecordFile.Read(Repository.Shared("zoo", repository, expected), model).OrThrow();
        Assert.InRange(Verification.Of(model, record, 1e-9).Difference, 0, 1e-9);
        var origin = OnnxOrigin.Record(path, model, seed: 5).OrThrow();
        Assert.InRange(Verification.Of(model, origin, 1e-5).Difference, 0, 1e-5);
    }
}
