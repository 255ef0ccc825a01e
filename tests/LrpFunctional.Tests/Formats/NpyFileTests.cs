using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class NpyFileTests
{
    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .GetFiles(Sandbox.Fixture(), "v*-*.npy")
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Arrays_are_the_same_whichever_format_type_and_order_they_are_written_in(string file)
    {
        var tensor = NpyFile.Read(Sandbox.Fixture(file));
        Assert.Equal<int>([3, 4], tensor.Shape);
        Assert.Equal(
            file.Split('-')[2] switch
            {
                "f2" => ElementType.F16,
                "f4" => ElementType.F32,
                _ => ElementType.F64,
            },
            tensor.Type
        );
        Assert.Equal(Enumerable.Range(0, 12).Select(Sandbox.FixtureValue), tensor.Values.Span.ToArray());
    }

    [Fact]
    public void All_thirty_kinds_are_tried() => Assert.Equal(30, Files.Count);

    [Fact]
    public void Numbers_that_are_not_floating_point_are_refused()
    {
        var exception = Assert.Throws<FaultException>(() => NpyFile.Read(Sandbox.Fixture("integers.npy")));
        Assert.Contains("<i8", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_a_fault()
    {
        using var sandbox = new Sandbox();
        Assert.All(
            sandbox.EachCut(Sandbox.Fixture("v1-little-f8-C.npy")),
            path => Assert.Throws<FaultException>(() => NpyFile.Read(path))
        );
    }

    [Theory]
    [InlineData("{'shape': (2, ), 'fortran_order': False, 'descr': '<f8'}")]
    [InlineData("{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (1, 2)}")]
    public void A_header_may_be_any_dictionary_that_python_writes(string header)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(
            sandbox.At("a.npy"),
            Sandbox.Npy(header, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40])
        );
        Assert.Equal([1, 2], NpyFile.Read(sandbox.At("a.npy")).Values.Span.ToArray());
    }

    [Fact]
    public void A_shape_that_the_file_cannot_hold_is_refused_before_memory_is_taken()
    {
        using var sandbox = new Sandbox();
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000), }\n";
        File.WriteAllBytes(sandbox.At("bomb.npy"), Sandbox.Npy(header, []));
        var exception = Assert.Throws<FaultException>(() => NpyFile.Read(sandbox.At("bomb.npy")));
        Assert.Contains("32000000000000000000", exception.Message, StringComparison.Ordinal);
    }
}
