namespace LrpFunctional.Numerics;

/// <summary>Guards at the door of a kernel: behind them lies memory that no bounds check protects.</summary>
internal static class Shape
{
    public static void RequireSame(Matrix x, Matrix y) => Require(x.Rows == y.Rows && x.Columns == y.Columns, x, y);

    public static void Require(bool fits, Matrix x, Matrix y)
    {
        if (!fits)
            throw new ArgumentException($"a {x} and a {y} matrix do not fit together");
    }
}
