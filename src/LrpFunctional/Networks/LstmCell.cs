using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Networks;

/// <summary>
/// z_t = Wx x_t + bx + Wh h_{t−1} + bh, with gate blocks of d rows in the order input i, forget f, candidate g, output o
/// (Hochreiter and Schmidhuber 1997; Gers et al. 1999).
/// </summary>
public sealed record LstmCell
{
    private const int Gates = 4;
    private const int CandidateBlock = 2;

    private readonly Packed<CellPanels<double>, CellPanels<float>> _panels;

    private LstmCell(Matrix input, Matrix recurrent, Matrix inputBias, Matrix recurrentBias)
    {
        Input = input;
        Recurrent = recurrent;
        Bias = [.. Elementwise.Add(inputBias, recurrentBias).Span];
        CandidateBias = Bias.Slice(CandidateRow, Units);
        _panels = new(() => new CellPanels<double>(input, recurrent, Bias.AsSpan()), () => new CellPanels<float>(input, recurrent, Bias.AsSpan()));
    }

    /// <summary>The number of units d.</summary>
    public int Units => Recurrent.Columns;

    /// <summary>The input size e.</summary>
    public int InputSize => Input.Columns;

    /// <summary>Wx (4d × e).</summary>
    public Matrix Input { get; }

    /// <summary>Wh (4d × d).</summary>
    public Matrix Recurrent { get; }

    /// <summary>bx + bh (4d).</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>The first row of the candidate's block, 2d.</summary>
    public int CandidateRow => CandidateBlock * Units;

    /// <summary>The candidate's rows of Wx (d × e).</summary>
    public Matrix CandidateInput => Input.Slice(CandidateRow, Units);

    /// <summary>The candidate's rows of Wh (d × d).</summary>
    public Matrix CandidateRecurrent => Recurrent.Slice(CandidateRow, Units);

    /// <summary>The candidate's bias bx_g + bh_g (d).</summary>
    public ImmutableArray<double> CandidateBias { get; }

    internal CellPanels<T> Panels<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _panels.As<CellPanels<T>>();

    /// <summary>A cell for inputs of size e; every tensor of a wrong shape or with a number that is not finite is a fault.</summary>
    public static Validation<Fault, LstmCell> Create(int inputSize, CellWeights weights)
    {
        var units = weights.Recurrent.Values.Columns;
        return (weights.Input.Check(Gates * units, inputSize),
                weights.Recurrent.Check(Gates * units, units),
                weights.InputBias.Check(1, Gates * units),
                weights.RecurrentBias.Check(1, Gates * units))
            .Apply((input, recurrent, inputBias, recurrentBias) => new LstmCell(input, recurrent, inputBias, recurrentBias));
    }
}
