using System.IO.Compression;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

public sealed class ReadingLimitsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [SkippableTheory]
    [InlineData("tokens")]
    [InlineData("text")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("trees")]
    [Trait(FieldCase.Trait, "line-over-1G")]
    public async Task A_line_without_end_is_refused_at_its_limit(string format)
    {
        Skip.IfNot(File.Exists("/dev/zero"));
        var result = await LrpCommand.Run("explain", "--data", "/dev/zero", "--format", format);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "lrp: /dev/zero: line 1 is longer than 64000000 bytes; ",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(1, result.StandardError.Count(letter => letter == '\n'));
    }

    [Fact]
    [Trait(FieldCase.Trait, "npz-bomb")]
    public async Task An_archive_that_unfolds_to_a_thousand_times_its_size_is_refused_by_its_directory()
    {
        using (var archive = new ZipArchive(File.Create(_sandbox.At("model.npz")), ZipArchiveMode.Create))
        {
            var array = DataFiles.Npy("<f2", "(45000000, 1)", new byte[90_000_000]);
            foreach (var at in Enumerable.Range(0, 2))
            {
                using var entry = archive.CreateEntry($"w{at}.npy", CompressionLevel.SmallestSize).Open();
                entry.Write(array);
            }
        }

        var result = await LrpCommand.Run("info", "--model", _sandbox.At("model.npz"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("more than 1000 times as many", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("or raise the limit by --limit ratio=NUMBER", result.StandardError, StringComparison.Ordinal);
        var raised = await LrpCommand.Run("info", "--model", _sandbox.At("model.npz"), "--limit", "ratio=1M");
        Assert.Equal(2, raised.ExitCode);
        Assert.DoesNotContain("times as many", raised.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_of_a_pickle_have_a_limit()
    {
        var model = _sandbox.ReferenceModel();
        var result = await LrpCommand.Run("info", "--model", model, "--limit", "values=3");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "vocab: it is a pickle of more than 3 values; check that the file is what you mean, or raise the limit by "
                + "--limit values=NUMBER",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await LrpCommand.Run("info", "--model", model, "--limit", "values=1k")).ExitCode);
    }

    [Fact]
    public void Chunks_have_a_limit_that_can_be_raised()
    {
        var file = new Hdf5Bytes("weights.h5", new byte[1000]);
        Hdf5Grid Grid(Hdf5Bytes bytes) => Hdf5Grid.Of(bytes, [20_000, 2_000], [10, 10, 4]);
        Assert.Equal(
            "weights.h5: (20000, 2000) numbers in chunks are more than 100000000 bytes; check that the file is what you "
                + "mean, or raise the limit by --limit chunks=NUMBER",
            Assert.Throws<FaultException>(() => Grid(file)).Message
        );
        var raised = file with { Limits = ReadingLimits.Default with { Chunks = 160_000 } };
        Assert.Equal(160_000_000, Grid(raised).Bytes);
    }

    [Theory]
    [InlineData(
        "line=12",
        "a.txt: line 2 is longer than 12 bytes; check that the file is what you mean, or raise the limit by "
            + "--limit line=NUMBER"
    )]
    [InlineData("word=3", "a.txt, line 1: word 1 is longer than 3 characters")]
    [InlineData("sentence=2", "a.txt, line 2: it is longer than 2 words")]
    public async Task A_limit_can_be_set_and_says_how(string limit, string message)
    {
        var data = _sandbox.Write("a.txt", "good | bad\ngood | bad | good\n");
        var result = await LrpCommand.Run("predict", "--model", DataFiles.WordModel, "--data", data, "--limit", limit);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        var raised = await LrpCommand.Run(
            "predict",
            "--model",
            DataFiles.WordModel,
            "--data",
            data,
            "--limit",
            limit,
            "--limit",
            $"{limit.Split('=')[0]}=1k"
        );
        Assert.Equal(0, raised.ExitCode);
    }

    [Fact]
    public async Task An_entry_of_an_archive_has_a_limit_in_data_and_models()
    {
        var data = _sandbox.Npz(("inputs", DataFiles.Npy("(1, 2)", 1L, 2)));
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            DataFiles.IdModel,
            "--data",
            data,
            "--limit",
            "entry=50"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "data.npz: inputs.npy: it is longer than 50 bytes",
            result.StandardError,
            StringComparison.Ordinal
        );
        var model = await LrpCommand.Run("info", "--model", data, "--limit", "entry=50");
        Assert.Contains(
            "data.npz: inputs.npy: it is longer than 50 bytes",
            model.StandardError,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("line")]
    [InlineData("line=")]
    [InlineData("line=0")]
    [InlineData("line=-1")]
    [InlineData("line=1T")]
    [InlineData("line=3G")]
    [InlineData("chunk=3")]
    [InlineData("ratio=0")]
    [InlineData("lines=3")]
    [InlineData("line=1.5M")]
    public async Task A_limit_that_is_none_is_refused(string limit)
    {
        var result = await LrpCommand.Run("info", "--limit", limit);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"lrp: --limit: it is \"{limit}\", where ", result.StandardError, StringComparison.Ordinal);
    }
}
