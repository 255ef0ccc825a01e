namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>An attribute or input that the specification gives an operation, and what is done with it.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Use">What is done with it.</param>
/// <param name="From">The first opset that has it, of those that are read.</param>
/// <param name="Until">The last opset that has it.</param>
internal sealed record OnnxSetting(string Name, OnnxUse Use, int From = 0, int Until = int.MaxValue)
{
    /// <summary>The form of an attribute.</summary>
    public OnnxForm Form { get; init; }

    public OnnxSetting Since(int opset) => this with { From = opset };

    public OnnxSetting Before(int opset) => this with { Until = opset - 1 };

    /// <summary>Whether the operations of an opset have it.</summary>
    public bool IsIn(int opset) => From <= opset && opset <= Until;
}
