using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>
/// The weights of an LSTM cell as the kernels read them. Units come in blocks of one vector, the last filled up with units whose weights
/// are all zero, so that they stay at zero; the pre-activations of a block lie side by side: −z_i, −z_f, z_g, −z_o (σ starts from exp(−z)).
/// </summary>
internal sealed class CellPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many pre-activations a unit has.</summary>
    public const int Gates = 4;

    /// <summary>Where the candidate stands among the gates, here and in the cell's own blocks of rows.</summary>
    public const int Candidate = 2;

    /// <summary>The panels of the weights Wx (4d × e) and Wh (4d × d) and the bias (4d), gate blocks in the order i, f, g, o.</summary>
    public CellPanels(Matrix input, Matrix recurrent, ReadOnlySpan<double> bias)
    {
        var units = recurrent.Columns;
        Units = units;
        InputSize = input.Columns;
        Padded = Vectors.Padded<T>(units);
        double Wx(int k, int at) => Row(at) is { } row ? Sign(at) * input[row, k] : 0;
        double Wh(int k, int at) => Row(at) is { } row ? Sign(at) * recurrent[row, k] : 0;
        Input = Panels<T>.Pack(InputSize, Gates * Padded, Wx);
        Recurrent = Panels<T>.Pack(units, Gates * Padded, Wh);
        InputBack = Panels<T>.Pack(Gates * Padded, InputSize, (at, k) => Wx(k, at));
        RecurrentBack = Panels<T>.Pack(Gates * Padded, units, (at, k) => Wh(k, at));
        CandidateBack = Panels<T>.Pack(units, units, (j, k) => recurrent[(Candidate * units) + j, k]);
        Live = [.. Enumerable.Range(0, Padded).Select(unit => unit < units ? T.One : T.Zero)];
        var biases = new T[Gates * Padded];
        for (var at = 0; at < biases.Length; at++) biases[at] = Row(at) is { } row ? T.CreateTruncating(Sign(at) * bias[row]) : T.Zero;
        Bias = [.. biases];
    }

    /// <summary>The number of units d.</summary>
    public int Units { get; }

    /// <summary>The number of units, filled up to whole vectors.</summary>
    public int Padded { get; }

    /// <summary>The input size e.</summary>
    public int InputSize { get; }

    /// <summary>From x to its share of the pre-activations.</summary>
    public Panels<T> Input { get; }

    /// <summary>From h to its share of the pre-activations.</summary>
    public Panels<T> Recurrent { get; }

    /// <summary>From the pre-activations back to x.</summary>
    public Panels<T> InputBack { get; }

    /// <summary>From the pre-activations back to h.</summary>
    public Panels<T> RecurrentBack { get; }

    /// <summary>From the candidate's pre-activations alone back to h.</summary>
    public Panels<T> CandidateBack { get; }

    /// <summary>1 for each unit, 0 for those that fill up.</summary>
    public ImmutableArray<T> Live { get; }

    /// <summary>bx + bh, as the pre-activations lie.</summary>
    public ImmutableArray<T> Bias { get; }

    /// <summary>Rows of pre-activations (n × 4d) in the cell's own order and with their own signs.</summary>
    public Matrix InBlocks(Plane<T> preactivations)
    {
        var result = Frozen.Buffer(preactivations.Rows, Gates * Units);
        for (var at = 0; at < Gates * Padded; at++)
        {
            if (Row(at) is not { } column) continue;
            for (var i = 0; i < preactivations.Rows; i++)
                result[(i * Gates * Units) + column] = Sign(at) * double.CreateTruncating(preactivations.Span[(i * preactivations.Columns) + at]);
        }

        return result.AsMatrix(preactivations.Rows, Gates * Units);
    }

    // The place of a pre-activation in the cell's own order.
    private int? Row(int at)
    {
        var unit = (at / (Gates * Vector512<T>.Count) * Vector512<T>.Count) + (at % Vector512<T>.Count);
        return unit < Units ? (Gate(at) * Units) + unit : null;
    }

    private static int Gate(int at) => at / Vector512<T>.Count % Gates;

    private static int Sign(int at) => Gate(at) == Candidate ? 1 : -1;
}
