using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp explain</c>: sentences or sequences of numbers in, relevances out.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var command = new Command("explain", "Write how much each word, or each number, spoke for or against a class, as CSV.");
        var input = InputOptions.AddTo(command);
        var rules = RuleOptions.AddTo(command);
        var ledgers = LedgerOptions.AddTo(command);
        var pool = PoolOption.AddTo(command);
        var methods = new Option<string[]>("--method")
        {
            Description = $"{string.Join("; ", Methods.All.Select(method => $"{method.Name}: {method.Description}"))}; repeatable",
            DefaultValueFactory = _ => [Lrp.Default.Name],
        };
        methods.AcceptOnlyFromAmong([.. Methods.All.Select(method => method.Name)]);
        var target = new Option<string>("--target")
        {
            Description = "The class explained: predicted, label, all, or a number from 0",
            DefaultValueFactory = _ => Target.Predicted.Name,
            HelpName = "CLASS",
        };
        var output = new Option<string>("--out")
        {
            Description = "File for the relevances; - is standard output",
            DefaultValueFactory = _ => InputOptions.Pipe,
            HelpName = "FILE",
        };
        var scores = new Option<string?>("--scores") { Description = "File for the scores of each sentence [default: not written]", HelpName = "FILE" };
        InputOptions.RefuseEmpty(command, output, scores);
        foreach (var option in new Option[] { methods, target, output, scores }) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (words, scoreFile) = (parsed.GetRequiredValue(output), parsed.GetValue(scores));
                if (scoreFile is not null && WholeFile.AreSame(words, scoreFile))
                    throw new FaultException(new Fault("--scores", "it names the same file as --out", "name two files"));
                var model = input.ReadModel(parsed);
                var pooling = pool.Read(parsed, model.Network);
                var ruleSet = rules.Read(parsed, model.Network.Layers.Length);
                var offered = Methods.All.Replace(Lrp.Default, ledgers.Lrp(parsed, ruleSet));
                ImmutableArray<Method> chosen = [.. parsed.GetRequiredValue(methods).Distinct().Select(name => pooling.Keeping(offered.Single(method => method.Name == name)))];
                var aim = Target.Parse("--target", parsed.GetRequiredValue(target), model.Network.Classes.Length).OrThrow();
                var sentences = input.ReadSentences(parsed, model, aim.Check);
                var explanations = Pipelines.Explain(chosen, model.Network, sentences, aim, input.ReadThreads(parsed), input.ReadPrecision(parsed), cancellation);
                if (Write(explanations, parsed, ledgers, model, pooling.Table, words, scoreFile, cancellation) is { } broken)
                {
                    Messages.Line($"lrp: {broken}");
                    return ExitCode.OurFault;
                }

                if (MetaFile.Beside(words) is { } meta) MetaFile.Write(meta, model, ruleSet, aim, chosen, cancellation);
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    // A network that a method has no equation for is found out when its trace is looked at.
    private static IEnumerable<ImmutableArray<Explanation>> Supported(IEnumerable<ImmutableArray<Explanation>> explanations)
    {
        using var each = explanations.GetEnumerator();
        while (Edge.Supported("--method", each.MoveNext)) yield return each.Current;
    }

    // What is wrong with an account that does not close, if one does not; then no file appears.
    private static string? Write(
        IEnumerable<ImmutableArray<Explanation>> explanations,
        ParseResult parsed,
        LedgerOptions ledgers,
        StoredModel model,
        Func<TextWriter, IRelevanceTable> table,
        string words,
        string? scores,
        CancellationToken cancellation)
    {
        using var wordFile = WholeFile.Create(words, cancellation);
        using var scoreFile = scores is null ? null : WholeFile.Create(scores, cancellation);
        using var ledgerFile = ledgers.Create(parsed, cancellation);
        var progress = new Progress(model, words, cancellation);
        using (var wordTable = table(wordFile.Writer))
        using (var scoreTable = scoreFile is null ? null : new ScoreTable(scoreFile.Writer, model.Network.Classes.Length))
        using (var ledgerTable = ledgerFile is null ? null : new LedgerTable(ledgerFile.Writer))
        {
            foreach (var (at, ofSentence) in progress.Follow(Supported(explanations), ofSentence => ofSentence[0].Prediction).Index())
            {
                foreach (var explanation in ofSentence)
                {
                    if (ledgers.Broken(parsed, at + 1, explanation) is { } broken) return broken;
                    wordTable.Add(at + 1, explanation);
                    LedgerOptions.Write(ledgerTable, at + 1, explanation);
                }

                scoreTable?.Add(at + 1, ofSentence[0].Prediction);
            }
        }

        wordFile.Complete();
        scoreFile?.Complete();
        ledgerFile?.Complete();
        progress.End();
        return null;
    }
}
