using LrpFunctional.Numerics;

namespace LrpFunctional.Tests.Numerics;

public sealed class ElementwiseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void Every_element_is_reached_whatever_the_length(int length)
    {
        var x = Matrix.Of(1, length, [.. Enumerable.Range(1, length).Select(i => (double)i)]);
        var y = Matrix.Of(1, length, [.. Enumerable.Range(1, length).Select(i => i * 0.5)]);
        Assert.Equal(Enumerable.Range(1, length).Select(i => i * 1.5), (x + y).Span.ToArray());
        Assert.Equal(Enumerable.Range(1, length).Select(i => i * i * 0.5), x.Times(y).Span.ToArray());
        Assert.Equal(length * (length + 1) / 2, x.RowSums()[0, 0]);
    }

    [Fact]
    public void Matrices_of_two_shapes_are_refused() =>
        Assert.Throws<ArgumentException>(() => Matrix.Zero(2, 3) + Matrix.Zero(3, 2));
}
