using LrpFunctional.Numerics;

namespace LrpFunctional.Forward;

/// <summary>h and c of one step, each n × d; relevances and gradients of a state have its shape and so its type.</summary>
/// <param name="Hidden">h = o ⊙ tanh(c).</param>
/// <param name="Cell">c = f ⊙ c_{t−1} + i ⊙ g.</param>
public sealed record LstmState(Matrix Hidden, Matrix Cell)
{
    /// <summary>The state before the first word: h = c = 0.</summary>
    public static LstmState Zero(int lanes, int units) => new(Matrix.Zero(lanes, units), Matrix.Zero(lanes, units));

    /// <summary>The state of a run of lanes.</summary>
    public LstmState Slice(int firstLane, int lanes) => new(Hidden.Slice(firstLane, lanes), Cell.Slice(firstLane, lanes));
}
