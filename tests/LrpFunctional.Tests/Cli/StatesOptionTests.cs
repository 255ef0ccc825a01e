using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>By which units of which states did relevance come?</summary>
public sealed class StatesOptionTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Each_unit_of_h_and_c_has_a_row_and_a_step_adds_up_to_its_account()
    {
        string[] asked = ["--text", ExplainedText.Text, "--rule", "gamma", "--target", "1"];
        var result = await LrpCommand.Run([
            "explain",
            .. asked,
            "--states",
            _sandbox.At("states.csv"),
            "--ledger",
            _sandbox.At("ledger.csv"),
        ]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal((await LrpCommand.Run(["explain", .. asked])).StandardOutput, result.StandardOutput);
        var lines = File.ReadAllLines(_sandbox.At("states.csv"));
        Assert.Equal("sentence,target,place,direction,step,position,state,unit,relevance", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();

        // Six words from both sides, and what was before the first; h and c of 60 units.
        Assert.Equal(2 * 7 * 2 * 60, rows.Length);
        Assert.Equal(["1", "1", "layer 0", "LeftToRight", "5", "6", "h", "0"], rows[0][..^1]);
        Assert.Equal(["1", "1", "layer 0", "RightToLeft", "-1", "", "c", "59"], rows[^1][..^1]);
        var accounts = File.ReadLines(_sandbox.At("ledger.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(cells => cells[4].Length > 0)
            .ToDictionary(cells => string.Join(' ', cells[1..6]), cells => Number(cells[6]));
        Assert.Equal(12, accounts.Count);
        foreach (var step in rows.Where(row => row[4] != "-1").GroupBy(row => string.Join(' ', row[1..6])))
            Close.Absolute(1e-9, [accounts[step.Key]], [step.Sum(row => Number(row[^1]))]);
        var network = DefaultModel.Network;
        var sentence = network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow();
        var rules = RuleSet.Of(
            GammaRule.Of(0.25, RuleSet.Default.Time.Stabilizer),
            ProductRule.All,
            RuleSet.Default.Time
        );
        Close.Absolute(
            1e-12,
            Lrp.WithStates(rules)
                .Explain(network, sentence, Target.Class(1))[0]
                .States.IfNone([])
                .SelectMany(state => state.Hidden.AddRange(state.Cell)),
            rows.Select(row => Number(row[^1]))
        );
    }

    [Fact]
    public async Task A_cell_that_reads_fewer_steps_than_there_are_words_names_no_word()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--model",
            Sandbox.Fixture("KerasCompositions", "strides.h5"),
            "--text",
            "1 2 3 4 5 6 7 8",
            "--states",
            _sandbox.At("states.csv")
        );
        Assert.Equal(0, result.ExitCode);
        var rows = File.ReadLines(_sandbox.At("states.csv")).Skip(1).Select(line => line.Split(',')).ToArray();

        // A GRU of 4 units has no c, and reads two steps of eight words.
        Assert.Equal(3 * 4, rows.Length);
        Assert.All(rows, row => Assert.Equal(("", "h"), (row[5], row[6])));
    }

    [Fact]
    public async Task A_method_without_states_is_refused_by_name()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            ExplainedText.Text,
            "--method",
            "occlusion",
            "--states",
            _sandbox.At("states.csv")
        );
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(
            "--states: it says nothing about occlusion, but about lrp",
            result.StandardError,
            StringComparison.Ordinal
        );
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
