using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>A model that reads static features beside its sequences, from the command line.</summary>
public sealed class StaticFeaturesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    private static string Model => Sandbox.Fixture("FollowUps", "therapy.h5");

    private static string Patients => Sandbox.Fixture("FollowUps", "therapy.jsonl");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Static_features_are_rows_of_the_table_behind_the_last_step()
    {
        var explained = await LrpCommand.Run("explain", "--model", Model, "--data", Patients, "--target", "2");
        Assert.Equal("", explained.StandardError);
        Assert.Equal(0, explained.ExitCode);
        var rows = explained.StandardOutput.Trim().Split('\n').Skip(1).Select(row => row.Split(',')).ToArray();
        Assert.Equal(3 * ((6 * 4) + 3), rows.Length);
        var beside = rows.Where(row => row[3].StartsWith("static:", StringComparison.Ordinal)).ToArray();
        Assert.Equal(9, beside.Length);
        Assert.All(beside, row => Assert.Equal("7", row[2]));
    }

    [Fact]
    public async Task A_table_gives_static_features_in_columns_of_their_own()
    {
        var table = _sandbox.Write(
            "visits.csv",
            "group,a,b,c,d,static:age,static:sex,static:weight\n1,1,2,3,4,5,6,7\n1,0,1,0,1,5,6,7\n"
        );
        var lines = _sandbox.Write(
            "visits.jsonl",
            """{"numbers": [[1, 2, 3, 4], [0, 1, 0, 1]], "static": [5, 6, 7]}"""
        );
        var (fromTable, fromLines) = (
            await LrpCommand.Run("predict", "--model", Model, "--data", table),
            await LrpCommand.Run("predict", "--model", Model, "--data", lines)
        );
        Assert.Equal("", fromTable.StandardError);
        Assert.Equal(fromLines.StandardOutput, fromTable.StandardOutput);
    }

    [Theory]
    [InlineData("""{"numbers": [[1, 2, 3, 4]]}""", "there are 0 static features, where the model reads 3")]
    [InlineData(
        """{"numbers": [[1, 2, 3, 4]], "static": [1]}""",
        "there are 1 static features, where the model reads 3"
    )]
    [InlineData("""{"numbers": [[1, 2, 3, 4]], "static": 1}""", "static holds a number, where a list is expected")]
    [InlineData("""{"numbers": [[1, 2, 3, 4]], "static": [1, null, 2]}""", "where a number is expected")]
    [InlineData("""{"numbers": [[1, 2, 3]], "static": [1, 2, 3]}""", "there are 3 numbers at each step")]
    public async Task Static_features_that_do_not_fit_are_refused(string line, string problem)
    {
        var data = _sandbox.Write("wrong.jsonl", line);
        var refused = await LrpCommand.Run("predict", "--model", Model, "--data", data);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, refused.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_array_gives_the_static_features_of_each_sequence()
    {
        var lines = _sandbox.Write(
            "visits.jsonl",
            """{"numbers": [[1, 2, 3, 4], [0, 1, 0, 1]], "static": [5, 6, 7]}"""
                + "\n"
                + """{"numbers": [[2, 0, 2, 0]], "static": [8, 9, 10]}"""
        );
        var fromLines = await LrpCommand.Run("predict", "--model", Model, "--data", lines);
        double[] numbers = [1, 2, 3, 4, 0, 1, 0, 1, 2, 0, 2, 0];
        var beside = ("static", DataFiles.Npy("(2, 3)", 5L, 6, 7, 8, 9, 10));
        (string, byte[])[][] files =
        [
            [("values", DataFiles.Npy("(3, 4)", numbers)), ("lengths", DataFiles.Npy("(2,)", 2L, 1)), beside],
            [("inputs", DataFiles.Npy("(2, 2, 4)", [.. numbers, .. Enumerable.Repeat(double.NaN, 4)])), beside],
        ];
        foreach (var arrays in files)
        {
            var fromArrays = await LrpCommand.Run("predict", "--model", Model, "--data", _sandbox.Npz(arrays));
            Assert.Equal("", fromArrays.StandardError);
            Assert.Equal(fromLines.StandardOutput, fromArrays.StandardOutput);
        }
    }

    [Fact]
    public async Task Columns_of_static_features_give_their_names_to_the_table()
    {
        var table = _sandbox.Write(
            "visits.csv",
            "group,a,b,c,d,static:age,\"static:sex, at birth\",static:weight\n1,1,2,3,4,5,6,7\n1,0,1,0,1,5,6,7\n"
        );
        var explained = await LrpCommand.Run("explain", "--model", Model, "--data", table, "--target", "2");
        Assert.Equal("", explained.StandardError);
        Assert.Equal(
            ["1,3,static:age,", "1,3,\"static:sex, at birth\",", "1,3,static:weight,"],
            explained
                .StandardOutput.Trim()
                .Split('\n')
                .TakeLast(3)
                .Select(row => row[..(row.LastIndexOf(",2,", StringComparison.Ordinal) - 1)])
                .Select(row => row[..(row.LastIndexOf(",,", StringComparison.Ordinal) + 1)])
        );
    }

    [Theory]
    [InlineData("(1, 2)", 2, "there are 2 static features, where the model reads 3")]
    [InlineData("(3, 1)", 3, "where numbers of shape 1×3 are expected, a row for each sequence")]
    [InlineData("(1, 3, 1)", 3, "where numbers of shape 1×3 are expected, a row for each sequence")]
    public async Task An_array_of_static_features_that_does_not_fit_is_refused(string shape, int count, string problem)
    {
        var data = _sandbox.Npz(
            ("inputs", DataFiles.Npy("(1, 1, 4)", 1L, 2, 3, 4)),
            ("static", DataFiles.Npy(shape, [.. Enumerable.Repeat(1.0, count)]))
        );
        var refused = await LrpCommand.Run("predict", "--model", Model, "--data", data);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, refused.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_static_features_refuses_an_array_of_them()
    {
        var data = _sandbox.Npz(
            ("inputs", DataFiles.Npy("(1, 1, 5)", 1L, 2, 3, 4, 5)),
            ("static", DataFiles.Npy("(1, 2)", 1.0, 2))
        );
        var refused = Assert.Throws<FaultException>(() => SentenceFormat.NumPy.ReadFile(DataFiles.NumberModel, data));
        Assert.Contains("there are 2 static features, where the model reads none", refused.Message);
    }

    [Fact]
    public async Task Static_features_that_change_within_a_sequence_are_refused()
    {
        var table = _sandbox.Write(
            "visits.csv",
            "group,a,b,c,d,static:age,static:sex,static:weight\n1,1,2,3,4,5,6,7\n1,0,1,0,1,5,6,8\n"
        );
        var refused = await LrpCommand.Run("predict", "--model", Model, "--data", table);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("static:weight is \"8\"", refused.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_has_no_static_features()
    {
        var refused = await LrpCommand.Run("explain", "--model", Model, "--data", Patients, "--prefixes");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("a prefix ends before the last step", refused.StandardError, StringComparison.Ordinal);
    }
}
