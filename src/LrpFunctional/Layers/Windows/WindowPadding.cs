namespace LrpFunctional.Layers.Windows;

/// <summary>How many places without a number windows find before the first and behind the last that there is.</summary>
public abstract record WindowPadding
{
    private WindowPadding() { }

    /// <summary>None: windows lie within.</summary>
    public sealed record Valid : WindowPadding;

    /// <summary>
    /// As many as make ⌈T / stride⌉ windows, half of them before, rounded down, as Keras and TensorFlow have it.
    /// </summary>
    public sealed record Same : WindowPadding;

    /// <summary>All before the first, so that a window ends at the place it stands for.</summary>
    public sealed record Causal : WindowPadding;

    /// <summary>So many on each side, as PyTorch and ONNX have it.</summary>
    /// <param name="Before">How many before the first.</param>
    /// <param name="Behind">How many behind the last.</param>
    public sealed record Explicit(int Before, int Behind) : WindowPadding;
}
