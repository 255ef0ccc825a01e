namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// Whether bias and stabilizer are shared out, known when a sweep is compiled, so that a share of zero costs nothing.
/// </summary>
internal interface IShare
{
    static abstract bool IsSpread { get; }
}

/// <summary>δ = 0.</summary>
internal readonly struct Dropped : IShare
{
    public static bool IsSpread => false;
}

/// <summary>δ ≠ 0.</summary>
internal readonly struct Spread : IShare
{
    public static bool IsSpread => true;
}
