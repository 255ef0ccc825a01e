using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Models;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says which step's scores are meant, of a model that gives scores at each.</summary>
internal sealed record PositionOption(Option<string?> Position)
{
    private const string Last = "last";

    public static PositionOption AddTo(Command command)
    {
        var option = new Option<string?>("--position")
        {
            Description =
                "Of a model that gives scores at each step, as a tagger does: the step whose scores are meant, from 1, "
                + "or back from -1, or last",
            HelpName = "N",
        };
        command.Options.Add(option);
        return new PositionOption(option);
    }

    /// <summary>The sentence, if it has such a step.</summary>
    public LanguageExt.Validation<Fault, Sentence> Check(ParseResult parsed, string place, Sentence sentence) =>
        parsed.GetValue(Position) is { } given
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
        var given = parsed.GetValue(Position);
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
            given == Last ? -1
            : int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
            && position != 0
                ? position - (position > 0 ? 1 : 0)
            : throw Fault(
                $"it is \"{Printable.Value(given)}\", where a step from 1, one back from -1, or last is expected",
                "count steps as the tables do"
            )
        );
    }

    private FaultException Fault(string problem, string remedy) => new(new Fault(Position.Name, problem, remedy));
}
