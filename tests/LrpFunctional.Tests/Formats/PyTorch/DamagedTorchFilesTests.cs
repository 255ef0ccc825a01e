using System.IO.Compression;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Formats.PyTorch.TorchBytes;

namespace LrpFunctional.Tests.Formats.PyTorch;

/// <summary>Files that are cut off, damaged, or made to fill the memory.</summary>
public sealed class DamagedTorchFilesTests : IDisposable
{
    private const int Mutations = 1500;

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    public static TheoryData<string> Whole { get; } =
        new()
        {
            "pt_uni_lstm/model.pt",
            "pt_flat_bi_lstm/model.pt",
            "pt_protocol4/model.pt",
            "pt_checkpoint/model.pth",
        };

    [Theory]
    [InlineData("pt_uni_lstm/model.pt")]
    [InlineData("pt_flat_bi_lstm/model.pt")]
    public void A_file_cut_off_anywhere_is_refused(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Origins", file));
        Assert.All(
            Enumerable.Range(0, whole.Length),
            length => Assert.True(ModelFiles.Read(Write(whole[..length])).IsFail, $"cut off at {length}")
        );
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_file_with_bytes_changed_is_read_or_refused_and_never_crashes(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Origins", file));
        var random = new Random(1);
        for (var round = 0; round < Mutations; round++)
        {
            byte[] changed = [.. whole];
            for (var change = random.Next(1, 4); change > 0; change--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var exception = Record.Exception(() => ModelFiles.Read(Write(changed)));
            Assert.True(exception is null, $"round {round}: {exception}");
        }
    }

    /// <summary>A tensor of a storage of eight numbers, and what is wrong with it.</summary>
    public static TheoryData<long, long, long[], long[], string> Strange { get; } =
        new()
        {
            { 9, 0, [8], [1], "the storage 0 has 32 bytes, where 9 numbers of float32 are 36" },
            { long.MaxValue, 0, [8], [1], "the storage 0 has 32 bytes" },
            { -1, 0, [8], [1], "an id at byte" },
            { 8, 0, [9], [1], "where its storage has 8 numbers" },
            { 8, 1, [8], [1], "where its storage has 8 numbers" },
            { 8, long.MaxValue, [1], [1], "where its storage has 8 numbers" },
            { 8, -1, [1], [1], "none of these numbers is below 0" },
            { 8, 0, [-2, -2], [1, 1], "none of these numbers is below 0" },
            { 8, 7, [8], [-1], "none of these numbers is below 0" },
            { 8, 0, [2, 2], [7, 1], "where its storage has 8 numbers" },
            { 8, 0, [2, 2], [long.MaxValue, long.MaxValue], "where its storage has 8 numbers" },
            { 8, 0, [long.MaxValue, long.MaxValue], [0, 0], "the same numbers again and again" },
            { 8, 0, [1000000000], [0], "the same numbers again and again" },
            { 8, 0, [8], [1, 1], "a call at byte" },
            { 8, 0, [0], [1], "the shape is (0)" },
        };

    [Theory]
    [MemberData(nameof(Strange))]
    public void A_tensor_that_is_not_in_its_storage_is_refused(
        long count,
        long offset,
        long[] shape,
        long[] strides,
        string problem
    )
    {
        var value = Dictionary(("x", Tensor("0", count, offset, shape, strides)));
        Refuses(Archive(value, ("0", new byte[32])), problem);
    }

    [Fact]
    public void So_is_one_whose_storage_is_not_there_or_another()
    {
        var tensor = Tensor("0", 1, 0, [1], [1]);
        Refuses(Archive(Dictionary(("x", tensor)), ("1", new byte[4])), "the storage 0 is not there");
        Refuses(
            Archive(Dictionary(("x", tensor), ("y", Tensor("0", 2, 0, [1], [1]))), ("0", new byte[4])),
            "the storage 0 is 1 numbers of float32, and elsewhere 2 of float32"
        );
        Refuses(Flat(Dictionary(("x", tensor)), ("0", new byte[8])), "the storage 0 has 2 numbers");
        Refuses(Flat(Dictionary(("x", tensor)), ("1", new byte[4])), "a storage is there that no tensor refers to");
        Refuses(
            Flat(Dictionary(("x", tensor)), ("0", new byte[4]), ("0", new byte[4])),
            "the storage 0 is there twice"
        );
        Refuses([.. Flat(Dictionary(("x", tensor)), ("0", new byte[4])), 0], "1 bytes at the end");
    }

    [Fact]
    public void A_name_that_is_there_twice_is_refused()
    {
        var tensor = Tensor("0", 1, 0, [1], [1]);
        Refuses(Archive(Dictionary(("x", tensor), ("x", tensor)), ("0", new byte[4])), "x: two tensors have this name");
        Refuses(
            Archive(Dictionary(("x", tensor)), ("0", new byte[4]), ("0", new byte[4])),
            "two of its entries have the same name"
        );
        Refuses(Archive(Dictionary(("x", tensor), ("y", [.. "N"u8])), ("0", new byte[4])), "y: it is no tensor");
    }

    [Fact]
    public void A_dictionary_that_holds_itself_or_others_a_million_times_over_is_looked_at_once()
    {
        // Put down, remembered as 0, and taken up again as its own value.
        Refuses(Archive([.. "}q\0"u8, .. Text("a"), .. "h\0s"u8]), "it holds a dictionary of a");

        // Each of fifty dictionaries holds the one before twice.
        byte[] Twice(int at) =>
            [.. Dictionary(("a", [(byte)'h', (byte)at]), ("b", [(byte)'h', (byte)at])), (byte)'q', (byte)(at + 1)];
        byte[] bomb = [.. Dictionary(("x", [.. "N"u8])), .. "q\0"u8, .. Enumerable.Range(0, 50).SelectMany(Twice)];
        Refuses(Archive(bomb), "it holds a dictionary of a, b");
        byte[] deep =
        [
            .. Enumerable.Repeat("}X\u0001\0\0\0a"u8.ToArray(), 200_000).SelectMany(part => part),
            .. "N"u8,
            .. Enumerable.Repeat((byte)'s', 200_000),
        ];
        Refuses(Archive(deep), "it holds a dictionary of a");
    }

    [Fact]
    public void So_are_tensors_that_share_a_storage_until_they_would_fill_the_memory()
    {
        var numbers = new byte[4_000_000];
        var many = Enumerable.Range(0, 30).Select(at => ($"x{at}", Tensor("0", 1_000_000, 0, [1_000_000], [1])));
        var archive = Archive(Dictionary([.. many]), ("0", numbers));
        Refuses(archive, "which they share more than 4 times over");
        Refuses(archive, "raise the limit by --limit shared=NUMBER");
        var raised = ModelFiles.Read(Write(archive), limits: ReadingLimits.Default with { Shared = 40 });
        Assert.DoesNotContain("times over", string.Join('\n', raised.FailToSeq()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_unfolds_to_a_thousand_times_its_size_is_refused()
    {
        Refuses(Zip([("m/data.pkl", new byte[110_000_000])], CompressionLevel.Optimal), "more than 1000 times as many");
        Refuses(
            Archive([.. Enumerable.Repeat((byte)')', 5_000_001)]),
            "it is a pickle of more than 5000000 values; check that the file is what you mean, or raise the limit by "
                + "--limit values=NUMBER"
        );
    }

    [Theory]
    [InlineData("m/data.txt")]
    [InlineData("m/n/data.pkl")]
    public void A_zip_file_of_something_else_is_refused(string entry) =>
        Refuses(Zip([(entry, new byte[4])]), "0 of its folders have a data.pkl");

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("\u0080")]
    public void So_is_a_file_of_something_else(string text) =>
        Refuses([.. text.Select(letter => (byte)letter)], "model.pt: ");

    [Fact]
    public async Task The_command_says_what_is_wrong_in_a_line_and_ends_with_2()
    {
        var path = Write(File.ReadAllBytes(Sandbox.Fixture("Origins", "pt_uni_lstm/model.pt"))[..^100]);
        var result = await LrpCommand.Run("info", "--model", path);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("model.pt: it is no whole zip file", result.StandardError, StringComparison.Ordinal);
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_sandbox.At("model.pt"), bytes);
        return _sandbox.At("model.pt");
    }

    private void Refuses(byte[] bytes, string problem) =>
        Assert.Contains(
            problem,
            string.Join('\n', ModelFiles.Read(Write(bytes)).FailToSeq()),
            StringComparison.Ordinal
        );
}
