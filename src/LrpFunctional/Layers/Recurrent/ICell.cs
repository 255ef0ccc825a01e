using System.Numerics;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>
/// What reads a sequence step by step: an <see cref="LstmCell"/> or a <see cref="GruCell"/>. Its candidate is what the
/// gates let in.
/// </summary>
public interface ICell
{
    /// <summary>The number of units d.</summary>
    int Units { get; }

    /// <summary>The input size e.</summary>
    int InputSize { get; }

    /// <summary>Wx, G blocks of d rows (Gd × e).</summary>
    Matrix Input { get; }

    /// <summary>The first row of the candidate's block.</summary>
    int CandidateRow { get; }

    /// <summary>The candidate's rows of Wx (d × e).</summary>
    Matrix CandidateInput { get; }

    /// <summary>h before the first step (1 × d).</summary>
    Matrix InitialHidden { get; }

    /// <summary>c before the first step (1 × d), or 1 × 0 for a cell without.</summary>
    Matrix InitialCell { get; }

    /// <summary>The gates' function where it is not the logistic one.</summary>
    LanguageExt.Option<HardSigmoid> Gate { get; }

    internal PreparedCell<T> Prepared<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
