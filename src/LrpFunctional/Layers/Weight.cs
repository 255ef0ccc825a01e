using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>
/// A matrix under the name that its owner knows it by, for messages; a vector is a matrix of one row.
/// </summary>
/// <param name="Name">For example the tensor's name in a model file.</param>
/// <param name="Values">The numbers.</param>
public sealed record Weight(string Name, Matrix Values)
{
    internal static Validation<Fault, Matrix> CheckOrZero(Option<Weight> vector, int length) =>
        vector.Map(weight => weight.Check(1, length)).IfNone(Matrix.Zero(1, length));

    internal Validation<Fault, Matrix> Check(int rows, int columns) =>
        (ShapeIs(rows, columns), Finite()).Apply((_, values) => values);

    /// <summary>The numbers, if all of them are finite; else the place of the first that is not.</summary>
    public Validation<Fault, Matrix> Finite() =>
        Reduction
            .FirstNotFinite(Values.Span)
            .Match(
                Some: at => new Fault(
                    Name,
                    $"row {at / Values.Columns}, column {at % Values.Columns} holds {Values.Span[at]}, where "
                        + "a finite number is expected",
                    "train or export the model again"
                ),
                None: () => Validation<Fault, Matrix>.Success(Values)
            );

    private Validation<Fault, Matrix> ShapeIs(int rows, int columns) =>
        Values.Rows == rows && Values.Columns == columns
            ? Values
            : new Fault(
                Name,
                $"the shape is {Describe(Values.Rows, Values.Columns)}, where {Describe(rows, columns)} is expected",
                "check that all tensors come from one model"
            );

    private static string Describe(int rows, int columns) => rows == 1 ? $"{columns}" : $"{rows}×{columns}";
}
