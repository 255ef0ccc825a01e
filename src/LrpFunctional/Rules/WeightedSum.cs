using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>z = Σ_i W_i x_i + b, over all connections that feed it: the same at every step.</summary>
/// <param name="Connections">W_i, connection by connection.</param>
/// <param name="Bias">b (m), or empty for a sum without.</param>
public sealed record WeightedSum(ImmutableArray<Connection> Connections, ImmutableArray<double> Bias)
{
    /// <summary>N, the number of lower units of all connections.</summary>
    public int LowerUnits => Connections.Sum(connection => connection.LowerUnits);

    /// <summary>z (n × m), for the inputs x_i (n × k_i) of each connection.</summary>
    public Matrix Of(ImmutableArray<Matrix> inputs)
    {
        var sums = Connections.Zip(inputs, (connection, input) => connection.Forward(input)).Aggregate((x, y) => x + y);
        return Bias.IsEmpty ? sums : MatrixRows.AddToEach(sums, Bias.AsSpan());
    }

    /// <summary>W_iᵀ r (n × k_i) of each connection, for numbers r of the upper units (n × m).</summary>
    public ImmutableArray<Matrix> Back(Matrix ofUpper) =>
        [.. Connections.Select(connection => connection.Back(ofUpper))];

    /// <summary>Σ_j b_j r_j in each row (n × 1).</summary>
    public Matrix OfBias(Matrix ofUpper) =>
        Bias.IsEmpty ? Matrix.Zero(ofUpper.Rows, 1) : Product.WithTransposed(ofUpper, BiasRow);

    /// <summary>The sum with f(W_i) and f(b) in the place of weights and bias, f working element by element.</summary>
    public WeightedSum Map(Func<Matrix, Matrix> function) =>
        new(
            [.. Connections.Select(connection => connection.Map(function))],
            Bias.IsEmpty ? Bias : [.. function(BiasRow).Span]
        );

    private Matrix BiasRow => Matrix.Of(1, Bias.Length, Bias);
}
