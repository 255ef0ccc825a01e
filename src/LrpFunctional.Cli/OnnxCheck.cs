using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;

namespace LrpFunctional.Cli;

/// <summary>ONNX models compared with ONNX Runtime, which is no part of the native program.</summary>
internal static class OnnxCheck
{
    /// <summary>How far sums in float32 may be from ours, in parts of the largest output.</summary>
    public const double Float32Rounding = 1e-5;

    /// <summary>Whether a model comes from ONNX.</summary>
    public static bool Applies(StoredModel model) => model.Layout == ModelFiles.Onnx;

#if ONNX_RUNTIME
    /// <summary>Whether models are compared, for a person.</summary>
    public const string Standing = "compared with ONNX Runtime whenever it is read";

    /// <summary>What is wrong with an imported model, if it does not give what ONNX Runtime gives.</summary>
    public static Validation<Fault, StoredModel> Of(string path, StoredModel model) =>
        Applies(model)
            ? Record(path, model)
                .Match(
                    record => Verification.Of(model, record, Float32Rounding).Check(path).Map(_ => model),
                    faults =>
                    {
                        foreach (var fault in faults)
                            Messages.Line($"lrp: not compared with its origin: {fault}");
                        return model;
                    }
                )
            : model;

    /// <summary>What ONNX Runtime says of a few random sequences.</summary>
    public static Validation<Fault, OriginRecord> Record(string path, StoredModel model) =>
        OnnxRuntime.OnnxOrigin.Record(path, model, seed: 1);
#else
    /// <summary>Whether models are compared, for a person.</summary>
    public const string Standing = "not compared: ONNX Runtime is no part of the native program";

    /// <summary>The model; nothing is there to compare it with, as <c>info</c> and <c>verify-model</c> say.</summary>
    public static Validation<Fault, StoredModel> Of(string _, StoredModel model) => model;

    /// <summary>That ONNX Runtime is not there.</summary>
    public static Validation<Fault, OriginRecord> Record(string path, StoredModel _) =>
        new Fault(
            path,
            "ONNX Runtime is no part of the native program",
            "compare recorded outputs by lrp verify-model --against, or run the build of the SDK"
        );
#endif
}
