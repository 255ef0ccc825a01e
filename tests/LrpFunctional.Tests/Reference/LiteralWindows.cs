using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Tests.Reference;

/// <summary>Convolution and pooling window by window, with loops; what is padded is null.</summary>
internal static class LiteralWindows
{
    /// <summary>What each window finds along an axis of so many places, −1 where nothing is.</summary>
    public static int[][] Along(WindowAxis axis, int length)
    {
        var span = ((axis.Size - 1) * axis.Dilation) + 1;

        // As TensorFlow writes it.
        var same = Math.Max(length % axis.Stride == 0 ? span - axis.Stride : span - (length % axis.Stride), 0);
        var (before, behind) = axis.Padding switch
        {
            WindowPadding.Same => (same / 2, same - (same / 2)),
            WindowPadding.Causal => (span - 1, 0),
            WindowPadding.Explicit own => (own.Before, own.Behind),
            _ => (0, 0),
        };
        var padded = new List<int>();
        for (var i = 0; i < before; i++)
            padded.Add(-1);
        for (var i = 0; i < length; i++)
            padded.Add(i);
        for (var i = 0; i < behind; i++)
            padded.Add(-1);
        var windows = new List<int[]>();
        for (var start = 0; start + span <= padded.Count; start += axis.Stride)
        {
            var window = new int[axis.Size];
            for (var place = 0; place < axis.Size; place++)
                window[place] = padded[start + (place * axis.Dilation)];
            windows.Add(window);
        }

        return [.. windows];
    }

    /// <summary>The windows over an image, line after line, the places numbered line after line.</summary>
    public static int[][] Over(WindowAxis vertical, int height, WindowAxis horizontal, int width)
    {
        var windows = new List<int[]>();
        foreach (var lines in Along(vertical, height))
        foreach (var columns in Along(horizontal, width))
        {
            var window = new List<int>();
            foreach (var line in lines)
            foreach (var column in columns)
                window.Add(line < 0 || column < 0 ? -1 : (line * width) + column);
            windows.Add([.. window]);
        }

        return [.. windows];
    }

    /// <summary>What a window finds among the places.</summary>
    public static double[]?[] Of(int[] window, double[][] places) =>
        [.. window.Select(place => place < 0 ? null : places[place])];

    /// <summary>z_j = b_j + Σ_p Σ_c w(j, p, c) x_pc of one window; each group has its run of channels.</summary>
    public static double[] Convolve(
        double[]?[] window,
        int channels,
        Func<int, int, int, double> w,
        double[] bias,
        int groups
    )
    {
        var z = new double[bias.Length];
        for (var j = 0; j < bias.Length; j++)
        {
            z[j] = bias[j];
            var first = j / (bias.Length / groups) * (channels / groups);
            for (var p = 0; p < window.Length; p++)
            {
                for (var c = 0; c < channels / groups; c++)
                    z[j] += w(j, p, c) * (window[p]?[first + c] ?? 0);
            }
        }

        return z;
    }

    /// <summary>What pooling makes of one window.</summary>
    public static double[] Pool(Pooling pooling, double[]?[] window)
    {
        var real = window.Where(place => place is not null).ToArray();
        var pooled = new double[real[0]!.Length];
        for (var c = 0; c < pooled.Length; c++)
        {
            pooled[c] = pooling switch
            {
                Pooling.Max => real.Max(place => place![c]),
                Pooling.Average => real.Sum(place => place![c]) / real.Length,
                _ => real.Sum(place => place![c]) / window.Length,
            };
        }

        return pooled;
    }
}
