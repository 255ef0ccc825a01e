using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>How the relevance of one weighted sum is shared out, whatever flows through it.</summary>
/// <param name="inputs">x_i of each connection (n × k_i).</param>
/// <param name="z">z = Σ_i W_i x_i + b (n × m).</param>
/// <param name="relevance">R of the upper units (n × m).</param>
public delegate Shares Sharing(ImmutableArray<Matrix> inputs, Matrix z, Matrix relevance);
