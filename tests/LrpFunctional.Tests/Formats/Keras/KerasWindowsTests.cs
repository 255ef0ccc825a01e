using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Models.Keras.Compositions;

namespace LrpFunctional.Tests.Formats.Keras;

public sealed class KerasWindowsTests
{
    [Theory]
    [InlineData(30, 4, 2, 3, 5, 4)]
    [InlineData(long.MaxValue, 0, 1L << 40, 1L << 40, 1, 0)]
    public void Weights_of_many_axes_become_a_matrix_however_large_the_sizes_are_said_to_be(
        long rows,
        long columns,
        params long[] shape
    ) =>
        Assert.Equal<long>(
            [rows, columns],
            KerasWindows.Flat(new Hdf5Numbers("kernel", null!, [.. shape], 0, () => default)).Shape
        );
}
