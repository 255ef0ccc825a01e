namespace LrpFunctional.Formats.Tensors;

/// <summary>How a number is stored, under the names that safetensors uses.</summary>
public enum ElementType
{
    /// <summary>IEEE binary16.</summary>
    F16,

    /// <summary>The upper half of a binary32.</summary>
    BF16,

    /// <summary>IEEE binary32.</summary>
    F32,

    /// <summary>IEEE binary64.</summary>
    F64,
}
