using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Methods;

/// <summary>
/// Σ_k R_k of each word where one epsilon rule holds everywhere and all products go to their signals: the words of
/// <see cref="Lrp.Relevance"/>, without the messages on the way.
/// </summary>
internal sealed record RelevanceWords(RuleSet Rules, EpsilonRule Rule, bool IsKeepingFeatures) : IWordMethod
{
    public Recording Needs => Recording.Products;

    public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<Output> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var head = HeadRelevance.Of(Rules, run.Head, Lrp.Start(outputs, run.Head.Scores));
        return Below(
            run,
            run.Layers.Length - 1,
            new Reaching<T>.Strands(head.Arrivals(run.Head)),
            Matrix.Zero(outputs.Length, 1)
        );
    }

    private Attribution Below<T>(Run<T> run, int at, Reaching<T> reaching, Matrix leftover)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rule = new EpsilonNumbers(Rule.Stabilizer.Epsilon, Rule.BiasFactor);
        using var back = run.Layers[at].Relevance(reaching, rule, at > 0 || IsKeepingFeatures, run.Inputs, run.Threads);
        var left = Elementwise.Add(leftover, back.Leftover);
        if (at > 0)
            return Below(run, at - 1, new Reaching<T>.States(back.ToInputs!), left);
        var features =
            back.ToInputs is { } toInputs && (IsKeepingFeatures || back.Words.IsNone)
                ? toInputs.Freeze(run.Network.InputSize)
                : Option<Matrix>.None;
        return new Attribution(
            back.Words.IfNone(() => features.Map(MatrixRows.Sums).IfNone(() => Matrix.Zero(0, 1))),
            left,
            features.Filter(_ => IsKeepingFeatures)
        );
    }
}
