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
        var prefixes = PrefixOption.AddTo(command);
        var spans = SpanOption.AddTo(command);
        var methods = MethodOptions.AddTo(command, Lrp.Default.Name);
        var target = TargetOption.AddTo(command);
        var output = new Option<string>("--out")
        {
            Description = "File for the relevances; - is standard output",
            DefaultValueFactory = _ => InputOptions.Pipe,
            HelpName = "FILE",
        };
        var scores = new Option<string?>("--scores") { Description = "File for the scores of each sentence [default: not written]", HelpName = "FILE" };
        InputOptions.RefuseEmpty(command, output, scores);
        foreach (var option in new Option[] { output, scores }) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (words, scoreFile) = (parsed.GetRequiredValue(output), parsed.GetValue(scores));
                if (scoreFile is not null && WholeFile.AreSame(words, scoreFile))
                    throw new FaultException(new Fault("--scores", "it names the same file as --out", "name two files"));
                var model = input.ReadModel(parsed);
                var aim = target.Read(parsed, model);
                var phrases = spans.Read(parsed, pool.Pool, prefixes.Prefixes);
                var plain = methods.Read(parsed, ledgers.Lrp(parsed, rules.Read(parsed, model.Network.Layers.Length)), model.Network, aim);
                var pooling = phrases.IsEmpty ? pool.Read(parsed, model.Network) : new PoolOption.Pooling(method => method, (writer, _) => SpanOption.Table(writer, phrases, plain));
                ImmutableArray<Method> chosen = [.. plain.Select(pooling.Keeping)];
                var sentences = input.ReadSentences(parsed, model, (place, sentence) => aim.Check(place, sentence).Bind(one => SpanOption.Check(phrases, place, one)));
                var explanations = prefixes.Explain(parsed, chosen, model.Network, sentences, aim, input.ReadThreads(parsed), input.ReadPrecision(parsed), cancellation);
                if (Write(explanations, parsed, ledgers, model, pooling.Table, prefixes.Columns(parsed), words, scoreFile, cancellation) is { } broken)
                {
                    Messages.Line($"lrp: {broken}");
                    return ExitCode.OurFault;
                }

                MetaFile.Write([words, scoreFile, parsed.GetValue(ledgers.Ledger)], model, aim.Name, chosen, cancellation);
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    // A network that a method has no equation for is found out when its trace is looked at.
    private static IEnumerable<PrefixExplanations> Supported(IEnumerable<PrefixExplanations> explanations)
    {
        using var each = explanations.GetEnumerator();
        while (Edge.Supported("--method", each.MoveNext)) yield return each.Current;
    }

    // What is wrong with an account that does not close, if one does not; then no file appears.
    private static string? Write(
        IEnumerable<PrefixExplanations> explanations,
        ParseResult parsed,
        LedgerOptions ledgers,
        StoredModel model,
        Func<TextWriter, ImmutableArray<SentenceColumn>, IRelevanceTable> table,
        ImmutableArray<SentenceColumn> more,
        string words,
        string? scores,
        CancellationToken cancellation)
    {
        using var wordFile = WholeFile.Create(words, cancellation);
        using var scoreFile = scores is null ? null : WholeFile.Create(scores, cancellation);
        using var ledgerFile = ledgers.Create(parsed, cancellation);
        var progress = new Progress(model, words, cancellation);
        using (var wordTable = table(wordFile.Writer, more))
        using (var scoreTable = scoreFile is null ? null : new ScoreTable(scoreFile.Writer, model.Network.Classes.Length, more))
        using (var ledgerTable = ledgerFile is null ? null : new LedgerTable(ledgerFile.Writer, more))
        {
            foreach (var ofPrefix in progress.Follow(Supported(explanations), ofPrefix => ofPrefix.IsWhole ? ofPrefix.Explanations[0].Prediction : null))
            {
                var sentence = ofPrefix.Place + 1;
                foreach (var explanation in ofPrefix.Explanations)
                {
                    if (ledgers.Broken(parsed, sentence, explanation) is { } broken) return ofPrefix.IsWhole ? broken : $"{broken}, after {ofPrefix.Length} of {ofPrefix.Whole.Length} words";
                    wordTable.Add(sentence, explanation);
                    LedgerOptions.Write(ledgerTable, sentence, explanation);
                }

                scoreTable?.Add(sentence, ofPrefix.Explanations[0].Prediction);
            }
        }

        wordFile.Complete();
        scoreFile?.Complete();
        ledgerFile?.Complete();
        progress.End();
        return null;
    }
}
