using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The classes of models and layers that are read.</summary>
internal static class KerasClass
{
    public const string Sequential = "Sequential";
    public const string Functional = "Functional";
    public const string Model = "Model";
    public const string Input = "InputLayer";
    public const string Embedding = "Embedding";
    public const string TextVectorization = "TextVectorization";
    public const string Masking = "Masking";
    public const string Lstm = "LSTM";
    public const string Gru = "GRU";
    public const string SimpleRnn = "SimpleRNN";
    public const string Rnn = "RNN";
    public const string StackedCells = "StackedRNNCells";
    public const string CuDnnLstm = "CuDNNLSTM";
    public const string CuDnnGru = "CuDNNGRU";
    public const string Bidirectional = "Bidirectional";
    public const string Mean = "GlobalAveragePooling1D";
    public const string Max = "GlobalMaxPooling1D";
    public const string Dense = "Dense";
    public const string Activation = "Activation";
    public const string Softmax = "Softmax";
    public const string Relu = "ReLU";
    public const string LeakyRelu = "LeakyReLU";
    public const string PRelu = "PReLU";
    public const string Elu = "ELU";
    public const string LayerNormalization = "LayerNormalization";
    public const string Average = "Average";
    public const string Multiply = "Multiply";
    public const string Maximum = "Maximum";
    public const string Minimum = "Minimum";
    public const string Permute = "Permute";
    public const string Reshape = "Reshape";
    public const string Subtract = "Subtract";
    public const string Dot = "Dot";
    public const string Sum = "Sum";
    public const string MeanOf = "Mean";
    public const string MaxOf = "Max";
    public const string Divide = "Divide";
    public const string TrueDivide = "TrueDivide";
    public const string Negative = "Negative";
    public const string Matmul = "Matmul";
    public const string Transpose = "Transpose";
    public const string Identity = "Identity";
    public const string StopGradient = "StopGradient";

    /// <summary>What a product by a number, or a sum with one, becomes: no class of a file.</summary>
    public const string Affine = "scale and shift";

    public const string ExpandDims = "ExpandDims";
    public const string Squeeze = "Squeeze";
    public const string Function = "TFOpLambda";
    public const string Lambda = "Lambda";
    public const string DepthwiseConv1D = "DepthwiseConv1D";
    public const string SeparableConv1D = "SeparableConv1D";
    public const string Conv1D = "Conv1D";
    public const string Conv2D = "Conv2D";
    public const string MaxPooling1D = "MaxPooling1D";
    public const string MaxPooling2D = "MaxPooling2D";
    public const string AveragePooling1D = "AveragePooling1D";
    public const string AveragePooling2D = "AveragePooling2D";
    public const string Flatten = "Flatten";
    public const string RepeatVector = "RepeatVector";
    public const string ZeroPadding1D = "ZeroPadding1D";
    public const string GlobalMaxPooling2D = "GlobalMaxPooling2D";
    public const string GlobalAveragePooling2D = "GlobalAveragePooling2D";
    public const string Cropping1D = "Cropping1D";
    public const string UpSampling1D = "UpSampling1D";
    public const string Attention = "Attention";
    public const string AdditiveAttention = "AdditiveAttention";
    public const string MultiHeadAttention = "MultiHeadAttention";
    public const string TimeDistributed = "TimeDistributed";
    public const string BatchNormalization = "BatchNormalization";
    public const string Concatenate = "Concatenate";
    public const string Add = "Add";
    public const string NotEqual = "NotEqual";
    public const string Any = "Any";

    /// <summary>Those that do nothing outside training, and hand a mask on.</summary>
    public static ImmutableArray<string> Idle { get; } =
    [
        "Dropout",
        "SpatialDropout1D",
        "GaussianNoise",
        "GaussianDropout",
        "AlphaDropout",
        "ActivityRegularization",
        Identity,
    ];

    public static ImmutableArray<string> Models { get; } = [Sequential, Functional, Model];

    /// <summary>Those whose weights lie as cuDNN reads them.</summary>
    public static ImmutableArray<string> CuDnn { get; } = [CuDnnLstm, CuDnnGru];

    /// <summary>Those of one direction.</summary>
    public static ImmutableArray<string> Cells { get; } = [Lstm, Gru, .. CuDnn, SimpleRnn];

    public static ImmutableArray<string> Recurrent { get; } = [.. Cells, Bidirectional];

    public static ImmutableArray<string> Pooling { get; } = [Mean, Max];

    public static ImmutableArray<string> Activations { get; } = [Activation, Softmax, Relu];

    /// <summary>
    /// The operations that Keras 3 writes down beside the layers where an Embedding or a Masking makes a mask.
    /// </summary>
    public static ImmutableArray<string> MaskOperations { get; } = [NotEqual, Any];

    public static ImmutableArray<string> All { get; } =
    [Embedding, Masking, .. Recurrent, .. Pooling, Dense, .. Activations, .. Idle];
}
