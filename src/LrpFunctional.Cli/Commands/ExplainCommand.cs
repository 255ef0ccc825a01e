using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Layers;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp explain</c>: sentences or sequences of numbers in, relevances out.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var command = new Command(
            "explain",
            "Write how much each word, or each number, spoke for or against a class, as CSV."
        );
        var input = InputOptions.AddTo(command);
        var rules = RuleOptions.AddTo(command);
        var ledgers = LedgerOptions.AddTo(command);
        var pool = PoolOption.AddTo(command);
        var prefixes = PrefixOption.AddTo(command);
        var spans = SpanOption.AddTo(command);
        var granularity = GranularityOption.AddTo(command);
        var methods = MethodOptions.AddTo(command, Lrp.Default.Name);
        var target = TargetOption.AddTo(command);
        var output = new Option<string>("--out")
        {
            Description = "File for the relevances; - is standard output",
            DefaultValueFactory = _ => InputOptions.Pipe,
            HelpName = "FILE",
        };
        var scores = new Option<string?>("--scores")
        {
            Description = "File for the scores of each sentence [default: not written]",
            HelpName = "FILE",
        };
        var totals = new Option<string?>("--totals")
        {
            Description =
                "File for what each explanation adds up to: the value explained, the sum of the words, and "
                + "what is left over [default: not written]",
            HelpName = "FILE",
        };
        InputOptions.RefuseEmpty(command, output, scores, totals);
        foreach (var option in new Option[] { output, scores, totals })
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var whole = input.Model.Read(parsed);
                        var model = input.Position.Of(parsed, whole);
                        input.Position.RefuseBesideAll(parsed, prefixes.Prefixes, scores);
                        var aim = target.Read(parsed, model);
                        var phrases = spans.Read(parsed, [pool.Pool, prefixes.Prefixes, .. granularity.All]);
                        var lrp = ledgers.Lrp(
                            parsed,
                            rules.Read(parsed, model.Network.Composition.CountOf(LayerFamily.Layer))
                        );
                        var chosen = methods.Read(
                            parsed,
                            lrp,
                            [.. rules.All, .. ledgers.All],
                            model.Network,
                            aim,
                            pool.Fits(parsed, model.Network, phrases.IsEmpty)
                        );
                        var pooling = phrases.IsEmpty
                            ? granularity.Read(parsed, model.Network, () => pool.Read(parsed, model.Network, chosen))
                            : new PoolOption.Pooling(
                                Detail.Words,
                                (writer, _) => SpanOption.Table(writer, phrases, chosen)
                            );
                        var more = prefixes.Columns(parsed, model);
                        var words = parsed.GetRequiredValue(output);
                        ImmutableArray<Sheet> sheets =
                        [
                            new(output.Name, words, writer => Each(pooling.Table(writer, more))),
                            .. Asked(
                                parsed,
                                scores,
                                writer => Scores(new ScoreTable(writer, model.Network.Classes.Length, more))
                            ),
                            .. Asked(parsed, totals, writer => Each(new TotalTable(writer, more))),
                            .. Asked(parsed, ledgers.Ledger, writer => Each(new LedgerTable(writer, more))),
                        ];
                        var source = input.ReadSource(parsed, sheets.Select(sheet => sheet.Path));
                        var inputs = input.Files(parsed, source);
                        var sentences = input.ReadSentences(
                            parsed,
                            model,
                            source,
                            (place, sentence) =>
                                aim.Check(place, sentence).Bind(one => SpanOption.Check(phrases, place, one))
                        );
                        var options = input.ReadOptions(parsed) with { Detail = pooling.Detail };
                        var explanations = input.Position.IsAll(parsed)
                            ? Positions
                                .Explain(chosen, whole.Network, sentences, aim, options, cancellation)
                                .Select(PrefixOption.Whole)
                            : prefixes
                                .Explain(parsed, chosen, model.Network, sentences, aim, options, cancellation)
                                .Select(found => At(PositionOption.Named(parsed), found));
                        using var files = Sheets.Create(sheets, inputs, cancellation);
                        var filling = input.Written.ReadPadding(parsed);
                        var progress = new Progress(model, filling, words, options.Precision, cancellation);
                        foreach (var ofPrefix in progress.Follow(Edge.Supported("--method", explanations)))
                        {
                            if (ledgers.Broken(parsed, ofPrefix) is { } broken)
                            {
                                Messages.Line($"lrp: {broken}");
                                return ExitCode.OurFault;
                            }

                            files.Add(ofPrefix.Place + 1, ofPrefix.Explanations);
                        }

                        var (ofRecord, said) = input.Position.IsAll(parsed)
                            ? (whole, $"all:{aim.Name}")
                            : (model, aim.Name);
                        files.Complete(() => RunRecord.Of(ofRecord, inputs, said, chosen, progress.WithoutVector));
                        progress.End();
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static PrefixExplanations At(LanguageExt.Option<int> position, PrefixExplanations found) =>
        position.Match(
            at => found with { Explanations = [.. found.Explanations.Select(explanation => explanation.At(at))] },
            () => found
        );

    private static IEnumerable<Sheet> Asked(
        ParseResult parsed,
        Option<string?> option,
        Func<TextWriter, OpenSheet> open
    ) => parsed.GetValue(option) is { } path ? [new Sheet(option.Name, path, open)] : [];

    private static OpenSheet Each(IRelevanceTable table) =>
        new(
            table,
            (sentence, explanations) =>
            {
                foreach (var explanation in explanations)
                    table.Add(sentence, explanation);
            }
        );

    private static OpenSheet Scores(ScoreTable table) =>
        new(table, (sentence, explanations) => table.Add(sentence, explanations[0].Prediction));
}
