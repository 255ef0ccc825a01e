using System.Collections.Immutable;
using System.Text;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class NumPyArrayTests
{
    [Theory]
    [MemberData(nameof(NpyFileTests.Files), MemberType = typeof(NpyFileTests))]
    public void Floating_point_arrays_are_the_same_whichever_format_type_and_order_they_are_written_in(string file)
    {
        var array = NumPyArray.Parse(file, File.ReadAllBytes(Sandbox.Fixture(file)));
        Assert.True(array.IsFloat);
        Assert.Equal<int>([3, 4], array.Shape);
        Assert.Equal(Enumerable.Range(0, 12).Select(Sandbox.FixtureValue), array.Doubles(0, 12));
        Assert.Equal(Enumerable.Range(5, 3).Select(Sandbox.FixtureValue), array.Doubles(5, 3));
    }

    [Theory]
    [InlineData("|i1", "fe")]
    [InlineData("<i2", "feff")]
    [InlineData(">i2", "fffe")]
    [InlineData("<i4", "feffffff")]
    [InlineData(">i4", "fffffffe")]
    [InlineData("<i8", "feffffffffffffff")]
    [InlineData(">i8", "fffffffffffffffe")]
    public void Whole_numbers_have_signs(string type, string bytes) =>
        Assert.Equal<long>([-2], Parse(type, "(1,)", Convert.FromHexString(bytes)).Longs(0, 1));

    [Theory]
    [InlineData("|u1", "fe", 254)]
    [InlineData("|b1", "01", 1)]
    [InlineData("<u2", "feff", 65534)]
    [InlineData(">u2", "fffe", 65534)]
    [InlineData("<u4", "feffffff", 4294967294)]
    [InlineData(">u4", "fffffffe", 4294967294)]
    [InlineData("<u8", "0100000000000000", 1)]
    [InlineData(">u8", "0000000000000001", 1)]
    [InlineData("<u8", "feffffffffffffff", long.MaxValue)]
    public void Or_none(string type, string bytes, long number) =>
        Assert.Equal<long>([number], Parse(type, "(1,)", Convert.FromHexString(bytes)).Longs(0, 1));

    [Fact]
    public void Fortrans_order_is_undone_in_any_number_of_dimensions()
    {
        // Element (i, j, k) of 2×3×2 holds 100 i + 10 j + k.
        ImmutableArray<byte> bytes =
        [
            .. from k in new[] { 0, 1 }
            from j in new[] { 0, 1, 2 }
            from i in new[] { 0, 1 }
            select (byte)((100 * i) + (10 * j) + k),
        ];
        var array = NumPyArray.Parse("a", DataFiles.Npy("|u1", "(2, 3, 2)", bytes.AsSpan(), fortran: true));
        Assert.Equal<long>([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121], array.Longs(0, 12));
        Assert.Equal<double>([20, 21, 100], array.Doubles(4, 3));
    }

    [Fact]
    public void Texts_end_where_their_padding_begins()
    {
        byte[] backwards = [.. Encoding.UTF32.GetBytes("café😀").Chunk(4).SelectMany(character => character.Reverse())];
        Assert.Equal("café😀", Parse(">U5", "(1,)", backwards).Text(0));
        var array = Parse("<U3", "(2,)", Encoding.UTF32.GetBytes("abcd\0\0"));
        Assert.Equal(["abc", "d"], [array.Text(0), array.Text(1)]);
        Assert.Equal("é", Parse("|S4", "(1,)", [.. "é"u8, 0, 0]).Text(0));
        Assert.Equal("7", Parse("|i1", "(1,)", [7]).Text(0));
        Assert.Contains(
            "it is not UTF-8",
            Assert.Throws<FaultException>(() => Parse("|S1", "(1,)", [0xe9]).Text(0)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "|O",
        "(1,)",
        "it holds Python's objects, which only Python reads; for sequences of different lengths write numpy.savez("
    )]
    [InlineData("<c16", "(1,)", "its type is <c16, where numbers or texts are expected")]
    [InlineData("<M8", "(1,)", "its type is <M8")]
    [InlineData("<f16", "(1,)", "its type is <f16")]
    [InlineData("<U0", "(1,)", "its type is <U0")]
    [InlineData("<U999999999999", "(1,)", "its type is <U999999999999")]
    [InlineData("<f8", "()", "its shape is ()")]
    [InlineData("<f8", "(0, 3)", "its shape is (0, 3)")]
    [InlineData("<f8", "(3,)", "8 bytes hold the numbers, where the shape (3) expects 24")]
    [InlineData(
        "<f8",
        "(2000000000, 2000000000, 2000000000)",
        "8 bytes hold the numbers, where the shape (2000000000, 2000000000, 2000000000) expects "
            + "64000000000000000000000000000"
    )]
    [InlineData("<f8", "(65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536)", "8 bytes hold the numbers")]
    [InlineData("<f8", "(1, 1x)", "its shape is (1, 1x)")]
    public void What_is_no_such_array_is_named(string type, string shape, string message) =>
        Assert.Contains(
            $"a: {message}",
            Assert.Throws<FaultException>(() => Parse(type, shape, new byte[8])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_file_cut_off_anywhere_is_a_fault()
    {
        var whole = DataFiles.Npy("(2, 2)", 1L, 2, 3, 4);
        Assert.All(
            Enumerable.Range(0, whole.Length),
            length => Assert.Throws<FaultException>(() => NumPyArray.Parse("a", whole.AsMemory(0, length)))
        );
        Assert.Throws<FaultException>(() => NumPyArray.Parse("a", (byte[])[.. whole, 0]));
    }

    private static NumPyArray Parse(string type, string shape, byte[] bytes) =>
        NumPyArray.Parse("a", DataFiles.Npy(type, shape, bytes));
}
