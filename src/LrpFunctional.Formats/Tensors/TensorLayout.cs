namespace LrpFunctional.Formats.Tensors;

/// <summary>How the numbers of a tensor lie in memory.</summary>
/// <param name="Type">How each number is stored.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
/// <param name="Fortran">Whether a matrix is stored column after column.</param>
internal sealed record TensorLayout(ElementType Type, bool BigEndian, bool Fortran);
