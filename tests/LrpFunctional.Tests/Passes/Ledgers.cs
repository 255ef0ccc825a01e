using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Passes;

/// <summary>The ledgers of explanations, and whether they close.</summary>
internal static class Ledgers
{
    public static Ledger Of(Explanation explanation) =>
        explanation.Ledger.IfNone(() => throw new InvalidOperationException("there is no ledger"));

    /// <summary>
    /// Nothing is missing from the account of any sentence and class. Rules that divide by what may almost cancel pass
    /// on relevances far larger than the score, and rounding is as large as they make it.
    /// </summary>
    public static void Close(
        double tolerance,
        RuleSet rules,
        RecurrentNetwork network,
        ImmutableArray<Sentence> sequences
    )
    {
        foreach (var explanation in Lrp.WithLedger(rules).Explain(network, sequences, Target.All))
        {
            var ledger = Of(explanation);
            Assert.True(
                ledger.Closes(tolerance),
                $"{rules.Name}: {ledger.Missing} is missing, most at {ledger.Widest}"
            );
            Assert.Equal(explanation.Value, ledger.Score);
            var largest = ledger.Entries.Max(entry => Math.Max(1, Math.Abs(entry.Arriving)));
            Reference.Close.Absolute(tolerance * largest, [explanation.Total], [ledger.Words + ledger.Initial]);
        }
    }
}
