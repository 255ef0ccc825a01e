using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models;

/// <summary>Models of kinds that are not read, and the way round.</summary>
internal static class OtherPrograms
{
    private const string SavedModel = "saved_model.pb";
    private const string Keras =
        "save the Keras model that it was made of, by model.save(\"model.keras\"), or "
        + "tf2onnx.convert.from_keras(model, output_path=\"model.onnx\")";

    private static readonly ImmutableArray<(string Ending, string Problem, string Remedy)> Kinds =
    [
        (
            ".tflite",
            "it is TensorFlow Lite's, which is not read",
            "convert it: python -m tf2onnx.convert --tflite model.tflite --output model.onnx"
        ),
        (
            ".mlmodel",
            "it is Core ML's, which is not read",
            "convert it: onnxmltools.utils.save_model(onnxmltools.convert_coreml(coremltools.utils.load_spec("
                + "\"model.mlmodel\")), \"model.onnx\")"
        ),
        (".mlpackage", "it is Core ML's, which is not read", Keras),
        (
            SavedModel,
            "it is TensorFlow's SavedModel, which is not read",
            "convert its folder: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx; or "
                + "tf.keras.models.load_model(\"FOLDER\").save(\"model.keras\"), where Keras wrote it"
        ),
    ];

    /// <summary>Why a file or folder is not read, where it is another program's model.</summary>
    public static Option<Fault> Of(string path)
    {
        var inFolder = Path.Combine(path, SavedModel);
        var file = File.Exists(inFolder) ? inFolder : path;
        foreach (var (_, problem, remedy) in Kinds.Where(kind => IsOf(file, kind.Ending)))
            return new Fault(path, problem, remedy);
        return IsTensorFlowJs(File.Exists(path) ? path : Path.Combine(path, "model.json"))
            ? new Fault(path, "it is TensorFlow.js', which is not read", Keras)
            : Option<Fault>.None;
    }

    private static bool IsOf(string path, string ending) =>
        Path.TrimEndingDirectorySeparator(path).EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static bool IsTensorFlowJs(string path) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && File.Exists(path)
        && Edge.Read(path, () => Edge.Text(path))
            .Match(text => text.Contains("\"weightsManifest\"", StringComparison.Ordinal), _ => false);
}
