using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Settings of layers that no explanation knows are refused by layer and setting.</summary>
public sealed class RefusedSettingsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(
        "bi_lstm.h5",
        "\"merge_mode\": \"concat\"",
        "\"merge_mode\": \"sub\"",
        "layer bidirectional (Bidirectional): merge_mode is sub"
    )]
    [InlineData(
        "max_pool.keras",
        "\"merge_mode\": \"concat\"",
        "\"merge_mode\": \"sum\"",
        "layer global_max_pooling1d (GlobalMaxPooling1D): it takes the maximum of what"
    )]
    [InlineData(
        "gru_reset_before.h5",
        "\"return_sequences\": false",
        "\"zero_output_for_mask\": true",
        "layer gru (GRU): zero_output_for_mask is true, where return_sequences is false"
    )]
    [InlineData(
        "numeric_lstm.h5",
        "\"dtype\": \"float32\"",
        "\"dtype\": \"int32\"",
        "layer input_layer (InputLayer): dtype is int32, where no Embedding reads whole numbers"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"activation\": \"tanh\", \"recurrent",
        "\"activation\": \"mish\", \"recurrent",
        "layer lstm (LSTM): activation is mish"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"recurrent_activation\": \"sigmoid\"",
        "\"recurrent_activation\": \"mish\"",
        "layer lstm (LSTM): recurrent_activation is mish"
    )]
    [InlineData("bi_lstm.h5", "\"stateful\": false", "\"stateful\": true", "layer lstm (LSTM): stateful is true")]
    [InlineData(
        "bi_lstm.h5",
        "\"activation\": \"softmax\"",
        "\"activation\": \"mish\"",
        "layer dense_1 (Dense): its activation is mish, where linear, softmax or sigmoid is expected at the end"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"units\": 6, \"activation\": \"tanh\"",
        "\"units\": 6, \"activation\": \"mish\"",
        "layer dense (Dense): its activation is mish, where linear, tanh or relu is expected below"
    )]
    [InlineData(
        "stacked_lstm.keras",
        "\"return_sequences\": true",
        "\"return_sequences\": false",
        "layer bidirectional (Bidirectional): its directions differ in return_sequences"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"class_name\": \"LSTM\"",
        "\"class_name\": \"GRU\", \"config\": {\"name\": \"new\", \"units\": 4, \"activation\": \"tanh\", "
            + "\"recurrent_activation\": \"sigmoid\", \"return_sequences\": true}}, "
            + "{\"class_name\": \"LSTM\"",
        "layer new (GRU): its reset_after is another than that of layer gru"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"units\": 4, \"activation\": \"tanh\", \"recurrent_activation\": \"sigmoid\"",
        "\"units\": 4, \"activation\": \"tanh\", \"recurrent_activation\": \"hard_sigmoid\"",
        "layer lstm (LSTM): its recurrent_activation is another than that of layer gru"
    )]
    public void A_model_that_is_not_understood_is_refused_by_layer_and_setting(
        string file,
        string from,
        string to,
        string problem
    ) => KerasFixture.AssertRefused(problem, file, KerasFixture.Changed(_sandbox, file, from, to));
}
