namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>Where a GRU's reset gate acts, known when a sweep is compiled.</summary>
internal interface IReset
{
    static abstract bool IsBefore { get; }
}

/// <summary>On h_{t−1}, before the product by Un.</summary>
internal readonly struct ResetBefore : IReset
{
    public static bool IsBefore => true;
}

/// <summary>On Un h_{t−1} + bh_n.</summary>
internal readonly struct ResetAfter : IReset
{
    public static bool IsBefore => false;
}
