using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>Datasets in blocks, as h5py stores them by default and with libver="latest".</summary>
public sealed class Hdf5ChunksTests
{
    private static readonly double[] Values = [.. Enumerable.Range(0, 12).Select(n => (n - 6) / 8.0)];

    public static TheoryData<string> Files { get; } = ["chunks.h5", "chunks_latest.h5"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Numbers_are_the_same_however_they_are_divided_and_compressed(string file) =>
        Assert.All(
            ["plain", "ends", "one", "one-gzip", "gzip", "shuffle", "all"],
            name =>
            {
                var numbers = Root(file)[$"numbers/{name}"].Numbers;
                Assert.Equal(Values, numbers.Tensor.Values.Span.ToArray());
                Assert.Equal([-0.75, -0.25, 0.25], numbers.Transposed.Values.Row(0).ToArray());
            }
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void There_may_be_many_blocks_of_any_number_of_axes(string file)
    {
        var many = Root(file)["many"];
        Assert.Equal(
            Enumerable.Range(0, 1500).Select(n => (double)n),
            many["vector"].Numbers.Tensor.Values.Span.ToArray()
        );
        var cube = many["cube"].Numbers with { Shape = [15, 2] };
        Assert.Equal(Enumerable.Range(0, 30).Select(n => (double)n), cube.Tensor.Values.Span.ToArray());
    }

    [Theory]
    [InlineData("chunks.h5", "lzf", "went through filter 32000")]
    [InlineData("chunks_latest.h5", "lzf", "went through filter 32000")]
    [InlineData("chunks.h5", "part", "2 of 4 chunks are missing")]
    [InlineData("chunks_latest.h5", "part", "2 of 4 chunks are missing")]
    [InlineData("chunks_latest.h5", "growing", "an index of kind 4")]
    [InlineData("chunks_latest.h5", "growing-both-ways", "an index of kind 5")]
    public void What_is_missing_or_divided_otherwise_is_refused(string file, string name, string problem) =>
        Assert.Contains(
            problem,
            Assert.Throws<FaultException>(() => Root(file)[$"refused/{name}"].Numbers.Tensor).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_dataset_that_can_grow_is_read_as_h5py_writes_it_by_default() =>
        Assert.Equal(Values, Root("chunks.h5")["refused/growing-both-ways"].Numbers.Tensor.Values.Span.ToArray());

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_with_any_byte_changed_is_read_or_a_fault(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Hdf5", file));
        foreach (var at in Enumerable.Range(0, whole.Length / 71).Select(step => step * 71))
        {
            foreach (var value in new[] { (byte)0xff, (byte)(whole[at] + 8), (byte)(whole[at] - 1) })
            {
                byte[] changed = [.. whole];
                changed[at] = value;
                ReadAll(changed);
            }
        }
    }

    [Fact]
    public void A_block_that_is_not_what_its_checksum_says_is_refused()
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Hdf5", "chunks.h5"));
        var faults = Enumerable
            .Range(0, whole.Length)
            .Where(at => at % 23 == 0)
            .Select(at =>
            {
                byte[] changed = [.. whole];
                changed[at] ^= 1;
                try
                {
                    _ = Hdf5Object.Root("changed", changed)["numbers/all"].Numbers.Tensor;
                    return "";
                }
                catch (FaultException exception)
                {
                    return exception.Message;
                }
            });
        Assert.Contains(faults, message => message.Contains("its checksum says", StringComparison.Ordinal));
    }

    private static void ReadAll(byte[] bytes)
    {
        try
        {
            var root = Hdf5Object.Root("changed", bytes);
            foreach (var item in root.Names.Select(name => root[name]))
                _ = item.Names.Select(name => Read(item[name].Numbers)).ToArray();
        }
        catch (FaultException exception)
        {
            Assert.NotEmpty(exception.Faults);
        }
    }

    private static Tensor? Read(Hdf5Numbers numbers) => numbers.Shape.Length < 3 ? numbers.Tensor : null;

    private static Hdf5Object Root(string file) =>
        Hdf5Object.Root(file, File.ReadAllBytes(Sandbox.Fixture("Hdf5", file)));
}
