using System.Collections.Immutable;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Models.Keras.Compositions;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Weights of many axes become a matrix, however large their sizes are said to be.</summary>
public sealed class KerasWindowsTests
{
    private const long Huge = 1L << 40;

    [Fact]
    public void All_axes_but_the_last_are_rows() => Assert.Equal<long>([30, 4], Matrix(2, 3, 5, 4));

    [Fact]
    public void Sizes_of_an_array_of_nothing_do_not_overflow() =>
        Assert.Equal<long>([long.MaxValue, 0], Matrix(Huge, Huge, 0));

    private static ImmutableArray<long> Matrix(params long[] shape) =>
        KerasWindows.Flat(new Hdf5Numbers("kernel", null!, [.. shape], 0, () => default)).Shape;
}
