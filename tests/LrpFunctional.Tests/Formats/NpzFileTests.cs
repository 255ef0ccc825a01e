using System.Collections.Immutable;
using System.IO.Compression;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class NpzFileTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_are_read_under_their_names_in_the_order_of_the_file(CompressionLevel level)
    {
        Write(level, ("states/h.npy", Numbers("(2, 1)", 16)), ("bias.npy", Numbers("(3,)", 24)));
        var arrays = Read(_sandbox.At("a.npz"));
        Assert.Equal(["states/h", "bias"], arrays.Select(array => array.Name));
        Assert.Equal($"{_sandbox.At("a.npz")}: states/h", arrays[0].Tensor.Place);
        Assert.Equal<int>([2, 1], arrays[0].Tensor.Shape);
        Assert.Equal([0, 0, 0], arrays[1].Tensor.Values.Span.ToArray());
    }

    [Fact]
    public void What_is_no_array_is_named()
    {
        Write(CompressionLevel.Optimal, ("notes.txt", [1, 2, 3]));
        Refuses("notes.txt: it is no .npy file");
        Write(CompressionLevel.Optimal, ("x.npy", [1, 2, 3]));
        Refuses("a.npz: x: it does not begin as a .npy file does");
        Write(CompressionLevel.Optimal, ("x.npy", Numbers("(2,)", 8)));
        Refuses("a.npz: x: 8 bytes hold the numbers");
        Write(CompressionLevel.Optimal, ("x.npy", Numbers("(1,)", 8)), ("x.npy", Numbers("(1,)", 8)));
        Refuses("two of its entries have the same name");
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_a_fault()
    {
        Write(CompressionLevel.Optimal, ("x.npy", Numbers("(4,)", 32)), ("y.npy", Numbers("(1,)", 8)));
        Assert.All(_sandbox.EachCut(_sandbox.At("a.npz")), path => Assert.Throws<FaultException>(() => Read(path)));
    }

    [Fact]
    public void What_unfolds_to_a_thousand_times_its_size_is_refused_before_it_is_unfolded()
    {
        Write(CompressionLevel.SmallestSize, ("x.npy", Numbers("(13000000,)", 104_000_000)));
        Refuses("x.npy: ");
        Refuses("more than 1000 times as many");
    }

    [Theory]
    [InlineData(24, 0x7fffff00u, "more than 1000 times as many")]
    [InlineData(24, 0x05000000u, "bytes hold the numbers, where the shape (4) expects 32")]
    [InlineData(20, 0x7fffff00u, "its entries have more bytes than the file")]
    public void A_directory_that_announces_more_than_there_is_is_refused(int field, uint number, string problem)
    {
        Write(CompressionLevel.Optimal, ("x.npy", Numbers("(4,)", 32)));
        var bytes = File.ReadAllBytes(_sandbox.At("a.npz"));
        var directory = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + field), number);
        File.WriteAllBytes(_sandbox.At("a.npz"), bytes);
        Refuses(problem);
    }

    private static ImmutableArray<(string Name, Tensor Tensor)> Read(string path) =>
        NpzFile.Read(path, ReadingLimits.Default).Weights().OrThrow();

    private static byte[] Numbers(string shape, int bytes) =>
        Sandbox.Npy($"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n", new byte[bytes]);

    private void Refuses(string problem) =>
        Assert.Contains(
            problem,
            Assert.Throws<FaultException>(() => Read(_sandbox.At("a.npz"))).Message,
            StringComparison.Ordinal
        );

    private void Write(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var archive = new ZipArchive(File.Create(_sandbox.At("a.npz")), ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = archive.CreateEntry(name, level).Open();
            stream.Write(bytes);
        }
    }
}
