using System.CommandLine;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp convert</c>: a model of either layout in, safetensors out.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("IN") { Description = "The model's file or folder" };
        var target = new Argument<string>("OUT")
        {
            Description = "New folder for model.safetensors, vocab.txt and config.json",
        };
        var command = new Command(
            "convert",
            "Write a model as safetensors with PyTorch's state-dict names; every number keeps its type and value."
        )
        {
            source,
            target,
        };
        var limit = LimitOption.AddTo(command);
        EmptyNames.Refuse(command, source, target);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var none = LanguageExt.Option<string>.None;
                        var model = ModelFiles
                            .Read(parsed.GetRequiredValue(source), none, limit.Read(parsed))
                            .OrThrow();
                        ModelFiles.Write(parsed.GetRequiredValue(target), model, cancellation);
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }
}
