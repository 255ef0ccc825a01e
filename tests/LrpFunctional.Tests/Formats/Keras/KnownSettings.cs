namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>
/// Every argument of the constructors of Keras 2.0 to 2.15 and 3.0 to 3.12, for each class that is read, and what else
/// these write into a layer's configuration: each is read, has no effect on a prediction, is taken at its neutral
/// values only, or is refused.
/// </summary>
internal static class KnownSettings
{
    public const string Read = "read";
    public const string NoEffect = "no effect";
    public const string Neutral = "neutral";
    public const string Refused = "refused";

    private const string Trained =
        "kernel_initializer bias_initializer kernel_regularizer bias_regularizer kernel_constraint bias_constraint";
    private const string RecurrentRead =
        "units activation recurrent_activation use_bias return_sequences return_state go_backwards zero_output_for_mask";
    private const string RecurrentIdle =
        Trained
        + " recurrent_initializer recurrent_regularizer recurrent_constraint dropout recurrent_dropout seed "
        + "implementation unroll use_cudnn input_dim input_length";
    private const string RecurrentNeutral =
        "stateful time_major num_constants lora_rank lora_alpha quantization_config";

    /// <summary>For each class and effect the settings.</summary>
    private static readonly (string Class, string Effect, string Settings)[] Signatures =
    [
        ("InputLayer", NoEffect, "batch_input_shape batch_shape trainable"),
        ("InputLayer", Neutral, "dtype sparse ragged optional type_spec"),
        ("InputLayer", Refused, "shape input_shape batch_size input_tensor"),
        ("Embedding", Read, "input_dim output_dim mask_zero"),
        ("Embedding", NoEffect, "embeddings_initializer embeddings_regularizer embeddings_constraint input_length"),
        ("Embedding", Neutral, "sparse weights lora_rank lora_alpha quantization_config"),
        ("Masking", Read, "mask_value"),
        ("LSTM", Read, RecurrentRead),
        ("LSTM", NoEffect, RecurrentIdle + " unit_forget_bias"),
        ("LSTM", Neutral, RecurrentNeutral),
        ("LSTM", Refused, "reset_after cell"),
        ("GRU", Read, RecurrentRead + " reset_after"),
        ("GRU", NoEffect, RecurrentIdle),
        ("GRU", Neutral, RecurrentNeutral),
        ("GRU", Refused, "unit_forget_bias cell"),
        (
            "SimpleRNN",
            Read,
            "units activation use_bias return_sequences return_state go_backwards zero_output_for_mask"
        ),
        ("SimpleRNN", NoEffect, RecurrentIdle),
        ("SimpleRNN", Neutral, RecurrentNeutral),
        ("SimpleRNN", Refused, "recurrent_activation unit_forget_bias reset_after cell"),
        .. from kind in new[] { "CuDNNLSTM", "CuDNNGRU" }
        from row in new (string Effect, string Settings)[]
        {
            (Read, "units return_sequences return_state go_backwards"),
            (
                NoEffect,
                Trained
                    + " recurrent_initializer recurrent_regularizer recurrent_constraint input_dim input_length"
                    + (kind == "CuDNNLSTM" ? " unit_forget_bias" : "")
            ),
            (Neutral, "stateful time_major"),
            (Refused, "activation recurrent_activation use_bias reset_after dropout"),
        }
        select (kind, row.Effect, row.Settings),
        ("Bidirectional", Read, "layer backward_layer merge_mode"),
        ("Bidirectional", Neutral, "weights num_constants"),
        ("Bidirectional", Refused, "return_sequences stateful"),
        ("GlobalAveragePooling1D", Neutral, "data_format"),
        ("GlobalAveragePooling1D", NoEffect, "keepdims"),
        ("GlobalMaxPooling1D", Neutral, "data_format"),
        ("GlobalMaxPooling1D", NoEffect, "keepdims"),
        ("Dense", Read, "units activation use_bias"),
        ("Dense", NoEffect, Trained + " input_dim"),
        ("Dense", Neutral, "lora_rank lora_alpha quantization_config"),
        ("Activation", Read, "activation"),
        ("Softmax", Neutral, "axis"),
        ("ReLU", Read, "max_value negative_slope"),
        ("ReLU", Neutral, "threshold"),
        ("ReLU", Refused, "alpha"),
        .. from kind in new[] { "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout" }
        select (kind, NoEffect, "rate stddev noise_shape seed"),
        ("SpatialDropout1D", Refused, "data_format"),
        ("ActivityRegularization", NoEffect, "l1 l2"),
        ("Identity", Refused, "rate"),
    ];

    // What each layer has of its base class.
    private static readonly (string Effect, string Settings)[] Base =
    [
        (NoEffect, "trainable batch_input_shape batch_shape activity_regularizer"),
        (Neutral, "dtype dynamic"),
        (Refused, "autocast dtype_policy input_shape batch_size a_setting_of_keras_4"),
    ];

    /// <summary>A class, one of its settings, and the effect.</summary>
    public static TheoryData<string, string, string> All { get; } =
        Rows([
            .. Signatures,
            .. from kind in Signatures.Select(signature => signature.Class).Distinct()
            where kind != "InputLayer"
            from row in Base
            select (kind, row.Effect, row.Settings),
        ]);

    private static TheoryData<string, string, string> Rows(
        IEnumerable<(string Class, string Effect, string Settings)> rows
    )
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (kind, effect, settings) in rows)
        {
            foreach (var setting in settings.Split(' '))
                data.Add(kind, setting, effect);
        }

        return data;
    }
}
