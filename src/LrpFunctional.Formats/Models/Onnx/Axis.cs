namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// One axis of a value: so many cells that are told apart, or one over which all cells have the same meaning. The
/// second kind runs over sequences or over time, and has as letters the axes of the graph's inputs from which it comes.
/// </summary>
/// <param name="Size">The number of cells; 1 for an axis of letters.</param>
/// <param name="Letters">The input axes that it runs over, the outermost first.</param>
internal readonly record struct Axis(int Size, string Letters)
{
    public static Axis One { get; } = Of(1);

    public bool IsSymbolic => Letters.Length > 0;

    public static Axis Of(int size) => new(size, "");

    public static Axis Over(string letters) => new(1, letters);
}
