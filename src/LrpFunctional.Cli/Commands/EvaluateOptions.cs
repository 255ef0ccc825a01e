using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Evaluation;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which experiments are made, on what, and of whom.</summary>
internal sealed record EvaluateOptions(
    Argument<string> Experiment,
    InputOptions Input,
    RuleOptions Rules,
    MethodOptions Methods,
    Option<string> Delete,
    Option<string?> By,
    Option<string?> Output
)
{
    private const string All = "all";

    private static readonly string[] Usual = ["lrp", "sa", "gi", "ig", "occlusion", "deeplift", "cd", "shapley"];

    public static EvaluateOptions AddTo(Command command)
    {
        var experiments = Laboratory.Faithfulness.Experiment.All;
        var name = new Argument<string>("EXPERIMENT")
        {
            Description = string.Join("; ", experiments.Select(one => $"{one.Name}: {one.Meaning}")) + $" {All}: each",
            DefaultValueFactory = _ => All,
        };
        name.AcceptOnlyFromAmong([.. experiments.Select(one => one.Name), All]);
        command.Arguments.Add(name);
        var input = InputOptions.AddTo(command);
        input = input with { Model = input.Model.TakingSeveral() };
        var rules = RuleOptions.AddTo(command);
        var methods = MethodOptions.AddTo(command, MethodOptions.UsualBaseline, Usual);
        var delete = new Option<string>("--delete")
        {
            Description =
                "How words or steps are deleted: zero (zeros in their place), removal (the sentence closes over "
                + "them) or unknown (the unknown word); of sequences of numbers also mean (of the sequence) or "
                + "neighbours (the mean of the nearest steps that stay)",
            DefaultValueFactory = _ => Erasing.Zero.Name,
        };
        delete.AcceptOnlyFromAmong([.. Erasing.All.Select(one => one.Name)]);
        var by = new Option<string?>("--by")
        {
            Description =
                $"Of {WordsAndMaps.Experiment.Name}: column or JSON key of the data, such as subject, by which relevance "
                + "is gathered, by position and feature: mean, standard deviation and count, as groups.csv and "
                + "groups.svg of --out",
            HelpName = "NAME",
        };
        var output = new Option<string?>("--out")
        {
            Description =
                "Folder for scorecard.html, scores.csv, and a CSV and an SVG of each experiment; made where there "
                + "is none [default: not written]",
            HelpName = "DIR",
        };
        EmptyNames.Refuse(command, by, output);
        command.Options.Add(delete);
        command.Options.Add(by);
        command.Options.Add(output);
        return new EvaluateOptions(
            name,
            input,
            rules,
            methods with
            {
                OfCommand = [methods.Seed],
                LeavesOut = true,
            },
            delete,
            by,
            output
        );
    }

    /// <summary>What is asked for, in a word.</summary>
    public string Asked(ParseResult parsed) => parsed.GetRequiredValue(Experiment);

    /// <summary>Whether all there are are asked for.</summary>
    public bool AreAll(ParseResult parsed) => Asked(parsed) == All;

    /// <summary>The experiments that are asked for.</summary>
    public ImmutableArray<Experiment> Experiments(ParseResult parsed) =>
        [.. Laboratory.Faithfulness.Experiment.All.Where(one => AreAll(parsed) || one.Name == Asked(parsed))];

    /// <summary>What the experiments are made on.</summary>
    /// <exception cref="FaultException">It cannot be read, or is named and not read by any of them.</exception>
    public Subjects ReadSubjects(ParseResult parsed)
    {
        var experiments = Experiments(parsed);
        var truth = GroundTruth.Of(experiments, parsed.GetValue(Methods.Seed));
        return experiments.All(one => one.IsOnItsOwn)
            ? OnTheirOwn(parsed, experiments, truth)
            : OfUser(parsed, experiments, truth);
    }

    /// <summary>The bench of a model; its sentences are read when it is made.</summary>
    /// <exception cref="FaultException">A method or a rule does not go with the model.</exception>
    public Func<Bench> ReadBench(ParseResult parsed, Subject subject, CancellationToken cancellation)
    {
        var network = subject.Model.Network;
        var lrp = Lrp.With(Rules.Read(parsed, network.Composition));
        var chosen = Methods.Read(parsed, lrp, Rules.All, network, Target.Predicted, _ => true);
        var erasing = Erasing
            .All.Single(one => one.Name == parsed.GetValue(Delete))
            .For(Delete.Name, network)
            .OrThrow();
        var options = Input.ReadOptions(parsed);
        var seed = parsed.GetValue(Methods.Seed);
        return () =>
            new Bench(network, subject.Sentences(), chosen, erasing, seed, options, cancellation)
            {
                Tasks = subject.Tasks,
                By = LanguageExt.Prelude.Optional(parsed.GetValue(By)),
                Relearning = SmallNetwork.Relearning,
            };
    }

    private Subjects OnTheirOwn(ParseResult parsed, ImmutableArray<Experiment> experiments, GroundTruth truth)
    {
        ImmutableArray<Fault> idle =
        [
            .. Input
                .OfModelAndData.AddRange(Delete, By)
                .Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => new Fault(
                    option.Name,
                    $"{Asked(parsed)} is made on networks and sequences of its own, and reads no other",
                    "leave it out"
                )),
        ];
        return idle.IsEmpty
            ? new Subjects([Subject.OnItsOwn(experiments, truth)], () => truth.Files)
            : throw new FaultException(idle);
    }

    // Experiments on networks of their own are made once, whatever models there are.
    private Subjects OfUser(ParseResult parsed, ImmutableArray<Experiment> experiments, GroundTruth truth)
    {
        if (parsed.GetValue(By) is not null)
            CheckBy(parsed, experiments);
        var paths = Input.Model.Paths(parsed);
        var names = ModelNames.Of(Input.Model.Model.Name, paths);
        if (paths.Length > 1 && parsed.GetValue(Input.Data) == InputOptions.Pipe)
            throw new FaultException(
                new Fault(
                    Input.Data.Name,
                    "it is standard input, which can be read once, and each of several models reads the data",
                    "save it as a file, and name that"
                )
            );
        var source = Input.ReadSource(parsed, parsed.GetValue(Output));
        return new Subjects(
            [
                Of(parsed, names[0], paths[0], source, experiments, truth.Tasks),
                .. paths
                    .Zip(names, (path, name) => (path, name))
                    .Skip(1)
                    .Select(one =>
                        Of(
                            parsed,
                            one.name,
                            one.path,
                            source,
                            [.. experiments.Where(experiment => !experiment.IsOnItsOwn)],
                            []
                        )
                    ),
            ],
            () => [.. Input.Files(parsed, source), .. truth.Files]
        );
    }

    private Subject Of(
        ParseResult parsed,
        LanguageExt.Option<string> name,
        string path,
        LanguageExt.Option<SentenceSource> source,
        ImmutableArray<Experiment> experiments,
        ImmutableArray<KnownTask> tasks
    )
    {
        var model = Input.Model.Read(parsed, path);
        var subject = Subject.OfUser(name, model, experiments, tasks, () => []);
        var read = subject.Told(() => Input.Position.OfOne(parsed, model));
        return subject with
        {
            Model = read,
            Sentences = () => [.. Named(parsed).ReadSentences(parsed, read, source, (_, sentence) => sentence)],
        };
    }

    // What stands in the column is read as the sentences' own names, of which experiments make no other use.
    private InputOptions Named(ParseResult parsed) =>
        parsed.GetValue(By) is null ? Input : Input with { Written = Input.Written with { Id = By } };

    private void CheckBy(ParseResult parsed, ImmutableArray<Experiment> experiments)
    {
        ImmutableArray<(bool IsSo, string Problem, string Remedy)> found =
        [
            (
                !experiments.Contains(WordsAndMaps.Experiment),
                $"it says nothing about {Asked(parsed)}, but about {WordsAndMaps.Experiment.Name}",
                "leave it out"
            ),
            (
                parsed.GetValue(Input.Text) is { Length: > 0 },
                $"{Input.Text.Name} has no columns",
                "give a file with columns, such as CSV"
            ),
            (
                parsed.GetResult(Input.Written.Id) is { Implicit: false },
                $"{Input.Written.Id.Name} is given beside it, and names nothing here",
                "leave that out"
            ),
        ];
        ImmutableArray<Fault> faults =
        [
            .. found.Where(one => one.IsSo).Select(one => new Fault(By.Name, one.Problem, one.Remedy)),
        ];
        if (!faults.IsEmpty)
            throw new FaultException(faults);
    }
}
