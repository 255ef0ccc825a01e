using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Models of Keras that were read as if some of their settings were not there.</summary>
public sealed class KerasTests : IDisposable
{
    private const string Masks = "keras-mask-zero";
    private const string Pooling = "keras-pooling-channels-first";
    private const string Sums = "sum-of-directions";
    private const double Tolerance = 1e-9;

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [Trait(FieldCase.Trait, Masks)]
    [InlineData("data.jsonl", "float64", Tolerance)]
    [InlineData("data.npy", "float64", Tolerance)]
    [InlineData("data.jsonl", "float32", 1e-6)]
    public async Task Masked_ids_are_skipped_wherever_they_stand(string data, string precision, double tolerance)
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Masks, "model.h5"),
            "--data",
            FieldCase.At(Masks, data),
            "--precision",
            precision
        );
        Assert.Equal(0, result.ExitCode);
        Near(tolerance, FieldCase.Expected(Masks, "scores"), result.StandardOutput);
    }

    [Fact]
    [Trait(FieldCase.Trait, Masks)]
    public async Task A_masked_step_keeps_its_row_with_relevance_0_and_the_others_have_that_of_the_sentence_without_it()
    {
        var masked = await LrpCommand.RunWith(
            "{\"ids\": [0, 0, 1, 0, 3]}",
            "explain",
            "--model",
            FieldCase.At(Masks, "model.h5"),
            "--format",
            "jsonl",
            "--data",
            "-",
            "--method",
            "all"
        );
        var cut = await LrpCommand.RunWith(
            "{\"ids\": [1, 3]}",
            "explain",
            "--model",
            FieldCase.At(Masks, "model.h5"),
            "--format",
            "jsonl",
            "--data",
            "-",
            "--method",
            "all"
        );
        Assert.Equal(0, masked.ExitCode);
        var rows = Rows(masked.StandardOutput);
        Assert.Equal(5 * OfferedMethods.All.Length, rows.Length);
        Assert.Equal("1,2,3,4,5", string.Join(',', rows.Take(5).Select(row => row[1])));
        Assert.All(rows.Where(row => row[1] is "1" or "2" or "4"), row => Assert.Equal("0", row[^1]));
        Assert.Equal(
            Rows(cut.StandardOutput).Select(row => row[^1]),
            rows.Where(row => row[1] is "3" or "5").Select(row => row[^1])
        );
    }

    [Fact]
    [Trait(FieldCase.Trait, Masks)]
    public async Task The_record_of_the_origin_agrees_and_info_names_the_mask()
    {
        var verified = await LrpCommand.Run(
            "verify-model",
            FieldCase.At(Masks, "model.h5"),
            "--against",
            FieldCase.At(Masks, "record.npz")
        );
        Assert.Equal(0, verified.ExitCode);
        var info = await LrpCommand.Run("info", "--model", FieldCase.At(Masks, "model.h5"));
        Assert.Contains("mask           id 0 is skipped", info.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(FieldCase.Trait, Masks)]
    public async Task A_sentence_of_masked_steps_only_is_named()
    {
        var result = await LrpCommand.RunWith(
            "{\"ids\": [1, 2]}\n{\"ids\": [0, 0, 0]}\n",
            "explain",
            "--model",
            FieldCase.At(Masks, "model.h5"),
            "--format",
            "jsonl",
            "--data",
            "-",
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "line 2: all its 3 steps are masked (id 0 is skipped), and nothing is left to read",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_sandbox.At("words.csv")));
    }

    [Fact]
    [Trait(FieldCase.Trait, Masks)]
    public async Task A_converted_model_keeps_its_mask()
    {
        Assert.Equal(
            0,
            (await LrpCommand.Run("convert", FieldCase.At(Masks, "model.h5"), _sandbox.At("converted"))).ExitCode
        );
        Assert.Contains(
            "\"mask\": {\n    \"id\": 0\n  }",
            File.ReadAllText(_sandbox.At("converted", "config.json")),
            StringComparison.Ordinal
        );
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            _sandbox.At("converted"),
            "--data",
            FieldCase.At(Masks, "data.jsonl")
        );
        Near(Tolerance, FieldCase.Expected(Masks, "scores"), result.StandardOutput);
        Assert.Equal(
            ModelFiles.Read(FieldCase.At(Masks, "model.h5")).OrThrow().Network.Hash,
            ModelFiles.Read(_sandbox.At("converted")).OrThrow().Network.Hash
        );
    }

    [Fact]
    [Trait(FieldCase.Trait, Masks)]
    public void Prefixes_and_positions_count_words_as_they_were_written()
    {
        var model = ModelFiles.Read(FieldCase.At(Masks, "model.h5")).OrThrow();
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, UnknownWordPolicy.Refuse);
        var sentence = encoder.Ids("here", [0, 1, 0, 2], LanguageExt.Option<int>.None).OrThrow();
        var prefixes = Prefixes
            .Explain([Lrp.WithLedger(RuleSet.Default)], model.Network, [sentence], Target.Predicted)
            .ToArray();
        Assert.Equal([2, 3, 4], prefixes.Select(prefix => prefix.Length));
        Assert.Equal(
            prefixes[0].Explanations[0].Prediction.Scores.AsEnumerable(),
            prefixes[1].Explanations[0].Prediction.Scores
        );
        var steps = prefixes[2]
            .Explanations[0]
            .Ledger.ToSeq()
            .SelectMany(ledger => ledger.Entries)
            .SelectMany(entry => entry.Step.ToSeq());
        Assert.Equal([3, 1], steps);
    }

    [Theory]
    [Trait(FieldCase.Trait, Pooling)]
    [InlineData("info", "--model")]
    [InlineData("verify-model")]
    [InlineData("predict", "--data", "data.jsonl", "--model")]
    public async Task A_pooling_over_units_is_refused_by_its_layer_and_setting(params string[] arguments)
    {
        string[] paths =
        [
            .. arguments.Select(argument => argument == "data.jsonl" ? FieldCase.At(Pooling, argument) : argument),
            FieldCase.At(Pooling, "model.keras"),
        ];
        var result = await LrpCommand.Run(paths);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "(GlobalAveragePooling1D): data_format is \"channels_first\", where \"channels_last\" or null is expected",
            result.StandardError,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [Trait(FieldCase.Trait, Sums)]
    [InlineData("sum")]
    [InlineData("ave")]
    public async Task Directions_that_are_added_are_read_with_the_same_weights(string merge)
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Sums, $"{merge}.h5"),
            "--data",
            FieldCase.At(Sums, "data.jsonl")
        );
        Assert.Equal(0, result.ExitCode);
        Near(Tolerance, FieldCase.Expected(Sums, merge), result.StandardOutput);
    }

    [Theory]
    [InlineData("model.hdf5")]
    [InlineData("MODEL.HDF5")]
    public async Task A_file_that_ends_with_hdf5_is_read_as_one_that_ends_with_h5(string name)
    {
        File.Copy(FieldCase.At(Masks, "model.h5"), _sandbox.At(name));
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            _sandbox.At(name),
            "--data",
            FieldCase.At(Masks, "data.jsonl")
        );
        Assert.Equal(0, result.ExitCode);
        Near(Tolerance, FieldCase.Expected(Masks, "scores"), result.StandardOutput);
    }

    [Fact]
    public void A_folder_with_a_model_that_ends_with_hdf5_is_read()
    {
        File.Copy(FieldCase.At(Masks, "model.h5"), _sandbox.At("model.hdf5"));
        Assert.Equal(Mask.OfId(0), ModelFiles.Read(_sandbox.Root).OrThrow().Network.Mask);
    }

    private static string[][] Rows(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(','))];

    private static void Near(double tolerance, double[][] expected, string csv)
    {
        var rows = Rows(csv);
        Assert.Equal(expected.Length, rows.Length);
        foreach (var (scores, row) in expected.Zip(rows))
            Close.Absolute(
                tolerance,
                scores,
                row[^scores.Length..].Select(number => double.Parse(number, CultureInfo.InvariantCulture))
            );
    }
}
