using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp verify-model</c>: does our forward pass give what the model's origin gives?</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("MODEL") { Description = "The model's file or folder" };
        var vocabulary = ModelOptions.VocabularyOption();
        var against = new Option<string?>("--against")
        {
            Description =
                "A .npz file with the arrays inputs and outputs, recorded where the model comes from, or another file "
                + "of the same network [default for an .onnx file: ONNX Runtime, run here]",
            HelpName = "FILE",
        };
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "The largest difference that counts as rounding, in parts of the largest output",
            DefaultValueFactory = _ => OnnxCheck.Float32Rounding,
            CustomParser = RuleOptions.Number,
            HelpName = "NUMBER",
        };
        var command = new Command(
            "verify-model",
            "Compare the forward pass with that of the model's origin; say which gate order, activation, "
                + "reset, reading, "
                + "bias layout, probabilities or lengths would match."
        )
        {
            path,
            vocabulary,
            against,
            tolerance,
        };
        var limit = LimitOption.AddTo(command);
        EmptyNames.Refuse(command, path, vocabulary, against);
        command.SetAction(parsed =>
        {
            var limits = limit.Read(parsed);
            var model = ModelFiles
                .Read(parsed.GetRequiredValue(path), LanguageExt.Prelude.Optional(parsed.GetValue(vocabulary)), limits)
                .OrThrow();
            var record = Record(parsed.GetRequiredValue(path), model, parsed.GetValue(against), limits);
            var verification = Verification.Of(model, record, parsed.GetValue(tolerance));
            verification.Check(parsed.GetRequiredValue(path)).OrThrow();
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{verification.Outputs} outputs of {record.Inputs.Length} sequences agree: they differ "
                        + $"by {verification.Difference:G3} at most"
                )
            );
            return 0;
        });
        return command;
    }

    // What runs an ONNX file of others is their own; everything else runs here.
    private static OriginRecord Record(string path, StoredModel model, StoredModel other) =>
        OtherModel
            .Fits(path, model, other)
            .Bind(_ => OnnxCheck.Applies(other) ? OnnxCheck.Record(path, other) : OtherModel.Record(other, seed: 1))
            .OrThrow();

    private static OriginRecord Record(string path, StoredModel model, string? against, ReadingLimits limits)
    {
        if (against is not null)
            return against.EndsWith(".npz", StringComparison.OrdinalIgnoreCase)
                ? OriginRecordFile.Read(against, model, limits).OrThrow()
                : Record(against, model, ModelFiles.Read(against, default, limits).OrThrow());
        if (!OnnxCheck.Applies(model))
            throw new FaultException(
                new Fault(
                    "--against",
                    "it is missing, and the model is no ONNX file that could be run here",
                    "name a file with recorded inputs and outputs"
                )
            );
        return OnnxCheck.Record(path, model).OrThrow();
    }
}
