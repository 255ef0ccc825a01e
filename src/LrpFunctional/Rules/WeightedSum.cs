using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>z = Σ_i W_i x_i + b, over all connections that feed it.</summary>
/// <param name="Connections">The lower units, connection by connection.</param>
/// <param name="Bias">b (m), or empty for a sum without.</param>
/// <param name="Z">z (n × m).</param>
public sealed record WeightedSum(ImmutableArray<Connection> Connections, ImmutableArray<double> Bias, Matrix Z)
{
    /// <summary>N, the number of lower units of all connections.</summary>
    public int LowerUnits => Connections.Sum(connection => connection.Inputs.Columns);
}
