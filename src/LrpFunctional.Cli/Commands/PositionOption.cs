using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Models;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says which step's scores are meant, of a model that gives scores at each.</summary>
internal sealed record PositionOption(Option<string?> Position)
{
    private const string Last = "last";
    private const string All = "all";
    private const string Target = "--target";

    public static PositionOption AddTo(Command command)
    {
        var option = new Option<string?>("--position")
        {
            Description =
                "Of a model that gives scores at each step, as a tagger does: the step whose scores are meant, from 1, "
                + "or back from -1, or last; explain also takes all, one after the other",
            HelpName = "N",
        };
        command.Options.Add(option);
        return new PositionOption(option);
    }

    /// <summary>The sentence, if it has such a step.</summary>
    public LanguageExt.Validation<Fault, Sentence> Check(ParseResult parsed, string place, Sentence sentence) =>
        Given(parsed) is { } given
        && int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
        && Math.Abs((long)position) > sentence.Length - (sentence.StaticSize > 0 ? 1 : 0)
            ? new Fault(
                place,
                $"a sequence of {sentence.Length - (sentence.StaticSize > 0 ? 1 : 0)} steps has no position {position}",
                "leave it out, or choose another position"
            )
            : sentence;

    /// <summary>The model of the scores that are meant.</summary>
    /// <exception cref="FaultException">There is no such step, none is named, or the model has no such
    /// scores.</exception>
    public StoredModel Of(ParseResult parsed, StoredModel model)
    {
        var given = Given(parsed);
        if (model.Network.GivesVectors)
            return given is null
                ? model
                : throw Fault("the model gives one vector of scores, and none at each step", "leave it out");
        if (given is null)
            throw Fault(
                "the model gives scores at each step, and it is not said which are meant",
                "give it: 1 for the first step, last for the last"
            );
        return model.At(
            given is Last or All ? -1
            : int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
            && position != 0
                ? position - (position > 0 ? 1 : 0)
            : throw Fault(
                $"it is \"{Printable.Value(given)}\", where a step from 1, one back from -1, or last is expected",
                "count steps as the tables do"
            )
        );
    }

    /// <summary>Whether the scores at all steps are meant.</summary>
    public bool IsAll(ParseResult parsed) => parsed.GetValue(Position) == All;

    /// <summary>The model of the scores at one step; all of them are refused.</summary>
    /// <exception cref="FaultException">There is no such step, all are named, or none.</exception>
    public StoredModel OfOne(ParseResult parsed, StoredModel model) =>
        IsAll(parsed)
            ? throw Fault("it is \"all\", where one step is expected of this command", "name a step, or use explain")
            : Of(parsed, model);

    /// <summary>Where a target names its position, as in 2:3, the position, counted from 0.</summary>
    public static LanguageExt.Option<int> Named(ParseResult parsed) =>
        OfTarget(parsed) is { } said ? int.Parse(said, CultureInfo.InvariantCulture) - 1 : LanguageExt.Prelude.None;

    /// <summary>What goes with one step only is refused where all are meant.</summary>
    /// <exception cref="FaultException">All are, and an option of these is given.</exception>
    public void RefuseBesideAll(ParseResult parsed, params ImmutableArray<Option> options)
    {
        if (
            IsAll(parsed)
            && options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other
        )
            throw Fault($"it is \"all\", where {other.Name} goes with one step", $"leave out {other.Name}");
    }

    private string? Given(ParseResult parsed) =>
        (parsed.GetValue(Position), OfTarget(parsed)) switch
        {
            (var given, null) => given,
            (null, var said) => said,
            var (given, said) => throw Fault(
                $"it is \"{Printable.Value(given)}\", and {Target} names position {said}",
                "leave it out"
            ),
        };

    // Of a target such as 2:3, the 2.
    private static string? OfTarget(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Any(option => option.Name == Target)
        && parsed.GetValue<string>(Target) is { } target
        && target.IndexOf(':') is var colon and >= 0
            ? int.TryParse(target[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position > 0
                ? target[..colon]
                : throw new FaultException(
                    new Fault(
                        Target,
                        $"it is \"{Printable.Value(target)}\", where a step from 1 is expected before the colon",
                        "name it as in 2:3, the class 3 at the second step"
                    )
                )
            : null;

    private FaultException Fault(string problem, string remedy) => new(new Fault(Position.Name, problem, remedy));
}
