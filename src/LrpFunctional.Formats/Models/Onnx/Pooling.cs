namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>How one number is made of one for each step.</summary>
internal enum Pooling
{
    Sum,

    Mean,

    Max,
}
