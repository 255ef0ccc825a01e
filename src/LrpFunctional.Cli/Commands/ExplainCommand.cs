using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp explain</c>: sentences in, word relevances out.</summary>
internal static class ExplainCommand
{
    private static readonly ImmutableArray<string> MethodNames = ["lrp", "sa", "gi"];

    public static Command Create()
    {
        var command = new Command("explain", "Write how much each word spoke for or against a class, as CSV.");
        var input = InputOptions.AddTo(command);
        var rules = RuleOptions.AddTo(command);
        var methods = new Option<string[]>("--method")
        {
            Description = "lrp: layer-wise relevance propagation; sa: sensitivity analysis; gi: gradient × input; repeatable",
            DefaultValueFactory = _ => ["lrp"],
        };
        methods.AcceptOnlyFromAmong([.. MethodNames]);
        var target = new Option<string>("--target") { Description = "The class explained: predicted, label, all, or a number from 0", HelpName = "CLASS", DefaultValueFactory = _ => "predicted" };
        var output = new Option<string>("--out") { Description = "File for the word relevances; - is standard output", DefaultValueFactory = _ => InputOptions.Pipe, HelpName = "FILE" };
        var scores = new Option<string?>("--scores") { Description = "File for the scores of each sentence [default: not written]", HelpName = "FILE" };
        foreach (var option in new Option[] { methods, target, output, scores }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(scores) is { } other && other == result.GetValue(output)) result.AddError("--out and --scores name the same file; name two");
        });

        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var model = input.ReadModel(parsed);
                var lrp = Lrp.With(rules.Read(parsed));
                ImmutableArray<Method> chosen = [.. parsed.GetRequiredValue(methods).Distinct().Select(name => MethodOf(name, lrp))];
                var aim = TargetOf(parsed.GetRequiredValue(target), model);
                var sentences = input.ReadSentences(parsed, model)
                    .Select((sentence, at) => aim.Check($"sentence {at + 1}", model.Network, sentence).OrThrow());
                var explanations = Pipelines.Explain(chosen, model.Network, sentences, aim, input.ReadThreads(parsed));
                Write(explanations, model, parsed.GetRequiredValue(output), parsed.GetValue(scores), cancellation);
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static void Write(IEnumerable<ImmutableArray<Explanation>> explanations, StoredModel model, string output, string? scores, CancellationToken cancellation)
    {
        using var wordFile = WholeFile.Create(output);
        using var scoreFile = scores is null ? null : WholeFile.Create(scores);
        var progress = new Progress();
        var tally = Tally.Empty;
        using (var words = new WordTable(wordFile.Writer))
        using (var scoreTable = scoreFile is null ? null : new ScoreTable(scoreFile.Writer, model.Network.Classes.Length))
        {
            foreach (var ofSentence in explanations)
            {
                cancellation.ThrowIfCancellationRequested();
                tally = tally.Add(ofSentence[0].Prediction, model);
                foreach (var explanation in ofSentence) words.Add(tally.Sentences, explanation);
                scoreTable?.Add(tally.Sentences, ofSentence[0].Prediction);
                progress.Show(tally);
            }
        }

        wordFile.Complete();
        scoreFile?.Complete();
        progress.End(tally);
    }

    private static Method MethodOf(string name, Method lrp) => name switch
    {
        "lrp" => lrp,
        "sa" => Gradient.Sensitivity,
        _ => Gradient.TimesInput,
    };

    private static Target TargetOf(string name, StoredModel model)
    {
        if (name == Target.Predicted.Name) return Target.Predicted;
        if (name == Target.Label.Name) return Target.Label;
        if (name == Target.All.Name) return Target.All;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < model.Network.Classes.Length
            ? Target.Class(index)
            : throw new FaultException(new Fault("--target", $"it is \"{name}\", where predicted, label, all, or a class from 0 to {model.Network.Classes.Length - 1} is expected", "choose one of them"));
    }
}
