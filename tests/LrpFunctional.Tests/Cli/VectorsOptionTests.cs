using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Words for a model that reads numbers, from the command line.</summary>
public sealed class VectorsOptionTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _vectors;

    public VectorsOptionTests() =>
        _vectors = _sandbox.Write("vectors.txt", "2 5\nnot 0.5 -1 0.25 0 2\ngood 1 0.5 -0.5 1 0.125\n");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("text", "not xyz good\n")]
    [InlineData("tokens", "1\tnot | xyz | good\n")]
    public async Task Words_are_read_as_their_vectors_and_unknown_ones_as_zeros(string format, string text)
    {
        var words = await Run(
            "explain",
            "--vectors",
            _vectors,
            "--data",
            _sandbox.Write("data.txt", text),
            "--format",
            format,
            "--target",
            "1",
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Contains("1 sentences, 3 words (1 not in the vocabulary)", words.StandardError);
        var numbers = await Run(
            "explain",
            "--data",
            _sandbox.Write(
                "data.jsonl",
                """{"numbers": [[0.5, -1, 0.25, 0, 2], [0, 0, 0, 0, 0], [1, 0.5, -0.5, 1, 0.125]]}"""
            ),
            "--pool",
            "step",
            "--target",
            "1"
        );
        var rows = Rows(File.ReadAllText(_sandbox.At("words.csv")));
        Assert.Equal(["not", "xyz", "good"], rows.Select(row => row[2]));
        Assert.Equal(Rows(numbers.StandardOutput).Select(row => row[^1]), rows.Select(row => row[^1]));
        var record = File.ReadAllText(_sandbox.At("words.meta.json"));
        Assert.Contains("\"words_without_vector\": 1", record, StringComparison.Ordinal);
        Assert.Contains("\"option\": \"--vectors\"", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_go_together_is_said()
    {
        var unknown = await Run("predict", "--vectors", _vectors, "--text", "not xyz", "--unknown", "error");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("\"xyz\"", unknown.StandardError, StringComparison.Ordinal);
        var beside = await Run("predict", "--vectors", _vectors, "--vocab", _vectors, "--text", "not");
        Assert.Equal(2, beside.ExitCode);
        Assert.Contains("it is given beside --vocab", beside.StandardError, StringComparison.Ordinal);
        var without = await Run("predict", "--text", "not");
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("--vectors", without.StandardError, StringComparison.Ordinal);
    }

    private static Task<CliWrap.Buffered.BufferedCommandResult> Run(string command, params string[] arguments) =>
        LrpCommand.Run([command, "--model", DataFiles.NumberModel, .. arguments]);

    private static string[][] Rows(string table) =>
        [.. table.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(','))];
}
