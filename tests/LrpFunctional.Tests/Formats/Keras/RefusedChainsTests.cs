using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Layers that do not follow each other as those of a network to explain are refused by name.</summary>
public sealed class RefusedChainsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {\"training\": true}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it is called with training"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"return_sequences\": false",
        "\"return_sequences\": true",
        "layer bidirectional (Bidirectional): return_sequences is true, where no pooling follows"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"UnitNormalization\"",
        "layer dropout (UnitNormalization): its class is UnitNormalization, which is not read; the table"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"AttentionWithContext\"",
        "its class is AttentionWithContext, which is not read, as Attention would be; the table \"Layers of Keras\""
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"Conv3D\"",
        "its class is Conv3D, which is not read, as Conv1D, Conv2D would be"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"StringLookup\"",
        "its class is StringLookup, which is not read; the table \"Layers of Keras\" has all that are; save the model "
            + "that reads its ids"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"Hashing\"",
        "name its words by --vocab"
    )]
    [InlineData("bi_lstm.h5", "\"class_name\": \"Dropout\"", "\"class_name\": \"ConvLSTM2D\"", "its states are images")]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"Dropout\"",
        "\"class_name\": \"CRF\"",
        "its scores of tags at each step"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"class_name\": \"LSTM\"",
        "\"class_name\": \"ConvLSTM1D\"",
        "layer bidirectional (Bidirectional): it wraps ConvLSTM1D"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {}], [\"embedding_input\", 0, 0, {}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it reads embedding and embedding_input"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {\"initial_state\": [[\"x\", 0, 0]]}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it is called with initial_state"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"output_layers\": [[\"dense_1\", 0, 0]]",
        "\"output_layers\": [[\"dense\", 0, 0]]",
        "its outputs are dense"
    )]
    [InlineData("bi_lstm.h5", "\"class_name\": \"Functional\"", "\"class_name\": \"MyModel\"", "its class is MyModel")]
    [InlineData(
        "gru_reset_before.h5",
        "{\"class_name\": \"Embedding\"",
        "{\"class_name\": \"ReLU\", \"config\": {\"name\": \"new\"}}, {\"class_name\": \"Embedding\"",
        "it has no LSTM or GRU layer at its beginning"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"return_sequences\": true",
        "\"return_sequences\": false",
        "layer gru (GRU): return_sequences is false, where another LSTM or GRU layer lies on it"
    )]
    [InlineData(
        "stacked_lstm.keras",
        "\"module\": \"keras.layers\", \"class_name\": \"Dense\"",
        "\"module\": \"mine\", \"class_name\": \"Dense\"",
        "layer hidden (Dense): its class is one of mine"
    )]
    [InlineData(
        "stacked_lstm.keras",
        "\"class_name\": \"Bidirectional\", \"config\": {\"name\": \"bidirectional_1\"",
        "\"class_name\": \"Dense\", \"config\": {\"name\": \"new\", \"units\": 3}}, {\"class_name\": "
            + "\"Bidirectional\", \"config\": {\"name\": \"bidirectional_1\"",
        "layer bidirectional_1 (Bidirectional): it stands where only Dense layers are expected"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"go_backwards\": false",
        "\"go_backwards\": true",
        "layer gru (GRU): go_backwards is true, where another LSTM or GRU layer lies on it"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"class_name\": \"GRU\"",
        "\"class_name\": \"Dense\", \"config\": {\"name\": \"new\", \"units\": 5}}, {\"class_name\": \"GRU\"",
        "it has no LSTM or GRU layer behind the embedding"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"return_sequences\": true, \"return_state\": false, \"go_backwards\": false, \"stateful\": false, "
            + "\"unroll\": false, \"zero_output_for_mask\": false, \"units\": 3",
        "\"return_sequences\": false, \"return_state\": false, \"go_backwards\": false, \"stateful\": false, "
            + "\"unroll\": false, \"zero_output_for_mask\": false, \"units\": 3",
        "layer lstm (LSTM): return_sequences is false, where a pooling follows"
    )]
    [InlineData(
        "bi_gru.keras",
        "\"keras_history\": [\"embedding\", 0, 0]",
        "\"keras_history\": [\"input_layer\", 0, 0]",
        "layer bidirectional (Bidirectional): it reads input_layer, where only the layer before it, "
            + "embedding, is expected"
    )]
    [InlineData(
        "bi_gru.keras",
        "\"keras_version\": \"3.6.0\"",
        "\"keras_version\": \"new\"",
        "its keras_version is \"new\""
    )]
    public void A_model_that_is_not_understood_is_refused_by_layer_and_setting(
        string file,
        string from,
        string to,
        string problem
    ) => KerasFixture.AssertRefused(problem, file, KerasFixture.Changed(_sandbox, file, from, to));
}
