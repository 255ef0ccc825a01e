using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;
using MathNet.Numerics.Statistics;

namespace LrpFunctional.Tests.Readme;

/// <summary>The table of how large relevances are beside the score, made anew.</summary>
public sealed partial class PresetTests
{
    private static readonly ImmutableArray<(string Name, Func<Stabilizer, RuleSet> Rules)> Rows =
    [
        .. Preset.All.Select(preset =>
            (
                $"--preset {preset.Name}",
                (Func<Stabilizer, RuleSet>)(stabilizer => preset.With(stabilizer, preset.BiasFactor))
            )
        ),
        ("--rule gamma", stabilizer => Everywhere(GammaRule.Of(0.25, stabilizer), stabilizer)),
        ("--rule gamma-positive", stabilizer => Everywhere(GammaRule.OfPositive(0.25, stabilizer), stabilizer)),
        ("--rule alpha-beta --alpha 2", stabilizer => Everywhere(AlphaBetaRule.Of(2, stabilizer), stabilizer)),
    ];

    public static TheoryData<string> Names { get; } = [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_median_and_the_largest_ratio_are_those_of_the_table(string name)
    {
        var rules = Rows.Single(row => row.Name == name).Rules;
        var measured = new[] { 0.001, 0.1 }.SelectMany(epsilon => Measured(rules(new Stabilizer(epsilon))));
        Assert.Equal(
            $"| `{name}` | {string.Join(" | ", measured)} |",
            Lines().Single(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Each_row_is_made_anew() =>
        Assert.Equal(
            Rows.Select(row => row.Name),
            Lines().SelectMany(line => Row().Matches(line)).Select(row => row.Groups[1].Value)
        );

    private static IEnumerable<string> Lines() => Documents.Rows(Documents.Rules, "| rules | median");

    private static string[] Measured(RuleSet rules)
    {
        using var reader = File.OpenText(Repository.At("data", "sentences.txt"));
        var network = DefaultModel.Network;
        var sentences = SentenceFile.Read("sentences.txt", reader, network, network.Vocabulary.UnknownWord);
        var ratios = Lrp.With(rules)
            .Explain(network, sentences, Target.Predicted)
            .Select(explanation => explanation.Relevances.Max(Math.Abs) / Math.Abs(explanation.Value))
            .ToArray();
        return
        [
            .. new[] { ratios.Median(), ratios.Max() }.Select(number =>
                number.ToString("G3", CultureInfo.InvariantCulture)
            ),
        ];
    }

    private static RuleSet Everywhere(LinearRule rule, Stabilizer stabilizer) =>
        RuleSet.Of(rule, ProductRule.All, new EpsilonRule(stabilizer, 0));

    [GeneratedRegex("^\\| `([^`]+)` \\|")]
    private static partial Regex Row();
}
