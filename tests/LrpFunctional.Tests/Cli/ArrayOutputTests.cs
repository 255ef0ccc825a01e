using System.Runtime.InteropServices;
using System.Text;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Relevances come back in the shape of what was explained.</summary>
public sealed class ArrayOutputTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Voxels_have_their_relevance_in_the_shape_of_the_volumes()
    {
        var (model, data) = (Sandbox.Fixture("FollowUps", "scan.h5"), Sandbox.Fixture("FollowUps", "scan.npy"));
        string[] arguments = ["explain", "--model", model, "--data", data];
        Assert.Equal(0, (await LrpCommand.Run([.. arguments, "--out", _sandbox.At("v.npy")])).ExitCode);
        Assert.Equal(0, (await LrpCommand.Run([.. arguments, "--out", _sandbox.At("v.csv")])).ExitCode);
        var (shape, numbers) = Array(_sandbox.At("v.npy"));
        Assert.Equal(Array(data).Shape, shape);
        Assert.Equal(Relevances(_sandbox.At("v.csv")), numbers);
        Assert.True(File.Exists(_sandbox.At("v.npy.meta.json")));
    }

    [Fact]
    public async Task Steps_have_one_number_each_where_their_features_are_added_up()
    {
        var (model, data) = (Sandbox.Fixture("FollowUps", "scan.h5"), Sandbox.Fixture("FollowUps", "scan.npy"));
        var result = await LrpCommand.Run([
            "explain",
            "--model",
            model,
            "--data",
            data,
            "--pool",
            "step",
            "--out",
            _sandbox.At("steps.npy"),
        ]);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\(\d+, 4\)$", Array(_sandbox.At("steps.npy")).Shape);
    }

    [Theory]
    [InlineData("sequence 2 has 2 steps, where those before it have 1", "--text", "good", "--text", "very good")]
    [InlineData("sequence 1 has several explanations", "--text", "good", "--target", "all")]
    [InlineData("an array does not go together with --prefixes", "--text", "good", "--prefixes")]
    [InlineData("an array has no phrases", "--text", "good", "--span", "1-1")]
    public async Task What_has_no_shape_of_an_array_is_refused(string problem, params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", .. arguments, "--out", _sandbox.At("words.npy")]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.At("words.npy")));
    }

    // The format as NumPy's documents have it, version 1.
    private static (string Shape, double[] Numbers) Array(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, length % 64);
        var header = Encoding.ASCII.GetString(bytes[10..length]);
        Assert.StartsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (", header, StringComparison.Ordinal);
        var shape = header[header.IndexOf('(')..(header.IndexOf(')') + 1)];
        return (shape, MemoryMarshal.Cast<byte, double>(bytes.AsSpan(length)).ToArray());
    }

    private static double[] Relevances(string path) =>
        [
            .. File.ReadLines(path)
                .Skip(1)
                .Select(row =>
                    double.Parse(row[(row.LastIndexOf(',') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                ),
        ];
}
