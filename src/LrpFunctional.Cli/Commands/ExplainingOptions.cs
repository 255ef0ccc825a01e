using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say what is explained, of which model and sentences, and by what.</summary>
internal sealed record ExplainingOptions(
    InputOptions Input,
    RuleOptions Rules,
    PoolOption Pool,
    PrefixOption Prefixes,
    GranularityOption Granularity,
    MethodOptions Methods,
    TargetOption Target
)
{
    /// <param name="command">The command.</param>
    /// <param name="baseline">The name of the option that says what methods start from.</param>
    public static ExplainingOptions AddTo(Command command, string baseline = MethodOptions.UsualBaseline) =>
        new(
            InputOptions.AddTo(command),
            RuleOptions.AddTo(command),
            PoolOption.AddTo(command),
            PrefixOption.AddTo(command),
            GranularityOption.AddTo(command),
            MethodOptions.AddTo(command, baseline, Lrp.Default.Name),
            TargetOption.AddTo(command)
        );

    /// <summary>What they ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="lrp">What lrp is by the rules.</param>
    /// <param name="ofLrp">The other options that say something about lrp.</param>
    /// <param name="phrases">The phrases that stand in place of words.</param>
    /// <param name="ofOnePosition">The options that go with one position only.</param>
    /// <exception cref="FaultException">They do not go together, or not with the model.</exception>
    public Explaining Read(
        ParseResult parsed,
        Func<RuleSet, Method> lrp,
        ImmutableArray<Option> ofLrp,
        ImmutableArray<Phrase> phrases,
        ImmutableArray<Option> ofOnePosition
    )
    {
        var whole = Input.Model.Read(parsed);
        var model = Input.Position.Of(parsed, whole);
        Input.Position.RefuseBesideAll(parsed, [Prefixes.Prefixes, .. ofOnePosition]);
        var aim = Target.Read(parsed, model);
        var methods = Methods.Read(
            parsed,
            lrp(Rules.Read(parsed, model.Network.Composition)),
            [.. Rules.All, .. ofLrp],
            model.Network,
            aim,
            Pool.Fits(parsed, model.Network, phrases.IsEmpty)
        );
        return new Explaining(whole, model, aim, methods, phrases, Prefixes.Columns(parsed, model));
    }

    /// <summary>The explanations, made one after the other as they are asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="explaining">What is asked for.</param>
    /// <param name="outputs">The files that are written.</param>
    /// <param name="detail">Whether words or features have numbers.</param>
    /// <param name="cancellation">Ends the work.</param>
    public ExplainingRun Run(
        ParseResult parsed,
        Explaining explaining,
        IEnumerable<string?> outputs,
        Detail detail,
        CancellationToken cancellation
    )
    {
        var source = Input.ReadSource(parsed, outputs);
        return Run(parsed, explaining, source, Portion.Whole, detail, cancellation);
    }

    /// <summary>Those of a portion of the data.</summary>
    public ExplainingRun Run(
        ParseResult parsed,
        Explaining explaining,
        LanguageExt.Option<SentenceSource> source,
        Portion portion,
        Detail detail,
        CancellationToken cancellation
    )
    {
        var (model, aim, methods) = (explaining.Model, explaining.Aim, explaining.Methods);
        var sentences = Input.ReadSentences(
            parsed,
            model,
            source,
            portion,
            (place, sentence) =>
                aim.Check(place, sentence).Bind(one => SpanOption.Check(explaining.Phrases, place, one))
        );
        var options = Input.ReadOptions(parsed) with { Detail = detail };
        var explanations = Input.Position.IsAll(parsed)
            ? Positions
                .Explain(methods, explaining.Whole.Network, sentences, aim, options, cancellation)
                .Select(PrefixOption.Whole)
            : Prefixes
                .Explain(parsed, methods, model.Network, sentences, aim, options, cancellation)
                .Select(found => At(PositionOption.Named(parsed), found));
        return new ExplainingRun(
            Input.Files(parsed, source),
            Edge.Supported("--method", explanations)
                .Select(found => found with { Place = portion.Position(found.Place) }),
            options
        );
    }

    private static PrefixExplanations At(LanguageExt.Option<int> position, PrefixExplanations found) =>
        position.Match(
            at => found with { Explanations = [.. found.Explanations.Select(explanation => explanation.At(at))] },
            () => found
        );
}
