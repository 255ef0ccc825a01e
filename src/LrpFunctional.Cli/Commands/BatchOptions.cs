using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using LrpFunctional.Cli.Batches;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options of runs that are long, or one of many.</summary>
internal sealed record BatchOptions(ShardOptions Shards, Option<bool> Resume, Option<double> ReportEvery)
{
    private const double Minute = 60;

    public static BatchOptions AddTo(Command command)
    {
        var options = new BatchOptions(
            ShardOptions.AddTo(command),
            new("--resume")
            {
                Description =
                    "Go on where a stopped run of the same command left off, or begin; what is done stays when this "
                    + "one is stopped, too",
            },
            new("--report-every")
            {
                Description = "Say how far the work is each so many seconds, where standard error is no terminal; or 0",
                HelpName = "SECONDS",
                DefaultValueFactory = _ => Minute,
            }
        );
        command.Options.Add(options.Resume);
        command.Options.Add(options.ReportEvery);
        return options;
    }

    /// <summary>How often it is said how far the work is, if it is.</summary>
    /// <exception cref="FaultException">It is no time.</exception>
    public LanguageExt.Option<TimeSpan> ReadReports(ParseResult parsed) =>
        parsed.GetValue(ReportEvery) switch
        {
            0 => LanguageExt.Option<TimeSpan>.None,
            > 0 and < 1e6 and var seconds => TimeSpan.FromSeconds(seconds),
            var other => throw new FaultException(
                new Fault(ReportEvery.Name, $"it is {other}, where seconds are expected", "leave it out for a minute")
            ),
        };

    /// <summary>What the run is, as one of many.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The files that it reads.</param>
    /// <param name="outputs">The options that name the files that it writes.</param>
    /// <param name="others">The options that change no row.</param>
    /// <exception cref="FaultException">There is no such shard, or what is resumed cannot be read again.</exception>
    public Batch Read(
        ParseResult parsed,
        StoredModel model,
        ImmutableArray<InputFile> inputs,
        IEnumerable<Option> outputs,
        params IEnumerable<Option> others
    )
    {
        var shard = Shards.Read(parsed);
        var resumes = parsed.GetValue(Resume);
        var isRead = inputs.All(input => input.Path != InputOptions.Pipe);
        if (resumes && !isRead)
            throw new FaultException(
                new Fault(Resume.Name, "standard input cannot be read again from its beginning", "name a file")
            );
        ImmutableHashSet<string> left =
        [
            .. outputs.Concat(others).Concat([.. Shards.All, Resume, ReportEvery]).Select(option => option.Name),
            .. inputs.Select(input => input.Option),
        ];
        ImmutableArray<ManifestSetting> settings =
        [
            .. parsed
                .CommandResult.Children.OfType<OptionResult>()
                .Where(result => !result.Implicit && !left.Contains(result.Option.Name))
                .OrderBy(result => result.Option.Name, StringComparer.Ordinal)
                .Select(result => new ManifestSetting(
                    result.Option.Name,
                    [.. result.Tokens.Select(token => token.Value)]
                )),
        ];
        Manifest Made(Func<InputFile, ManifestInput> read) =>
            new(
                RecordFile.Command + Provenance.Version,
                parsed.CommandResult.Command.Name,
                settings,
                [.. inputs.Select(read)],
                model.Network.Hash,
                shard
            );

        return new Batch(
            shard,
            resumes,
            isRead,
            HasManifest: resumes || shard.Count > 1 || parsed.GetResult(Shards.Shard) is { Implicit: false },
            LanguageExt.Prelude.Optional(parsed.GetValue(Shards.Block)),
            new Lazy<LanguageExt.Validation<Fault, Manifest>>(() =>
                Edge.Read("", () => Made(input => ManifestInput.Of(InputFile.Of(input.Option, input.Path))))
            ),
            () => Made(ManifestInput.Of)
        );
    }
}
