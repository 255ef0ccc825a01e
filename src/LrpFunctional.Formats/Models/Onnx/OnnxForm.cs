namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The forms that an attribute may have, by the numbers that ONNX has for them.</summary>
internal enum OnnxForm
{
    Float = 1,

    Int = 2,

    String = 3,

    Tensor = 4,

    Graph = 5,

    Floats = 6,

    Ints = 7,

    Strings = 8,

    SparseTensor = 11,
}
