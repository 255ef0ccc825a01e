using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>The function of a gate, known when a sweep is compiled.</summary>
internal interface IGate<T>
    where T : unmanaged
{
    /// <summary>1 / gate, from −z; infinite where the gate is shut.</summary>
    Vector512<T> Inverse(Vector512<T> turned);

    /// <summary>−∂gate/∂z, from the gate.</summary>
    Vector512<T> NegativeSlope(Vector512<T> gate);

    /// <summary>What came through the gate, divided by it; 0 where the gate is shut.</summary>
    Vector512<T> Undone(Vector512<T> passed, Vector512<T> gate);
}

/// <summary>σ(z) = 1 / (1 + exp(−z)).</summary>
internal readonly struct LogisticGate<T> : IGate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Inverse(Vector512<T> turned) => Exponential.PlusOne(turned);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> NegativeSlope(Vector512<T> gate) => gate * (gate - Vector512<T>.One);

    // Never quite shut.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Undone(Vector512<T> passed, Vector512<T> gate) => passed / gate;
}

/// <summary>max(0, min(1, slope · z + offset)).</summary>
internal readonly struct HardGate<T>(T slope, T offset) : IGate<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Inverse(Vector512<T> turned)
    {
        var line = Vector512.Create(offset) - (Vector512.Create(slope) * turned);
        var open = Vector512.ConditionalSelect(Vector512.GreaterThan(line, Vector512<T>.One), Vector512<T>.One, line);
        return Vector512<T>.One
            / Vector512.ConditionalSelect(Vector512.GreaterThan(open, Vector512<T>.Zero), open, Vector512<T>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> NegativeSlope(Vector512<T> gate) =>
        Vector512.ConditionalSelect(
            Vector512.GreaterThan(gate, Vector512<T>.Zero) & Vector512.LessThan(gate, Vector512<T>.One),
            Vector512.Create(slope) * -Vector512<T>.One,
            Vector512<T>.Zero
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Undone(Vector512<T> passed, Vector512<T> gate) => Vectors.Quotient(passed, gate);
}
