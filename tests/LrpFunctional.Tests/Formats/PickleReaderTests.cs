using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class PickleReaderTests
{
    public static TheoryData<string> Models { get; } =
        new()
        {
            "model-protocol2.pickle",
            "model-protocol3.pickle",
            "model-protocol4.pickle",
            "model-protocol5.pickle",
            "model-protocol2-numpy2.pickle",
            "model-protocol3-numpy2.pickle",
            "model-protocol4-numpy2.pickle",
            "model-protocol5-numpy2.pickle",
            "model-float32.pickle",
            "model-big-endian.pickle",
            "model-fortran.pickle",
            "model-fortran-protocol5.pickle",
        };

    [Theory]
    [MemberData(nameof(Models))]
    public void Arrays_are_the_same_whichever_protocol_numpy_byte_order_and_storage_order_wrote_them(string file)
    {
        var dictionary = Assert.IsType<Pickle.Dictionary>(PickleReader.Read(Sandbox.Fixture(file)));
        Assert.Equal(10, dictionary.Items.Count);
        foreach (var (key, value) in dictionary.Items)
        {
            var tensor = PickledArrays.Tensor(((Pickle.Text)key).Value, value);
            Assert.Equal(
                file.Contains("float32", StringComparison.Ordinal) ? ElementType.F32 : ElementType.F64,
                tensor.Type
            );
            Assert.Equal(
                Enumerable.Range(0, tensor.Values.Span.Length).Select(Sandbox.FixtureValue),
                tensor.Values.Span.ToArray()
            );
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Words_are_read_from_every_protocol(int protocol)
    {
        var list = Assert.IsType<Pickle.List>(PickleReader.Read(Sandbox.Fixture($"vocab-protocol{protocol}.pickle")));
        Assert.Equal(
            ["<unk>", "good", "bad", "café", "8\u00a01/2", "."],
            list.Items.Cast<Pickle.Text>().Select(word => word.Value)
        );
    }

    [Theory]
    [InlineData("evil.pickle", "posix.system")]
    [InlineData("complex.pickle", "builtins.complex")]
    [InlineData("float.pickle", "BINFLOAT")]
    public void What_is_no_array_is_refused_by_name_and_nothing_runs(string file, string name)
    {
        var exception = Assert.Throws<FaultException>(() => PickleReader.Read(Sandbox.Fixture(file)));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/lrp-was-here"));
    }

    [Fact]
    public void An_array_of_objects_is_refused()
    {
        var exception = Assert.Throws<FaultException>(() => PickleReader.Read(Sandbox.Fixture("objects.pickle")));
        Assert.Contains("array's state", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pickle_cut_off_anywhere_is_a_fault_and_never_a_crash()
    {
        using var sandbox = new Sandbox();
        Assert.All(
            sandbox.EachCut(Sandbox.Fixture("model-protocol5.pickle")),
            path => Assert.Throws<FaultException>(() => PickleReader.Read(path))
        );
    }

    [Fact]
    public void A_pickle_with_any_byte_changed_is_read_or_refused_and_never_crashes()
    {
        using var sandbox = new Sandbox();
        var random = new Random(1);
        foreach (var file in new[] { "model-protocol2.pickle", "model-protocol5.pickle", "vocab-protocol4.pickle" })
        {
            var whole = File.ReadAllBytes(Sandbox.Fixture(file));
            for (var at = 0; at < whole.Length; at++)
            {
                byte[] changed = [.. whole];
                changed[at] = (byte)random.Next(256);
                File.WriteAllBytes(sandbox.At("changed"), changed);
                var fault = Record.Exception(() => PickleReader.Read(sandbox.At("changed")));
                Assert.True(fault is null or FaultException, $"{file}, byte {at} as {changed[at]}: {fault}");
            }
        }
    }

    [Fact]
    public void A_size_that_the_file_cannot_hold_is_refused_before_memory_is_taken()
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(
            sandbox.At("bomb"),
            [0x80, 5, 0x8e, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, (byte)'.']
        );
        Assert.Throws<FaultException>(() => PickleReader.Read(sandbox.At("bomb")));
    }
}
