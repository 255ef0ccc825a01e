using System.CommandLine;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Methods.Interactions;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp interactions</c>: what each two words do together.</summary>
internal static class InteractionsCommand
{
    private const int UsualTop = 10;

    private static readonly NumberRange Tops = NumberRange.Whole(1, 1_000_000, $"{UsualTop} is the default");

    public static Command Create()
    {
        var command = new Command(
            "interactions",
            "Say what each two words of a sentence do together for or against a class, beyond what they do one by "
                + "one: not and good, for example. Without --out the strongest pairs of each sentence are shown."
        );
        var input = InputOptions.AddTo(command);
        var target = TargetOption.AddTo(command);
        var methods = InteractionOptions.AddTo(command);
        var palette = HeatmapOptions.PaletteOption();
        var top = new Option<int>("--top")
        {
            Description = "Pairs of each sentence that are shown, the strongest first",
            DefaultValueFactory = _ => UsualTop,
            HelpName = "N",
        };
        var output = new Option<string?>("--out")
        {
            Description =
                $"File for all pairs, by its ending {InteractionSheets.Endings}: a table, or squares with the words "
                + "on both sides; - is a table on standard output [default: the strongest are shown]",
            HelpName = "FILE",
        };
        EmptyNames.Refuse(command, output);
        foreach (var option in new Option[] { top, palette, output })
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var chosen = methods.Read(parsed);
                        var path = parsed.GetValue(output);
                        RefuseIdle(parsed, path is null ? palette : top, path is null ? "what is shown" : "a file");
                        Tops.Check(top.Name, parsed.GetValue(top)).OrThrow();
                        var model = input.ReadModel(parsed);
                        var naming = ModelNaming.Of(model);
                        var colours = HeatmapOptions.ReadPalette(parsed, palette);
                        Func<TextWriter, InteractionSheet> open = path is null
                            ? writer => InteractionSheets.Strongest(writer, naming, parsed.GetValue(top))
                            : InteractionSheets.OfFile(output.Name, path, naming, colours);
                        var aim = target.Read(parsed, model);
                        var options = input.ReadOptions(parsed);
                        var source = input.ReadSource(parsed, path);
                        var inputs = input.Files(parsed, source);
                        var sentences = input.ReadSentences(
                            parsed,
                            model,
                            source,
                            (place, sentence) =>
                                aim.Check(place, sentence).Bind(one => methods.Check(parsed, model.Network, place, one))
                        );
                        using var files = OutputFiles.Create(
                            [new OutputFile(path is null ? "the table" : output.Name, path ?? InputOptions.Pipe)],
                            inputs,
                            cancellation
                        );
                        var sheet = open(files.Writers[0]);
                        var progress = new Progress(
                            model,
                            input.Written.ReadPadding(parsed),
                            path ?? InputOptions.Pipe,
                            options.Precision,
                            cancellation
                        );
                        var found = InteractionRuns.Explain(
                            chosen,
                            model.Network,
                            sentences,
                            aim,
                            options,
                            cancellation
                        );
                        var (number, alone) = (0, 0);
                        var position = PositionOption.Named(parsed);
                        foreach (var ofSentence in progress.Follow(Edge.Supported("--method", found)))
                        {
                            number++;
                            if (model.Network.StepsRead(ofSentence[0].Prediction.Sentence).Length < 2)
                                alone++;
                            sheet.Add(number, [.. ofSentence.Select(one => At(position, one))]);
                        }

                        RequirePairs(number, alone);
                        string Record(string folder) =>
                            RunRecord.OfNamed(
                                folder,
                                model,
                                inputs,
                                aim.Name,
                                [.. chosen.Select(method => (method.Name, method.Settings))],
                                progress.WithoutVector
                            );
                        sheet.End(Record(RecordedArguments.Folder(path ?? InputOptions.Pipe)));
                        files.Complete(Record);
                        progress.End();
                        if (alone > 0)
                            Messages.Line($"lrp: {alone} of {number} have one word, and no pair");
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static WordInteractions At(LanguageExt.Option<int> position, WordInteractions found) =>
        position.Match(at => found with { Target = found.Target with { Position = at } }, () => found);

    private static void RefuseIdle(ParseResult parsed, Option option, string about)
    {
        if (parsed.GetResult(option) is { Implicit: false })
            throw new FaultException(new Fault(option.Name, $"it says nothing about {about}", "leave it out"));
    }

    private static void RequirePairs(int sentences, int alone)
    {
        if (sentences > 0 && alone == sentences)
            throw new FaultException(
                new Fault(
                    "the sentences",
                    $"none of {sentences} has two words that are read, where interactions are of two",
                    "give longer ones"
                )
            );
    }
}
