namespace LrpFunctional.Tests.Reference;

public sealed class CloseTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(2.2)]
    public void A_number_that_is_off_or_not_finite_fails(double wrong)
    {
        Assert.ThrowsAny<Exception>(() => Close.Absolute(0.1, [1, 2], [1, wrong]));
        Assert.ThrowsAny<Exception>(() => Close.Absolute(0.1, [1, wrong], [1, 2]));
        Assert.ThrowsAny<Exception>(() => Close.Relative(0.05, [1, 2], [1, wrong]));
    }

    [Fact]
    public void A_number_within_the_tolerance_passes() => Close.Relative(0.1, [1, 10], [1.9, 9.1]);
}
