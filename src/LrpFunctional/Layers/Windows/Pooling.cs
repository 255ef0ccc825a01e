namespace LrpFunctional.Layers.Windows;

/// <summary>
/// What pooling makes of the places of a window, channel by channel; padded places are not among them.
/// </summary>
public enum Pooling
{
    /// <summary>max_p x_p.</summary>
    Max,

    /// <summary>Σ_p x_p / n over the n places of a window that are not padded.</summary>
    Average,

    /// <summary>Σ_p x_p / k, padded places counting as zeros: count_include_pad of PyTorch and ONNX.</summary>
    AverageWithPadding,
}
