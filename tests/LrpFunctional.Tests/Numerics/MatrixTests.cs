using LrpFunctional.Numerics;

namespace LrpFunctional.Tests.Numerics;

public sealed class MatrixTests
{
    private static readonly Matrix TwoByThree = Matrix.Of(2, 3, [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Matrices_are_equal_when_shape_and_values_are()
    {
        var same = Matrix.Of(2, 3, [1, 2, 3, 4, 5, 6]);
        Assert.Equal(TwoByThree, same);
        Assert.Equal(TwoByThree.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(TwoByThree, Matrix.Of(3, 2, [1, 2, 3, 4, 5, 6]));
        Assert.NotEqual(TwoByThree, Matrix.Of(2, 3, [1, 2, 3, 4, 5, 7]));
    }

    [Fact]
    public void A_slice_equals_a_matrix_of_the_same_rows() =>
        Assert.Equal(Matrix.Of(1, 3, [4, 5, 6]), TwoByThree.Slice(1, 1));

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => Matrix.Of(2, 3, [1, 2, 3, 4, 5]));

    [Fact]
    public void A_slice_outside_the_matrix_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoByThree.Slice(1, 2));
}
