using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The classes of layers that are read.</summary>
internal static class KerasClass
{
    public const string Embedding = "Embedding";
    public const string Lstm = "LSTM";
    public const string Gru = "GRU";
    public const string Bidirectional = "Bidirectional";
    public const string Mean = "GlobalAveragePooling1D";
    public const string Max = "GlobalMaxPooling1D";
    public const string Dense = "Dense";
    public const string Activation = "Activation";
    public const string Softmax = "Softmax";
    public const string Relu = "ReLU";

    /// <summary>Those that do nothing outside training, or only to padding, which sequences do not have here.</summary>
    public static ImmutableArray<string> Idle { get; } =
        ["Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Masking"];

    public static ImmutableArray<string> Recurrent { get; } = [Lstm, Gru, Bidirectional];

    public static ImmutableArray<string> Pooling { get; } = [Mean, Max];

    public static ImmutableArray<string> Activations { get; } = [Activation, Softmax, Relu];

    public static ImmutableArray<string> All { get; } = [Embedding, .. Recurrent, .. Pooling, Dense, .. Activations, .. Idle];
}
