using System.Globalization;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>A model of my own, from sentences of my own.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Recipe = """
        {
          "model": { "classes": ["bad", "good"], "tokenisation": { "scheme": "whitespace", "lower_case": true } },
          "units": 6, "vector_size": 5, "epochs": 8, "batch_size": 4, "rate": 0.05
        }
        """;

    private const string Sentences =
        "text,label\na good film,good\na bad film,bad\nGood,good\nBad,bad\nwhat a bad one,bad\nso good,good\n"
        + "bad bad,bad\ngood good,good\n";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_recipe_and_sentences_make_a_model_that_explains()
    {
        var trained = await Train("model");
        Assert.Equal((0, ""), (trained.ExitCode, trained.StandardOutput));
        Assert.Contains("epoch 8: loss", trained.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.At("model.checkpoint")));
        Assert.Contains(">epoch<", File.ReadAllText(_sandbox.At("model/curves.svg")), StringComparison.Ordinal);
        Assert.Contains(
            "train.csv, SHA-256",
            File.ReadAllText(_sandbox.At("model/README.md")),
            StringComparison.Ordinal
        );
        var explained = await LrpCommand.Run(
            "predict",
            "--model",
            _sandbox.At("model"),
            "--data",
            _sandbox.At("train.csv")
        );
        Assert.Contains("accuracy 100.00 % (8 of 8)", explained.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("rnn")]
    public async Task Any_cell_is_learned_and_read_from_its_files(string cell)
    {
        var recipe = Recipe.Replace("\"units\"", $"\"cell\": \"{cell}\", \"units\"", StringComparison.Ordinal);
        var data = _sandbox.Write("train.csv", Sentences);
        var trained = await LrpCommand.Run(
            "train",
            "--data",
            data,
            "--recipe",
            _sandbox.Write("recipe.json", recipe),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(0, trained.ExitCode);
        var predicted = await LrpCommand.Run("predict", "--model", _sandbox.At("model"), "--data", data);
        Assert.Contains("accuracy 100.00 % (8 of 8)", predicted.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_file_and_another_seed_another()
    {
        foreach (var (folder, seed, threads) in new[] { ("one", "3", "1"), ("same", "3", "4"), ("other", "4", "1") })
            Assert.Equal(0, (await Train(folder, "--seed", seed, "--threads", threads)).ExitCode);
        byte[] Weights(string folder) => File.ReadAllBytes(_sandbox.At($"{folder}/model.safetensors"));
        Assert.Equal(Weights("one"), Weights("same"));
        Assert.NotEqual(Weights("one"), Weights("other"));
        Assert.Contains("\"seed\": 3", File.ReadAllText(_sandbox.At("one/recipe.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_that_is_wrong_is_refused_with_all_that_is_wrong()
    {
        var recipe = _sandbox.Write("wrong.json", """{ "cell": "transformer", "units": 0, "rate": 11 }""");
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write("train.csv", Sentences),
            "--recipe",
            recipe,
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(2, result.ExitCode);
        foreach (var said in new[] { "cell is \"transformer\", where lstm or gru or rnn", "units is 0", "rate is 11" })
            Assert.Contains(said, result.StandardError, StringComparison.Ordinal);
        Assert.False(Path.Exists(_sandbox.At("model")));
    }

    [Theory]
    [InlineData("""{ "unit": 3 }""", "it is not understood at $.unit")]
    [InlineData("{}", "it names no classes")]
    [InlineData("""{ "model": { "classes": ["a", "b"] } }""", "the label is \"good\"")]
    [InlineData("""{ "model": { "gate_order": "igfo" } }""", "recipe.json, model: gate_order is said")]
    [InlineData("""{ "model": { "hard_sigmoid": { "slope": 0.2, "offset": 0.5 } } }""", "hard_sigmoid is said")]
    [InlineData("""{ "cell": "gru", "model": { "gru": "reset_before" } }""", "gru is said")]
    [InlineData("""{ "cell": "rnn", "model": { "attention": ["tanh"], "dense": ["relu"] } }""", "attention is said")]
    [InlineData("""{ "model": { "attention": ["tanh"], "dense": ["relu"] } }""", "dense is said")]
    [InlineData("""{ "model": { "one_bias": true } }""", "one_bias is said")]
    [InlineData("""{ "model": { "mask": { "id": 0 } } }""", "mask is said")]
    [InlineData("""{ "model": { "task": "binary" } }""", "task \"binary\" is said")]
    [InlineData("""{ "model": { "names": { "lstm": "rnn" } } }""", "names is said")]
    [InlineData("""{ "model": { "padding": { "length": 5, "side": "left", "id": 0 } } }""", "padding is said")]
    [InlineData("""{ "cell": "rnn", "model": { "layers": [{ "rnn": "rnn" }] } }""", "layers is said")]
    public async Task What_is_missing_or_unknown_is_said(string recipe, string message)
    {
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write("train.csv", Sentences),
            "--recipe",
            _sandbox.Write("recipe.json", recipe),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sequences_of_numbers_are_learned_too()
    {
        var lines = Enumerable
            .Range(0, 12)
            .Select(at =>
                $$"""{ "numbers": [[{{(at % 2 == 0 ? 1 : -1)}}, 0.5], [0.1, 0.{{at}}]], "label": {{at % 2}} }"""
            );
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write("train.jsonl", string.Join('\n', lines) + "\n"),
            "--recipe",
            _sandbox.Write(
                "recipe.json",
                """
                { "model": { "classes": ["up", "down"] }, "features": 2, "cell": "gru", "units": 4, "epochs": 20,
                  "rate": 0.05, "directions": "left_to_right" }
                """
            ),
            "--dev",
            _sandbox.At("train.jsonl"),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("100.00 % right", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "text,stars\ngood,1.5\nbad,-1.5\ngood good,3\nbad bad,-3\ngood bad,0\nunseen,\n",
        "text,stars\nbad good,0\n",
        ""
    )]
    [InlineData(
        "group,f,stars\na,1,1.5\nb,-1,-1.5\nc,1,3\nc,1,3\nd,-1,-3\nd,-1,-3\ne,1,0\ne,-1,0\n",
        "group,f,stars\nz,1,1.5\n",
        "\"features\": 1, "
    )]
    public async Task A_number_is_learned_of_words_and_of_sequences_of_numbers(string data, string dev, string of)
    {
        var train = _sandbox.Write("train.csv", data);
        var result = await LrpCommand.Run(
            "train",
            "--data",
            train,
            "--dev",
            _sandbox.Write("dev.csv", dev),
            "--label-column",
            "stars",
            "--recipe",
            _sandbox.Write(
                "recipe.json",
                "{ \"model\": { \"task\": \"regression\", \"classes\": [\"stars\"] }, "
                    + of
                    + "\"units\": 4, \"vector_size\": 3, \"epochs\": 150, \"batch_size\": 2, \"rate\": 0.03, "
                    + "\"last_rate\": 0.01 }"
            ),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains("; mean squared error ", result.StandardError, StringComparison.Ordinal);
        await Predicts([1.5, -1.5, 3, -3, 0], train, "--label-column", "stars");
    }

    [Fact]
    public async Task The_labels_of_an_npz_are_the_numbers_that_are_learned_but_NaN()
    {
        var inputs = ("inputs", DataFiles.Npy("(5, 2)", 1d, 1, -1, -1, 1, double.NaN, -1, double.NaN, 1, -1));
        (string, byte[]) Labels(params double[] labels) => ("labels", DataFiles.Npy($"({labels.Length},)", labels));
        var result = await LearnNumbers(
            Npz("train.npz", inputs, Labels(3, -3, 2, -2, double.NaN)),
            "--dev",
            Npz(
                "dev.npz",
                ("inputs", DataFiles.Npy("(4, 2)", 1d, 1, -1, -1, 1, double.NaN, -1, double.NaN)),
                ("labels", DataFiles.Npy("(4,)", 3L, -3, 2, -2))
            ),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains("4 examples", result.StandardError, StringComparison.Ordinal);
        await Predicts([3, -3, 2, -2], _sandbox.At("train.npz"));
        foreach (
            var (labels, message) in new[]
            {
                (
                    Labels(1, 2, double.PositiveInfinity, 3, 4),
                    "npz, sequence 3: the label is \"Infinity\", where a finite"
                ),
                (Labels(1, 2), "labels: it is <f8 of shape 2, where one for each of the 5 sequences is expected"),
                (
                    ("labels", DataFiles.Npy("|S1", "(5,)", "abcde"u8)),
                    "npz, sequence 1: the label is \"a\", where a finite number is expected"
                ),
                (("id", DataFiles.Npy("(5,)", 1L, 2, 3, 4, 5)), "there is no array labels with one for each"),
            }
        )
            await Refused(_sandbox.Npz(inputs, labels), message);
        await Refused(_sandbox.WriteBytes("bare.npy", inputs.Item2), "labels=…): a .npy file has no place for it");

        string Npz(string name, params (string, byte[])[] arrays)
        {
            File.Move(_sandbox.Npz(arrays), _sandbox.At(name));
            return _sandbox.At(name);
        }

        async Task Refused(string data, string message)
        {
            var refused = await LearnNumbers(data, "--out", _sandbox.At("refused"));
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(message, refused.StandardError, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text,label\ngood,much\n", "regression.csv, line 2: the label is \"much\", where a finite number")]
    [InlineData("text,label\ngood,\n", "there is no labelled sentence in it")]
    [InlineData("text\ngood\n", "there is no column \"label\"")]
    public async Task A_label_that_is_no_number_is_refused_with_its_place(string data, string message)
    {
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write("regression.csv", data),
            "--recipe",
            _sandbox.Write("recipe.json", """{ "model": { "task": "regression", "classes": ["stars"] } }"""),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "model": { "task": "regression", "classes": ["a", "b"] } }""", "train.csv", "names 2 classes")]
    [InlineData("""{ "model": { "task": "regression", "classes": ["a"] } }""", "train.txt", "the format tokens has no")]
    public async Task A_regression_needs_one_output_and_a_column(string recipe, string file, string message)
    {
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write(file, "text,label\ngood,1\n"),
            "--recipe",
            _sandbox.Write("recipe.json", recipe),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recipe_of_a_network_that_comes_with_lrp_gives_it_again_to_the_bit()
    {
        var shipped = Repository.At("model", "arithmetic", "key_steps");
        var result = await LrpCommand.Run(
            "train",
            "--recipe",
            Path.Combine(shipped, "recipe.json"),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
        foreach (var file in new[] { "model.safetensors", "config.json", "recipe.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(shipped, file)), File.ReadAllBytes(_sandbox.At("model", file)));
    }

    [Fact]
    public async Task A_task_is_learned_without_data_and_refuses_any()
    {
        string[] command =
        [
            "train",
            "--recipe",
            _sandbox.Write("recipe.json", """{ "task": "sum", "examples": 50, "units": 1, "epochs": 2 }"""),
            "--out",
            _sandbox.At("model"),
        ];
        var refused = await LrpCommand.Run([.. command, "--data", _sandbox.Write("train.csv", Sentences)]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--data: the recipe names the task sum", refused.StandardError, StringComparison.Ordinal);
        var result = await LrpCommand.Run(command);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("epoch 2: loss", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("mean squared error", result.StandardError, StringComparison.Ordinal);
        Assert.Contains(
            "\"task\": \"regression\"",
            File.ReadAllText(_sandbox.At("model/config.json")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "| mean squared error |",
            File.ReadAllText(_sandbox.At("model/README.md")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_data_and_task_there_is_nothing_to_learn()
    {
        var result = await LrpCommand.Run("train", "--out", _sandbox.At("model"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--data: it is left out", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phrases_of_what_is_no_tree_are_refused()
    {
        var recipe = Recipe.Replace("\"units\"", "\"phrases\": true, \"units\"", StringComparison.Ordinal);
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write("train.csv", Sentences),
            "--recipe",
            _sandbox.Write("recipe.json", recipe),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("it is no file of trees", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loss_that_is_no_number_ends_the_training()
    {
        var lines = Enumerable.Range(0, 4).Select(at => $$"""{ "numbers": [[1e300]], "label": {{at % 2}} }""");
        var result = await LrpCommand.Run(
            "train",
            "--data",
            _sandbox.Write("train.jsonl", string.Join('\n', lines) + "\n"),
            "--recipe",
            _sandbox.Write("recipe.json", """{ "model": { "classes": ["up", "down"] }, "features": 1, "units": 2 }"""),
            "--out",
            _sandbox.At("model")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the loss or its gradient is no finite number", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_place_is_refused_before_the_training()
    {
        var result = await Train("nowhere/model");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the folder to put it in does not exist", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_names_the_vectors_that_the_training_started_from()
    {
        var vectors = _sandbox.Write("vectors.txt", "good 1 0 0 0 0\nbad 0 1 0 0 0\n");
        Assert.Equal(0, (await Train("model", "--vectors", vectors)).ExitCode);
        Assert.Contains(
            "| vectors | vectors.txt, SHA-256",
            File.ReadAllText(_sandbox.At("model/README.md")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_that_is_there_is_not_written_over()
    {
        Directory.CreateDirectory(_sandbox.At("model"));
        var result = await Train("model");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("it exists already", result.StandardError, StringComparison.Ordinal);
    }

    private async Task Predicts(double[] wanted, string data, params string[] more)
    {
        var predicted = await LrpCommand.Run(["predict", "--model", _sandbox.At("model"), "--data", data, .. more]);
        Assert.True(predicted.ExitCode == 0, predicted.StandardError);
        var scores = predicted
            .StandardOutput.TrimEnd('\n')
            .Split('\n')[1..]
            .Select(row => double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture))
            .ToArray();

        // Behind them stands what has no label, and is predicted as well.
        foreach (var (score, number) in scores[..wanted.Length].Zip(wanted))
            Assert.InRange(score, number - 0.3, number + 0.3);
    }

    private Task<CliWrap.Buffered.BufferedCommandResult> LearnNumbers(string data, params string[] more) =>
        LrpCommand.Run([
            "train",
            "--data",
            data,
            "--recipe",
            _sandbox.Write(
                "recipe.json",
                """
                { "model": { "task": "regression", "classes": ["stars"] }, "features": 1, "cell": "rnn", "units": 4,
                  "epochs": 200, "batch_size": 2, "rate": 0.03, "last_rate": 0.01 }
                """
            ),
            .. more,
        ]);

    private Task<CliWrap.Buffered.BufferedCommandResult> Train(string folder, params string[] more) =>
        LrpCommand.Run([
            "train",
            "--data",
            _sandbox.Write("train.csv", Sentences),
            "--recipe",
            _sandbox.Write("recipe.json", Recipe),
            "--out",
            _sandbox.At(folder),
            .. more,
        ]);
}
