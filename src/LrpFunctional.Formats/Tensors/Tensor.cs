using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// Numbers from a file. Every stored number fits a double, so writing it back in its own type loses nothing.
/// </summary>
public sealed record Tensor
{
    private readonly Lazy<Matrix> _values;

    /// <summary>A tensor of these numbers.</summary>
    /// <param name="place">The file, and the name in it where it holds several, for messages.</param>
    /// <param name="type">How each number was stored.</param>
    /// <param name="shape">One size for a vector, two for a matrix.</param>
    /// <param name="values">The numbers; a vector is one row.</param>
    public Tensor(string place, ElementType type, ImmutableArray<int> shape, Matrix values)
        : this(place, type, shape, new Lazy<Matrix>(values)) { }

    internal Tensor(string place, ElementType type, ImmutableArray<int> shape, Lazy<Matrix> values)
    {
        (Place, Type, Shape) = (place, type, shape);
        _values = values;
    }

    /// <summary>The file, and the name in it where it holds several, for messages.</summary>
    public string Place { get; init; }

    /// <summary>How each number was stored.</summary>
    public ElementType Type { get; init; }

    /// <summary>One size for a vector, two for a matrix; of more, those from the second on are one row.</summary>
    public ImmutableArray<int> Shape { get; init; }

    /// <summary>
    /// The numbers; a vector is one row. Names and shapes of many tensors can be looked at before any number is read.
    /// </summary>
    /// <exception cref="FaultException">The numbers were not read before, and cannot be.</exception>
    public Matrix Values
    {
        get => _values.Value;
        init => _values = new Lazy<Matrix>(value);
    }
}
