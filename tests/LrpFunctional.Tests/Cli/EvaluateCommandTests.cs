using System.Globalization;
using System.Xml.Linq;
using LrpFunctional.Formats.Models;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Are explanations faithful to the network?</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private const string Header =
        "experiment,part,method,mean,low,high,n,lrp_minus_it,difference_low,difference_high,significant";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Lrp_is_found_better_than_chance_on_the_usualtest_set()
    {
        var result = await LrpCommand.Run("evaluate", "deletion", "--method", "lrp", "--method", "sa", "--seed", "3");
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = result.StandardOutput.TrimEnd('\n').Split('\n');
        Assert.Equal(Header, rows[0]);
        string[] Row(string method) => rows.Single(row => row.StartsWith($"deletion,all,{method},")).Split(',');
        Assert.True(Number(Row("lrp")[4]) > 0.3);
        Assert.Equal(["0", "0", "0"], Row("random")[3..6]);
        Assert.Equal("yes", Row("random")[10]);
        Assert.Equal("yes", Row("sa")[10]);
        Assert.Equal("", Row("lrp")[10]);

        var again = await LrpCommand.Run(
            "evaluate",
            "deletion",
            "--method",
            "lrp",
            "--method",
            "sa",
            "--seed",
            "3",
            "--threads",
            "1"
        );
        Assert.Equal(result.StandardOutput, again.StandardOutput);
    }

    [Fact]
    public async Task A_folder_holds_tables_pictures_and_a_page_that_needs_nothing_else()
    {
        var result = await LrpCommand.Run("evaluate", "deletion", "--method", "lrp", "--out", _sandbox.At("card"));
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal(
            ["deletion.csv", "deletion.svg", "scorecard.html", "scores.csv"],
            Directory
                .GetFiles(_sandbox.At("card"))
                .Select(file => Path.GetFileName(file)!)
                .Where(file => !file.EndsWith(".meta.json", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(result.StandardOutput, await File.ReadAllTextAsync(_sandbox.At("card", "scores.csv")));
        var points = await File.ReadAllLinesAsync(_sandbox.At("card", "deletion.csv"));
        Assert.Equal("method,series,x,text,mean,low,high,n", points[0]);
        Assert.Equal(1 + (2 * 2 * 6), points.Length);

        // A dot for each point, all of them inside of the picture.
        var picture = XDocument.Load(_sandbox.At("card", "deletion.svg"));
        var dots = picture.Descendants().Where(element => element.Name.LocalName == "circle").ToArray();
        Assert.Equal(2 * 2 * 6, dots.Length);
        Assert.All(dots, dot => Assert.InRange(Number(dot.Attribute("cx")!.Value), 62, 760));

        var page = await File.ReadAllTextAsync(_sandbox.At("card", "scorecard.html"));
        Assert.Contains(Experiment.All[0].Meaning[..20], page, StringComparison.Ordinal);
        Assert.Contains("1000 resamples of sentences", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_asked_of_the_data_is_left_out_of_all_and_told()
    {
        var data = _sandbox.Write("data.txt", string.Concat(Enumerable.Repeat("4\tgood | film\n1\tbad | film\n", 10)));
        var result = await LrpCommand.Run(
            "evaluate",
            "all",
            "--data",
            data,
            "--method",
            "lrp",
            "--out",
            _sandbox.At("card")
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("lrp: left out: deletion: no sentence of 10 words or more has a label; ", result.StandardError);
        Assert.Contains("pointing,hits,lrp,", result.StandardOutput, StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.At("card", "deletion.csv")));
        Assert.True(File.Exists(_sandbox.At("card", "pointing.svg")));

        // What is shared with other experiments is what each finds alone.
        foreach (var name in new[] { "aopc", "infidelity", "words" })
        {
            var alone = await LrpCommand.Run("evaluate", name, "--data", data, "--method", "lrp");
            var rows = alone.StandardOutput[(Header.Length + 1)..];
            Assert.NotEmpty(rows);
            Assert.Contains(rows, result.StandardOutput, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("arithmetic", "sum: r of R_a", "lrp all")]
    [InlineData("keysteps", "AUROC of R", "lrp")]
    public async Task Where_reasons_are_known_no_model_and_no_data_are_needed(string name, string part, string best)
    {
        var result = await LrpCommand.Run(
            "evaluate",
            name,
            "--method",
            "lrp",
            "--method",
            "sa",
            "--out",
            _sandbox.At("card")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        double Of(string method) =>
            Number(
                result.StandardOutput.Split('\n').Single(row => row.StartsWith($"{name},{part},{method},")).Split(',')[
                    3
                ]
            );
        Assert.True(Of(best) > 0.99);
        Assert.True(Of("sa") < 0.2);
        Assert.True(File.Exists(_sandbox.At("card", $"{name}.svg")));
        Assert.Contains(
            "network of ",
            await File.ReadAllTextAsync(_sandbox.At("card", "scorecard.html")),
            StringComparison.Ordinal
        );

        var refused = await LrpCommand.Run("evaluate", name, "--text", "good");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            $"--text: {name} is made on networks and sequences of its own",
            refused.StandardError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Models_stand_side_by_side_on_the_same_data()
    {
        string[] asked = ["evaluate", "aopc", "--method", "lrp", "--seed", "4"];
        var alone = (await LrpCommand.Run(asked)).StandardOutput.TrimEnd('\n').Split('\n');
        ModelFiles.Write(_sandbox.At("again"), ModelFiles.Read(Repository.At("model")).OrThrow());
        var result = await LrpCommand.Run([
            .. asked,
            "--model",
            Repository.At("model"),
            "--model",
            _sandbox.At("again"),
            "--out",
            _sandbox.At("card"),
        ]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal(
            [
                $"model,{alone[0]}",
                .. alone[1..].Select(row => $"model,{row}"),
                .. alone[1..].Select(row => $"again,{row}"),
            ],
            result.StandardOutput.TrimEnd('\n').Split('\n')
        );

        // Comprehensiveness and sufficiency by five parts of the words, of LRP and chance, of either model.
        var points = await File.ReadAllLinesAsync(_sandbox.At("card", "aopc.csv"));
        Assert.Equal("model,method,series,x,text,mean,low,high,n", points[0]);
        Assert.Equal(1 + (2 * 2 * 2 * 5), points.Length);
        var picture = await File.ReadAllTextAsync(_sandbox.At("card", "aopc.svg"));
        Assert.All(["model", "again"], name => Assert.Contains($">{name}: ", picture, StringComparison.Ordinal));

        var page = await File.ReadAllTextAsync(_sandbox.At("card", "scorecard.html"));
        var hash = DefaultModel.Network.Hash;
        Assert.All(["model", "again"], name => Assert.Matches($"<dt>network of {name}</dt><dd>{hash}, ", page));
        Assert.Single(page.Split("<dt>sentences</dt>").Skip(1));
        var record = await File.ReadAllTextAsync(_sandbox.At("card", "scores.meta.json"));
        Assert.Equal(2, record.Split($"\"network_sha256\": \"{hash}\"").Length - 1);
    }

    [Fact]
    public async Task What_is_wrong_with_one_of_several_models_is_told_by_its_name()
    {
        var (usual, reference) = (Repository.At("model"), _sandbox.ReferenceModel());
        async Task<string> Refused(params string[] options)
        {
            var result = await LrpCommand.Run(["evaluate", "aopc", .. options]);
            Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
            return result.StandardError;
        }

        Assert.Contains(
            "reference: --text, sentence 1",
            await Refused("--text", "not good", "--model", usual, "--model", reference, "--unknown", "error"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "one is named twice",
            await Refused("--model", usual, "--model", $"{usual}{Path.DirectorySeparatorChar}"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--data: it is standard input",
            await Refused("--model", usual, "--model", reference, "--data", "-"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Relevance_is_gathered_by_a_column_of_the_data()
    {
        var data = _sandbox.Write(
            "scans.csv",
            "group,subject,f0,f1\n1,ann,0,0.5\n1,ann,-0.5,0\n2,ben,0,1\n3,ann,0,0.75\n3,ann,1,0\n"
        );
        var result = await LrpCommand.Run(
            "evaluate",
            "words",
            "--model",
            Repository.At("model", "arithmetic", "sum"),
            "--data",
            data,
            "--by",
            "subject",
            "--method",
            "lrp",
            "--method",
            "occlusion",
            "--out",
            _sandbox.At("card")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        var rows = await File.ReadAllLinesAsync(_sandbox.At("card", "groups.csv"));
        Assert.Equal("method,group,position,feature,mean,spread,n", rows[0]);
        Assert.Equal(
            [
                "lrp,ann,,,2",
                "lrp,ann,,0,2",
                "lrp,ann,,1,2",
                "lrp,ann,1,,2",
                "lrp,ann,1,0,2",
                "lrp,ann,1,1,2",
                "lrp,ann,2,,2",
                "lrp,ann,2,0,2",
                "lrp,ann,2,1,2",
                "lrp,ben,,,1",
                "lrp,ben,,0,1",
                "lrp,ben,,1,1",
                "lrp,ben,1,,1",
                "lrp,ben,1,0,1",
                "lrp,ben,1,1,1",
                // Occlusion takes out steps, and says nothing of features.
                "occlusion,ann,,,2",
                "occlusion,ann,1,,2",
                "occlusion,ann,2,,2",
                "occlusion,ben,,,1",
                "occlusion,ben,1,,1",
            ],
            rows[1..].Select(row => row.Split(',')).Select(row => string.Join(',', [.. row[..4], row[6]]))
        );

        // A cell for each position and feature of either subject's map, and by steps for occlusion.
        var picture = XDocument.Load(_sandbox.At("card", "groups.svg"));
        Assert.Equal(
            (2 * 2) + 2 + 2 + 1,
            picture
                .Descendants()
                .Count(element => element.Name.LocalName == "title" && element.Value.Contains(", n = "))
        );
        var page = await File.ReadAllTextAsync(_sandbox.At("card", "scorecard.html"));
        Assert.Contains("On 3 sentences in 2 groups by subject.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--by: --text has no columns", "words", "--by", "subject", "--text", "good")]
    [InlineData("--by: it says nothing about aopc, but about words", "aopc", "--by", "subject")]
    [InlineData("--by: keysteps is made on networks", "keysteps", "--by", "subject")]
    [InlineData("--by: it says nothing about the format tokens", "words", "--by", "subject")]
    [InlineData("--by is empty", "words", "--by", "")]
    public async Task A_column_that_cannot_be_read_is_refused(string message, params string[] options)
    {
        var result = await LrpCommand.Run(["evaluate", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanations_of_a_network_that_learned_shuffled_labels_are_others()
    {
        var result = await LrpCommand.Run(
            "evaluate",
            "sanity",
            "--method",
            "lrp",
            "--threads",
            "1",
            "--out",
            _sandbox.At("card")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        double[] Of(string part) =>
            [
                .. result
                    .StandardOutput.Split('\n')
                    .Single(row => row.StartsWith($"sanity,{part},lrp,", StringComparison.Ordinal))
                    .Split(',')[3..6]
                    .Select(Number),
            ];
        var (own, shuffled) = (Of("trained on the labels"), Of("trained on shuffled labels"));
        Assert.True(own[1] > shuffled[2]);
        Assert.InRange(shuffled[0], -0.2, 0.2);
        Assert.Contains(
            "a bidirectional LSTM of 30 units",
            await File.ReadAllTextAsync(_sandbox.At("card", "scorecard.html")),
            StringComparison.Ordinal
        );
        Assert.Equal(
            result.StandardOutput,
            (await LrpCommand.Run("evaluate", "sanity", "--method", "lrp", "--threads", "2")).StandardOutput
        );
    }

    [Fact]
    public async Task Elsewhere_one_model_is_taken()
    {
        var model = Repository.At("model");
        var result = await LrpCommand.Run("predict", "--text", "good", "--model", model, "--model", model);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains("--model", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Argument 'beauty' not recognized", "beauty")]
    [InlineData("deletion: no sentence of 10 words or more has a label", "deletion")]
    [InlineData("pointing: 0 sentences have a label", "pointing", "--delete", "removal")]
    [InlineData("--delete: it is mean", "deletion", "--delete", "mean")]
    [InlineData("the folder to put nowhere/card in does not exist", "deletion", "--out", "nowhere/card")]
    [InlineData("--epsilon: it is -1", "deletion", "--epsilon", "-1")]
    [InlineData("--window: it says nothing about lrp", "deletion", "--method", "lrp", "--window", "3")]
    public async Task What_makes_no_sense_is_refused(string message, params string[] options)
    {
        var result = await LrpCommand.Run(["evaluate", "--text", "not good", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_leaves_no_folder()
    {
        var result = await LrpCommand.Run("evaluate", "deletion", "--text", "good", "--out", _sandbox.At("card"));
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Root));
    }

    [Fact]
    public async Task Help_says_what_each_number_means_and_gives_an_example()
    {
        var help = (await LrpCommand.Run("evaluate", "--help")).StandardOutput;
        Assert.All(
            Experiment.All,
            experiment => Assert.Matches($@"{experiment.Name}:\s+{experiment.Meaning[..10].Replace(" ", @"\s+")}", help)
        );
        Assert.Matches(@"lrp\s+evaluate\s+all\s+--out\s+scorecard", help);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
