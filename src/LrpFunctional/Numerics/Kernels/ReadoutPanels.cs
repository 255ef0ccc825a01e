using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The weights of a readout as the kernels read them, and the kernels that do.</summary>
internal sealed class ReadoutPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<Panels<T>> _weights;
    private readonly ImmutableArray<ImmutableArray<T>> _rows;
    private readonly ImmutableArray<T> _bias;
    private readonly int _units;

    /// <summary>The panels of each direction's weights Wy (C × d) and the bias (C).</summary>
    public ReadoutPanels(ImmutableArray<Matrix> weights, ReadOnlySpan<double> bias)
    {
        _weights = [.. weights.Select(w => Panels<T>.Pack(w.Columns, w.Rows, (k, j) => w[j, k]))];
        _rows = [.. weights.Select(PaddedRows)];
        _units = weights.Sum(w => w.Columns);
        var numbers = new T[bias.Length];
        for (var j = 0; j < bias.Length; j++) numbers[j] = T.CreateTruncating(bias[j]);
        _bias = [.. numbers];
    }

    /// <summary>The number of classes C.</summary>
    public int Classes => _bias.Length;

    /// <summary>s = Σ_direction Wy h[T−1] + b (n × C, filled up), from each direction's last hidden states.</summary>
    public Plane<T> Scores(ImmutableArray<Plane<T>> last)
    {
        var scores = new Plane<T>(last[0].Rows, _weights[0].Columns);
        using var part = new Plane<T>(last[0].Rows, _weights[0].Columns);
        for (var direction = 0; direction < last.Length; direction++)
        {
            var target = direction == 0 ? scores : part;
            Product.Into(ref last[direction].Row(0), last[direction].Columns, last[direction].Rows, _weights[direction], ref target.Row(0));
            if (direction > 0) Add(scores.Span, part.Span);
        }

        for (var lane = 0; lane < scores.Rows; lane++) Add(scores.Span.Slice(lane * scores.Columns, Classes), _bias.AsSpan());
        return scores;
    }

    /// <summary>What each lane's class c sends to a direction's last hidden state by the epsilon rule: R_k = h_k Wy_ck m + share, m = s_c / (s_c + ε sign s_c).</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="last">Its last hidden states.</param>
    /// <param name="scores">s, whose own class is the relevance that starts.</param>
    /// <param name="classes">Each lane's class.</param>
    /// <param name="cell">The direction's cell.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="biasFactor">δ.</param>
    public Plane<T> Relevance(int direction, Plane<T> last, Plane<T> scores, ReadOnlySpan<int> classes, CellPanels<T> cell, double epsilon, double biasFactor)
    {
        var (stabilizer, factor) = (T.CreateTruncating(epsilon), T.CreateTruncating(biasFactor / _units));
        var result = new Plane<T>(last.Rows, cell.RecurrentBack.Columns);
        for (var lane = 0; lane < last.Rows; lane++)
        {
            var score = Unsafe.Add(ref scores.Row(lane), classes[lane]);
            var ratio = Stabilized.Ratio(stabilizer, score, score);
            var share = factor * (_bias[classes[lane]] + (score >= T.Zero ? stabilizer : -stabilizer)) * ratio;
            var weights = Weights(direction, classes[lane], cell.Padded);
            for (var at = 0; at < cell.Padded; at += Vector512<T>.Count)
            {
                var relevance = Vector512.LoadUnsafe(ref last.Row(lane), (nuint)at) * (Vector512.LoadUnsafe(in weights[at]) * ratio);
                Vectors.MultiplyAdd(Vector512.Create(share), Vector512.LoadUnsafe(in cell.Live.AsSpan()[at]), relevance).StoreUnsafe(ref result.Row(lane), (nuint)at);
            }
        }

        return result;
    }

    /// <summary>∂s_c/∂h[T−1] of each lane's class c.</summary>
    public Plane<T> Gradient(int direction, ReadOnlySpan<int> classes, CellPanels<T> cell)
    {
        var result = new Plane<T>(classes.Length, cell.RecurrentBack.Columns);
        for (var lane = 0; lane < classes.Length; lane++)
            Weights(direction, classes[lane], cell.Padded).CopyTo(result.Span[(lane * result.Columns)..]);
        return result;
    }

    private static ImmutableArray<T> PaddedRows(Matrix weights)
    {
        var units = Vectors.Padded<T>(weights.Columns);
        var rows = new T[weights.Rows * units];
        for (var j = 0; j < weights.Rows; j++)
        {
            for (var k = 0; k < weights.Columns; k++) rows[(j * units) + k] = T.CreateTruncating(weights[j, k]);
        }

        return [.. rows];
    }

    private ReadOnlySpan<T> Weights(int direction, int index, int units) => _rows[direction].AsSpan(index * units, units);

    private static void Add(Span<T> sums, ReadOnlySpan<T> numbers)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += numbers[i];
    }
}
