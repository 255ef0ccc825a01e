namespace LrpFunctional.Layers.Recurrent;

/// <summary>The equations that a cell follows.</summary>
public enum CellKind
{
    /// <summary>Long short-term memory; gate blocks i, f, g, o.</summary>
    Lstm,

    /// <summary>
    /// A gated recurrent unit whose reset gate acts on Un h + bn, as in PyTorch and cuDNN; blocks r, z, n.
    /// </summary>
    GruResetAfter,

    /// <summary>A gated recurrent unit whose reset gate acts on h itself (Cho et al. 2014); blocks r, z, n.</summary>
    GruResetBefore,

    /// <summary>One sum and one function, h = a(Wx x + Wh h + b) (Elman 1990); one block.</summary>
    Simple,
}
