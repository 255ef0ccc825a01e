using System.IO.Compression;
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

    [Fact]
    public async Task Words_have_an_array_each_with_a_number_for_each_of_their_vectors()
    {
        string[] asked = ["explain", "--text", "not very good", "--text", "good .", "--method", "gi"];
        Assert.Equal(0, (await LrpCommand.Run([.. asked, "--pool", "none", "--out", _sandbox.At("a.npz")])).ExitCode);
        Assert.Equal(0, (await LrpCommand.Run([.. asked, "--pool", "none", "--out", _sandbox.At("a.csv")])).ExitCode);
        Assert.Equal(0, (await LrpCommand.Run([.. asked, "--out", _sandbox.At("words.npz")])).ExitCode);
        Assert.Equal(0, (await LrpCommand.Run([.. asked, "--out", _sandbox.At("words.csv")])).ExitCode);
        Assert.Equal(
            "sentence,position,feature,label,predicted,target,method,relevance",
            File.ReadLines(_sandbox.At("a.csv")).First()
        );
        var (features, words) = (Arrays(_sandbox.At("a.npz")), Arrays(_sandbox.At("words.npz")));
        Assert.Equal([("1.npy", "(3, 60)"), ("2.npy", "(2, 60)")], features.Select(one => (one.Name, one.Shape)));
        Assert.Equal([("1.npy", "(3,)"), ("2.npy", "(2,)")], words.Select(one => (one.Name, one.Shape)));
        Assert.Equal(Relevances(_sandbox.At("a.csv")), features.SelectMany(one => one.Numbers));
        Assert.Equal(Relevances(_sandbox.At("words.csv")), words.SelectMany(one => one.Numbers));
        Close.Absolute(
            1e-12,
            words.SelectMany(one => one.Numbers),
            features.SelectMany(one => one.Numbers).Chunk(60).Select(word => word.Sum())
        );
        Assert.True(File.Exists(_sandbox.At("a.npz.meta.json")));
        var bytes = await File.ReadAllBytesAsync(_sandbox.At("a.npz"));
        Assert.Equal(0, (await LrpCommand.Run([.. asked, "--pool", "none", "--out", _sandbox.At("a.npz")])).ExitCode);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_sandbox.At("a.npz")));
    }

    [Fact]
    public async Task Steps_of_numbers_of_any_length_have_an_array_each_in_the_shape_of_a_step()
    {
        var (model, data) = (Sandbox.Fixture("FollowUps", "scan.h5"), Sandbox.Fixture("FollowUps", "scan.npy"));
        string[] arguments = ["explain", "--model", model, "--data", data];
        Assert.Equal(0, (await LrpCommand.Run([.. arguments, "--out", _sandbox.At("v.npz")])).ExitCode);
        Assert.Equal(0, (await LrpCommand.Run([.. arguments, "--out", _sandbox.At("v.npy")])).ExitCode);
        var (whole, each) = (Array(_sandbox.At("v.npy")), Arrays(_sandbox.At("v.npz")));
        Assert.All(each, one => Assert.Equal(whole.Shape, $"({each.Length}, {one.Shape[1..]}"));
        Assert.Equal(whole.Numbers, each.SelectMany(one => one.Numbers));
    }

    [Theory]
    [InlineData("sequence 1 has several explanations", "--text", "good", "--method", "lrp", "--method", "gi")]
    [InlineData("an array does not go together with --prefixes", "--text", "good", "--prefixes")]
    public async Task What_has_no_array_of_its_own_is_refused(string problem, params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", .. arguments, "--out", _sandbox.At("words.npz")]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.At("words.npz")));
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
    private static (string Shape, double[] Numbers) Array(string path) => Array(File.ReadAllBytes(path));

    private static (string Name, string Shape, double[] Numbers)[] Arrays(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return
        [
            .. archive.Entries.Select(entry =>
            {
                using var stream = entry.Open();
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                var (shape, numbers) = Array(memory.ToArray());
                return (entry.FullName, shape, numbers);
            }),
        ];
    }

    private static (string Shape, double[] Numbers) Array(byte[] bytes)
    {
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
