namespace LrpFunctional.Formats.Tensors;

/// <summary>NumPy's codes for floating-point types.</summary>
internal static class NumPyType
{
    public static ElementType? Parse(string code) =>
        code switch
        {
            "f2" => ElementType.F16,
            "f4" => ElementType.F32,
            "f8" => ElementType.F64,
            _ => null,
        };
}
