namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What is done with an attribute or input of an operation.</summary>
internal abstract record OnnxUse
{
    /// <summary>The operation is run as it says, or refused where that is not possible.</summary>
    public sealed record Read : OnnxUse;

    /// <summary>It has no effect on what is read, for a reason.</summary>
    public sealed record Neutral(string Reason) : OnnxUse;

    /// <summary>It is refused for a problem, unless it has a value that asks for nothing.</summary>
    public sealed record Refused(string Problem, Func<OnnxAttribute, bool> IsHarmless) : OnnxUse;
}
