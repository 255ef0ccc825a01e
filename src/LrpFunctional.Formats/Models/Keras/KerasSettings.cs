using System.Collections.Immutable;
using LanguageExt;
using static LrpFunctional.Formats.Models.Keras.KerasSetting;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// Every setting of every class that is read; a setting that is not listed here is refused by its name.
/// </summary>
internal static class KerasSettings
{
    private static readonly KerasSetting Off = Only("false", "null");
    private static readonly KerasSetting None = Only("null");
    private static readonly KerasSetting Nothing = Only("null", "0", "0.0");
    private static readonly KerasSetting NoQuantisation = Only(
        "\"float32\"",
        "\"float64\"",
        "\"float16\"",
        "\"bfloat16\"",
        "\"mixed_float16\"",
        "\"mixed_bfloat16\"",
        "null"
    );

    private static readonly KerasSetting NumberTypes = Only([
        .. NoQuantisation.Values,
        .. new[] { "int", "uint" }.SelectMany(kind => new[] { 8, 16, 32, 64 }.Select(bits => $"\"{kind}{bits}\"")),
    ]);

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfAnyLayer =
    [
        ("name", Read),
        ("trainable batch_input_shape batch_shape activity_regularizer", Idle),
        ("dtype", NoQuantisation),
        ("dynamic", Off),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfWeights =
    [
        ("use_bias", Read),
        (
            "kernel_initializer bias_initializer kernel_regularizer bias_regularizer kernel_constraint bias_constraint",
            Idle
        ),
        ("lora_rank lora_alpha quantization_config", None),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfRecurrent =
    [
        ("units return_sequences return_state go_backwards", Read),
        (
            "kernel_initializer bias_initializer kernel_regularizer bias_regularizer kernel_constraint bias_constraint",
            Idle
        ),
        ("recurrent_initializer recurrent_regularizer recurrent_constraint", Idle),
        ("input_dim input_length", Idle),
        ("stateful time_major", Off),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfSimple =
    [
        .. OfRecurrent,
        ("activation use_bias zero_output_for_mask", Read),
        ("dropout recurrent_dropout seed implementation unroll use_cudnn", Idle),
        ("num_constants", Nothing),
        ("lora_rank lora_alpha quantization_config", None),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfCell =
    [
        .. OfSimple,
        ("recurrent_activation", Read),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfPooling =
    [
        ("data_format", Only("\"channels_last\"", "null")),
        // A vector is a sequence of one step.
        ("keepdims", Idle),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfConvolution =
    [
        .. OfWeights,
        ("filters kernel_size strides padding dilation_rate groups activation", Read),
        ("data_format", Only("\"channels_last\"", "null")),
        ("input_dim input_length", Idle),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfSeparable =
    [
        .. OfWeights,
        ("kernel_size strides padding dilation_rate depth_multiplier activation", Read),
        ("depthwise_initializer depthwise_regularizer depthwise_constraint", Idle),
        ("data_format", Only("\"channels_last\"", "null")),
        // What a layer of fewer settings has of its base class.
        ("groups", Only("1")),
        ("input_dim input_length", Idle),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfWindows =
    [
        ("pool_size strides padding", Read),
        ("data_format", Only("\"channels_last\"", "null")),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfAttention =
    [
        ("use_scale score_mode", Read),
        ("dropout seed", Idle),
        ("causal", Off),
    ];

    private static readonly ImmutableArray<(string Names, KerasSetting Setting)> OfDropout =
    [
        ("rate stddev noise_shape seed", Idle),
    ];

    /// <summary>What a file says about a layer beside its settings, and about the model.</summary>
    public static ImmutableDictionary<string, KerasSetting> OfEntry { get; } =
        Table([
            ("name class_name module config inbound_nodes registered_name", Read),
            ("build_config compile_config shared_object_id keras_version backend", Idle),
        ]);

    /// <summary>For each class its settings.</summary>
    public static ImmutableDictionary<string, ImmutableDictionary<string, KerasSetting>> OfClass { get; } =
        new Dictionary<string, ImmutableDictionary<string, KerasSetting>>
        {
            [KerasClass.Sequential] = Table([
                ("name layers", Read),
                ("trainable build_input_shape", Idle),
                ("dtype", NoQuantisation),
            ]),
            [KerasClass.Functional] = OfGraph,
            [KerasClass.Model] = OfGraph,
            [KerasClass.Input] = Table([
                ("name", Read),
                ("dtype", NumberTypes),
                ("batch_input_shape batch_shape trainable", Idle),
                ("sparse ragged optional", Off),
                ("type_spec", None),
            ]),
            [KerasClass.Embedding] = Layer(
                ("input_dim output_dim mask_zero", Read),
                ("embeddings_initializer embeddings_regularizer embeddings_constraint input_length", Idle),
                ("sparse", Off),
                ("weights lora_rank lora_alpha quantization_config", None)
            ),
            [KerasClass.TextVectorization] = Table([
                ("name output_sequence_length vocabulary", Read),
                ("trainable max_tokens pad_to_max_tokens vocabulary_size batch_input_shape batch_shape", Idle),
                ("dtype", Only([.. NoQuantisation.Values, "\"string\""])),
                ("standardize", Only("\"lower_and_strip_punctuation\"")),
                ("split", Only("\"whitespace\"")),
                ("output_mode", Only("\"int\"")),
                ("encoding", Only("\"utf-8\"", "null")),
                ("sparse ragged", Off),
                ("ngrams idf_weights vocabulary_dtype", None),
            ]),
            [KerasClass.Masking] = Layer(("mask_value", Read)),
            [KerasClass.Lstm] = Layer([.. OfCell, ("unit_forget_bias", Idle)]),
            [KerasClass.Gru] = Layer([.. OfCell, ("reset_after", Read)]),
            [KerasClass.SimpleRnn] = Layer(OfSimple),
            [KerasClass.Rnn] = Layer(
                ("cell return_sequences return_state go_backwards zero_output_for_mask", Read),
                ("unroll input_dim input_length", Idle),
                ("stateful time_major", Off),
                ("num_constants", Nothing)
            ),
            [KerasClass.CuDnnLstm] = Layer([.. OfRecurrent, ("unit_forget_bias", Idle)]),
            [KerasClass.CuDnnGru] = Layer(OfRecurrent),
            [KerasClass.Bidirectional] = Layer(
                ("layer backward_layer merge_mode", Read),
                ("weights", None),
                ("num_constants", Nothing)
            ),
            [KerasClass.Mean] = Layer(OfPooling),
            [KerasClass.Max] = Layer(OfPooling),
            [KerasClass.GlobalMaxPooling2D] = Layer(OfPooling),
            [KerasClass.GlobalAveragePooling2D] = Layer(OfPooling),
            [KerasClass.Dense] = Layer([.. OfWeights, ("units activation", Read), ("input_dim", Idle)]),
            [KerasClass.TimeDistributed] = Layer(("layer", Read)),
            [KerasClass.BatchNormalization] = Layer(
                ("axis", Only("-1", "[-1]", "2", "[2]")),
                ("epsilon center scale", Read),
                ("momentum synchronized virtual_batch_size", Idle),
                (
                    "beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer "
                        + "beta_regularizer gamma_regularizer beta_constraint gamma_constraint",
                    Idle
                ),
                ("renorm fused", Only("null", "false", "true"))
            ),
            [KerasClass.Conv1D] = Layer(OfConvolution),
            [KerasClass.Conv2D] = Layer(OfConvolution),
            [KerasClass.MaxPooling1D] = Layer(OfWindows),
            [KerasClass.MaxPooling2D] = Layer(OfWindows),
            [KerasClass.AveragePooling1D] = Layer(OfWindows),
            [KerasClass.AveragePooling2D] = Layer(OfWindows),
            [KerasClass.Flatten] = Layer(("data_format", Only("\"channels_last\"", "null"))),
            [KerasClass.RepeatVector] = Layer(("n", Read)),
            [KerasClass.ZeroPadding1D] = Layer(("padding", Read), ("data_format", Only("\"channels_last\"", "null"))),
            [KerasClass.Cropping1D] = Layer(("cropping", Read), ("data_format", Only("\"channels_last\"", "null"))),
            [KerasClass.UpSampling1D] = Layer(("size", Read)),
            [KerasClass.Attention] = Layer(OfAttention),
            [KerasClass.AdditiveAttention] = Layer(OfAttention),
            [KerasClass.MultiHeadAttention] = Layer(
                ("num_heads key_dim value_dim use_bias", Read),
                ("output_shape", None),
                ("attention_axes", Only("null", "1", "-2", "[1]", "[-2]")),
                ("use_gate", Off),
                ("dropout seed query_shape key_shape value_shape flash_attention", Idle),
                (
                    "kernel_initializer bias_initializer kernel_regularizer bias_regularizer kernel_constraint "
                        + "bias_constraint",
                    Idle
                )
            ),
            [KerasClass.Concatenate] = Layer(("axis", Only("-1", "1", "2", "[-1]", "[1]", "[2]"))),
            [KerasClass.Add] = Layer(),
            [KerasClass.Activation] = Layer(("activation", Read)),
            [KerasClass.Softmax] = Layer(("axis", Only("-1", "1", "-2", "[-1]", "[1]", "[-2]", "null"))),
            [KerasClass.Relu] = Layer(
                ("max_value negative_slope", Read),
                ("threshold", Only("0", "0.0", "[0.0]", "null"))
            ),
            [KerasClass.LeakyRelu] = Layer(("alpha negative_slope", Read)),
            [KerasClass.Elu] = Layer(("alpha", Read)),
            [KerasClass.PRelu] = Layer(("alpha_initializer alpha_regularizer alpha_constraint shared_axes", Idle)),
            [KerasClass.LayerNormalization] = Layer(
                ("axis", Only("-1", "[-1]", "2", "[2]")),
                ("epsilon center scale", Read),
                (
                    "beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint "
                        + "gamma_constraint",
                    Idle
                ),
                ("rms_scaling", Off)
            ),
            [KerasClass.Average] = Layer(),
            [KerasClass.Multiply] = Layer(),
            [KerasClass.Maximum] = Layer(),
            [KerasClass.Minimum] = Layer(),
            [KerasClass.Permute] = Layer(("dims", Read)),
            [KerasClass.Reshape] = Layer(("target_shape", Read)),
            [KerasClass.Subtract] = Layer(),
            [KerasClass.Dot] = Layer(("axes", Read), ("normalize", Off)),
            [KerasClass.Sum] = Layer(("axis keepdims", Read)),
            [KerasClass.MeanOf] = Layer(("axis keepdims", Read)),
            [KerasClass.MaxOf] = Layer(("axis keepdims", Read), ("initial", None)),
            [KerasClass.Divide] = Layer(),
            [KerasClass.TrueDivide] = Layer(),
            [KerasClass.Negative] = Layer(),
            [KerasClass.Matmul] = Layer(("transpose_a", Read), ("transpose_b", Off)),
            [KerasClass.Transpose] = Layer(("axes", Read)),
            [KerasClass.Identity] = Layer(),
            [KerasClass.StopGradient] = Layer(),
            ["Elu"] = Layer(("alpha", Read)),
            ["LeakyRelu"] = Layer(("negative_slope", Read)),
            ["Relu"] = Layer(),
            ["Relu6"] = Layer(),
            ["Tanh"] = Layer(),
            ["Sigmoid"] = Layer(),
            ["Selu"] = Layer(),
            ["Silu"] = Layer(),
            ["Softplus"] = Layer(),
            ["Softsign"] = Layer(),
            ["Exp"] = Layer(),
            [KerasClass.ExpandDims] = Layer(("axis", Read)),
            [KerasClass.Squeeze] = Layer(("axis", Read)),
            [KerasClass.Function] = Layer(("function", Read)),
            [KerasClass.DepthwiseConv1D] = Layer(OfSeparable),
            [KerasClass.SeparableConv1D] = Layer([
                .. OfSeparable,
                ("filters", Read),
                ("pointwise_initializer pointwise_regularizer pointwise_constraint", Idle),
            ]),
            ["Dropout"] = Layer(OfDropout),
            ["SpatialDropout1D"] = Layer(OfDropout),
            ["GaussianNoise"] = Layer(OfDropout),
            ["GaussianDropout"] = Layer(OfDropout),
            ["AlphaDropout"] = Layer(OfDropout),
            ["ActivityRegularization"] = Layer(("l1 l2", Idle)),
            [KerasClass.NotEqual] = Layer(),
            [KerasClass.Any] = Layer(("axis", Only("-1", "[-1]", "2", "[2]")), ("keepdims", Off)),
        }.ToImmutableDictionary();

    private static ImmutableDictionary<string, KerasSetting> OfGraph =>
        Table([("name layers input_layers output_layers", Read), ("trainable", Idle), ("dtype", NoQuantisation)]);

    /// <summary>The configuration of a class, or every setting in it that would make another network.</summary>
    public static Validation<Fault, KerasConfig> Check(string kind, KerasConfig config) =>
        OfClass.TryGetValue(kind, out var table) ? Check(table, config) : config;

    /// <summary>The configuration, or every setting in it that a table does not have, or not with this value.</summary>
    public static Validation<Fault, KerasConfig> Check(
        ImmutableDictionary<string, KerasSetting> table,
        KerasConfig config
    )
    {
        var problems = config
            .Named.Select(setting =>
                table.TryGetValue(setting.Name, out var known)
                    ? known.Problem(setting.Name, setting.Value)
                    : $"{setting.Name} is {KerasConfig.Short(setting.Value)}, a setting that is not known"
            )
            .Somes();
        var faults = problems.SelectMany(problem => config.Fault(problem).Faults).ToSeq();
        return faults.IsEmpty ? config : Validation<Fault, KerasConfig>.Fail(faults);
    }

    private static ImmutableDictionary<string, KerasSetting> Layer(
        params ImmutableArray<(string Names, KerasSetting Setting)> own
    ) => Table([.. OfAnyLayer, .. own]);

    private static ImmutableDictionary<string, KerasSetting> Table(
        ImmutableArray<(string Names, KerasSetting Setting)> rows
    ) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Setting)))
            .ToImmutableDictionary(StringComparer.Ordinal);
}
