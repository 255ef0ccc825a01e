using LrpFunctional.Numerics;

namespace LrpFunctional.Tests.Numerics;

public sealed class ProductTests
{
    public static TheoryData<int, int, int> Shapes { get; } =
        new()
        {
            { 1, 1, 1 },
            { 1, 60, 240 },
            { 2, 3, 7 },
            { 3, 5, 8 },
            { 4, 60, 9 },
            { 5, 61, 23 },
            { 6, 2, 24 },
            { 7, 60, 60 },
            { 9, 7, 25 },
            { 64, 60, 240 },
            { 65, 33, 31 },
            { 0, 4, 8 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_element_is_its_products_added_in_order_with_one_rounding_each(int rows, int depth, int columns)
    {
        var (a, b) = (Random(rows, depth, 1), Random(depth, columns, 2));
        var product = Product.Of(a, b);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < depth; k++)
                    sum = Math.FusedMultiplyAdd(a[i, k], b[k, j], sum);
                Assert.Equal(sum, product[i, j]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_has_the_same_bits_alone_and_among_others(int rows, int depth, int columns)
    {
        var (a, b) = (Random(rows, depth, 3), Random(depth, columns, 4));
        var product = Product.Of(a, b);
        for (var i = 0; i < rows; i++)
            Assert.Equal(product.Slice(i, 1), Product.Of(a.Slice(i, 1), b));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused() =>
        Assert.Throws<ArgumentException>(() => Product.Of(Random(2, 3, 1), Random(4, 8, 1)));

    private static Matrix Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return Matrix.Of(
            rows,
            columns,
            [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5)]
        );
    }
}
