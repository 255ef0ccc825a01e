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

    [Fact]
    public void Matrices_are_added_scaled_and_divided_element_by_element()
    {
        var other = Matrix.Of(2, 3, [2, 0, -1, 4, 0.5, 3]);
        Assert.Equal(Matrix.Of(2, 3, [3, 2, 2, 8, 5.5, 9]), TwoByThree + other);
        Assert.Equal(Matrix.Of(2, 3, [-1, 2, 4, 0, 4.5, 3]), TwoByThree - other);
        Assert.Equal(Matrix.Of(2, 3, [-2, -4, -6, -8, -10, -12]), -2 * TwoByThree);
        Assert.Equal(Matrix.Of(2, 3, [2, 0, -3, 16, 2.5, 18]), TwoByThree.Times(other));
        Assert.Equal(Matrix.Of(2, 3, [0.5, 0, -3, 1, 10, 2]), TwoByThree.Over(other));
        Assert.Equal(Matrix.Of(2, 3, [1, 4, 9, 16, 25, 36]), TwoByThree.Map(x => x * x));
    }

    [Fact]
    public void Each_row_is_summed_and_a_column_repeated()
    {
        Assert.Equal(Matrix.Of(2, 1, [6, 15]), TwoByThree.RowSums());
        Assert.Equal(Matrix.Of(2, 2, [6, 6, 15, 15]), TwoByThree.RowSums().Repeat(2));
        Assert.Throws<InvalidOperationException>(() => TwoByThree.Repeat(2));
    }

    [Fact]
    public void Matrices_of_different_shapes_do_not_meet()
    {
        var turned = Matrix.Of(3, 2, [1, 2, 3, 4, 5, 6]);
        Assert.Throws<ArgumentException>(() => TwoByThree + turned);
        Assert.Throws<ArgumentException>(() => TwoByThree - turned);
        Assert.Throws<ArgumentException>(() => TwoByThree.Times(turned));
        Assert.Throws<ArgumentException>(() => TwoByThree.Over(turned));
    }
}
