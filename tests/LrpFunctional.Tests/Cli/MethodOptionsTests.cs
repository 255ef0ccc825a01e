using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>What is explained, by which method, with which numbers.</summary>
public sealed class MethodOptionsTests : IDisposable
{
    private const string Text = "not a very good film .";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Numbers_of_methods_are_those_given_and_their_names_say_what_is_not_usual()
    {
        var lines = await Rows(
            "--method",
            "occlusion",
            "--method",
            "ig",
            "--method",
            "smoothgrad",
            "--method",
            "smoothgrad-gi",
            "--method",
            "saliency",
            "--method",
            "sa",
            "--method",
            "shapley",
            "--method",
            "limsse",
            "--method",
            "deeplift",
            "--norm",
            "max",
            "--window",
            "2",
            "--erasure",
            "removal",
            "--baseline",
            "unknown",
            "--steps",
            "7",
            "--samples",
            "5",
            "--deviation",
            "0.3",
            "--exact",
            "3",
            "--orders",
            "4",
            "--longest",
            "2",
            "--seed",
            "9"
        );
        var network = DefaultModel.Network;
        var sentence = network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow();
        Method[] methods =
        [
            new Occlusion(2, Erasure.Removal).Method,
            new IntegratedGradients(Baseline.Unknown, 7).Method,
            new SmoothGrad(5, 0.3, 9).By(Norm.Max),
            new SmoothGrad(5, 0.3, 9).TimesInput,
            Gradient.SaliencyBy(Norm.Max),
            Gradient.SensitivityBy(Norm.Max),
            new Shapley(3, 4, 9).Method,
            new Limsse(5, 2, 9).Method,
            DeepLift.Against(Baseline.Unknown),
        ];
        Assert.Equal(
            [
                "occlusion-2-removal",
                "ig-unknown",
                "smoothgrad-max",
                "smoothgrad-gi",
                "saliency-max",
                "sa-max",
                "shapley",
                "limsse",
                "deeplift-unknown",
            ],
            methods.Select(method => method.Name)
        );
        Assert.Equal(
            methods
                .Select(method => method.Explain(network, sentence))
                .SelectMany(explanation => explanation.Relevances.Select(relevance => (explanation.Method, relevance))),
            lines.Select(cells => (cells[^2], Number(cells)))
        );
    }

    [Fact]
    public async Task All_are_those_that_the_network_and_the_target_support()
    {
        Assert.Equal(
            OfferedMethods.All.Select(method => method.Name),
            (await Rows("--method", "all", "--samples", "3", "--exact", "0", "--orders", "2"))
                .Select(cells => cells[^2])
                .Distinct()
        );
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            Text,
            "--method",
            "all",
            "--quantity",
            "probability",
            "--samples",
            "3"
        );
        Assert.Equal(0, result.ExitCode);
        foreach (var name in new[] { "lrp", "cd", "beta", "gamma", "deeplift" })
            Assert.Contains(
                $"lrp: {name} is left out: it does not support this network, target or pooling\n",
                result.StandardError,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task A_contrast_and_other_quantities_are_named_in_the_column_of_the_target()
    {
        var each = (await Rows("--target", "all")).ToLookup(cells => cells[^3], Number);
        var contrast = await Rows("--target", "3-1");
        Assert.All(contrast, cells => Assert.Equal("3-1", cells[^3]));
        Close.Absolute(1e-12, each["3"].Zip(each["1"], (one, other) => one - other), contrast.Select(Number));
        Assert.All(
            await Rows("--target", "3", "--quantity", "probability", "--method", "gi"),
            cells => Assert.Equal("p(3)", cells[^3])
        );
        Assert.All(
            await Rows("--target", "3", "--quantity", "log-odds", "--method", "occlusion"),
            cells => Assert.Equal("log-odds(3)", cells[^3])
        );
    }

    [Fact]
    public async Task Spans_have_rows_of_their_own_the_sum_of_their_words_or_by_cd_their_own_part()
    {
        var words = await Rows("--method", "lrp", "--method", "cd");
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            Text,
            "--method",
            "lrp",
            "--method",
            "cd",
            "--span",
            "1-4",
            "--span",
            "5"
        );
        var rows = result.StandardOutput.TrimEnd('\n').Split('\n');
        Assert.Equal("sentence,first,last,words,label,predicted,target,method,relevance", rows[0]);
        Assert.Equal(
            ["1,1,4,not a very good", "1,5,5,film", "1,1,4,not a very good", "1,5,5,film"],
            rows[1..].Select(row => string.Join(',', row.Split(',')[..4]))
        );
        var numbers = rows[1..].Select(row => Number(row.Split(','))).ToArray();
        Close.Absolute(
            1e-12,
            [words[..4].Sum(Number), Number(words[4]), Number(words[10])],
            [numbers[0], numbers[1], numbers[3]]
        );
        Assert.NotEqual(words[6..10].Sum(Number), numbers[2], 1e-3);
        var biases = await LrpCommand.Run(
            "explain",
            "--text",
            Text,
            "--method",
            "cd",
            "--span",
            "1-4",
            "--bias-product",
            "phrase"
        );
        var row = biases.StandardOutput.Split('\n')[1].Split(',');
        Assert.Equal("cd-bias", row[^2]);
        Assert.NotEqual(numbers[2], Number(row), 1e-6);
    }

    [Theory]
    [InlineData("--steps: it says nothing about lrp, but about ig", "--steps", "5")]
    [InlineData("--ledger: it says nothing about gi, but about lrp", "--method", "gi", "--ledger", "ledger.csv")]
    [InlineData("--rule: it says nothing about gi, but about lrp", "--method", "gi", "--rule", "gamma")]
    [InlineData("--gamma: it is a number of the rule gamma or gamma-positive, which applies nowhere", "--gamma", "1")]
    [InlineData("--preset: z-plus says all rules, and so does --alpha", "--preset", "z-plus", "--alpha", "2")]
    [InlineData(
        "--norm: it says nothing about gi, but about sa, saliency, smoothgrad",
        "--method",
        "gi",
        "--norm",
        "l2"
    )]
    [InlineData("--bias-product: it says nothing about lrp, but about cd", "--bias-product", "phrase")]
    [InlineData("two of them are occlusion-3", "--method", "occlusion", "--method", "occlusion-3", "--window", "3")]
    [InlineData(
        "--window: it is 2147483647, where a whole number from 1 to 1000 is expected",
        "--method",
        "occlusion",
        "--window",
        "2147483647"
    )]
    [InlineData(
        "--orders: it is 2147483647, where a whole number from 1 to 100000 is expected",
        "--method",
        "shapley",
        "--exact",
        "0",
        "--orders",
        "2147483647"
    )]
    [InlineData("\"0,001\" is no number", "--strict", "0,001")]
    [InlineData("--strict: it is NaN, where a number from 0 on is expected", "--strict", "NaN")]
    [InlineData("--strict: it is -1, where a number from 0 on is expected", "--strict", "-1")]
    [InlineData(
        "the record beside --out: it names the same file as --scores",
        "--out",
        "a.csv",
        "--scores",
        "./a.meta.json"
    )]
    [InlineData("--totals: it names the same file as --scores", "--scores", "a.csv", "--totals", "./a.csv")]
    [InlineData(
        "--window: it is 0, where a whole number from 1 to 1000 is expected",
        "--method",
        "occlusion",
        "--window",
        "0"
    )]
    [InlineData("--steps: it is -3, where a whole number from 1 to", "--method", "ig", "--steps", "-3")]
    [InlineData("\"0,3\" is no number", "--method", "smoothgrad", "--deviation", "0,3")]
    [InlineData("lrp shares out a score", "--quantity", "probability")]
    [InlineData("the target 3-1 is a difference of scores", "--target", "3-1", "--quantity", "log-odds")]
    [InlineData("\"4-2\" is no span", "--span", "4-2")]
    [InlineData("\"0\" is no span", "--span", "0")]
    [InlineData("--text, sentence 1: it has 6 words, where a phrase from word 5 to 7 is asked for", "--span", "5-7")]
    [InlineData("--span: it does not go together with --prefixes", "--span", "1", "--prefixes")]
    public async Task What_cannot_be_is_refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", "--text", Text, .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Totals_say_what_is_explained_what_words_have_of_it_and_what_is_left()
    {
        var totals = _sandbox.At("totals.csv");
        var words = (
            await Rows("--method", "lrp", "--method", "ig", "--method", "gi", "--bias-factor", "1", "--totals", totals)
        ).ToLookup(cells => cells[^2], Number);
        var rows = File.ReadAllLines(totals);
        Assert.Equal("sentence,label,predicted,target,method,value,words,leftover", rows[0]);
        var cells = rows[1..].ToDictionary(row => row.Split(',')[4], row => row.Split(',')[5..]);
        Assert.Equal(["lrp", "ig", "gi"], cells.Keys);
        double At(string method, int column) => double.Parse(cells[method][column], CultureInfo.InvariantCulture);
        Assert.All(cells.Keys, method => Close.Absolute(1e-12, [words[method].Sum()], [At(method, 1)]));
        Close.Absolute(1e-12, [At("lrp", 0)], [At("lrp", 1) + At("lrp", 2)]);
        var network = DefaultModel.Network;
        Close.Absolute(
            1e-12,
            [
                new IntegratedGradients()
                    .Method.Explain(
                        network,
                        network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow()
                    )
                    .Leftover.IfNone(double.NaN),
            ],
            [At("ig", 2)]
        );
        Assert.Equal("", cells["gi"][2]);
    }

    [Fact]
    public async Task A_regression_has_scores_and_no_probabilities()
    {
        string[] model =
        [
            "--model",
            Sandbox.Fixture("Origins", "regression", "model.safetensors"),
            "--data",
            _sandbox.Write("ids.jsonl", """{"ids": [1, 2, 3]}"""),
            "--method",
            "gi",
        ];
        Assert.Equal(0, (await LrpCommand.Run(["explain", .. model])).ExitCode);
        var result = await LrpCommand.Run(["explain", .. model, "--quantity", "probability"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "--quantity: the model has one output and no sigmoid",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await LrpCommand.Run(["explain", .. model, "--target", "second"])).ExitCode);
    }

    [Fact]
    public async Task All_methods_are_those_with_features_where_numbers_of_features_are_asked_for()
    {
        string[] numbers =
        [
            "--model",
            DataFiles.NumberModel,
            "--data",
            _sandbox.Write("numbers.jsonl", """{"numbers": [[1, 0, 0, 0, -2], [0, 1, 3, 0, 0]]}"""),
            "--method",
            "all",
            "--samples",
            "2",
            "--steps",
            "2",
        ];
        var features = await LrpCommand.Run(["explain", .. numbers]);
        Assert.Equal(0, features.ExitCode);
        Assert.Contains(
            "lrp: occlusion is left out: it does not support this network, target or pooling\n",
            features.StandardError,
            StringComparison.Ordinal
        );
        var steps = await LrpCommand.Run(["explain", .. numbers, "--pool", "step"]);
        Assert.Equal((0, ""), (steps.ExitCode, steps.StandardError));
    }

    [Fact]
    public async Task A_record_that_has_no_place_is_found_out_before_the_work()
    {
        Directory.CreateDirectory(_sandbox.At("words.meta.json"));
        var result = await LrpCommand.Run("explain", "--text", Text, "--out", _sandbox.At("words.csv"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "words.meta.json: the record of a file would be written there",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_sandbox.At("words.csv")));
    }

    [Fact]
    public async Task Each_file_says_beside_it_how_it_was_made()
    {
        string[] files =
        [
            "--out",
            _sandbox.At("words.csv"),
            "--scores",
            _sandbox.At("scores.csv"),
            "--ledger",
            _sandbox.At("ledger.csv"),
            "--totals",
            _sandbox.At("totals.csv"),
        ];
        Assert.Equal(
            0,
            (
                await LrpCommand.Run([
                    "explain",
                    "--text",
                    Text,
                    "--method",
                    "lrp",
                    "--method",
                    "shapley",
                    "--seed",
                    "4",
                    .. files,
                ])
            ).ExitCode
        );
        foreach (var name in new[] { "words", "scores", "ledger", "totals" })
        {
            var meta = File.ReadAllText(_sandbox.At($"{name}.meta.json"));
            Assert.Contains("\"lrp: epsilon(ε=0.001, δ=0), all\"", meta, StringComparison.Ordinal);
            Assert.Contains(
                "\"shapley: exact up to 12 words, 100 orders above, seed 4\"",
                meta,
                StringComparison.Ordinal
            );
        }
    }

    private static async Task<string[][]> Rows(params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", "--text", Text, .. arguments]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        return [.. result.StandardOutput.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(','))];
    }

    private static double Number(string[] cells) => double.Parse(cells[^1], CultureInfo.InvariantCulture);
}
