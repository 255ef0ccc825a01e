using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Weights that do not fit the settings of their layer are refused by name.</summary>
public sealed class RefusedShapesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(
        "bi_lstm.h5",
        "\"output_dim\": 5",
        "\"output_dim\": 6",
        "embedding/embeddings:0: the shape is (12, 5), where (12, 6) is expected"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"units\": 6",
        "\"units\": 7",
        "dense/kernel:0: the shape is (8, 6), where (d, 7) is expected"
    )]
    [InlineData(
        "bi_lstm.h5",
        "\"units\": 4",
        "\"units\": 8",
        "forward_lstm/lstm_cell/kernel:0: the shape is (5, 16), where (e, 32) is expected"
    )]
    [InlineData("bi_lstm.h5", "\"units\": 4", "\"units\": -4", "layer lstm (LSTM): units is -4")]
    [InlineData(
        "bi_lstm.h5",
        "\"activation\": \"softmax\", \"use_bias\": true",
        "\"activation\": \"softmax\", \"use_bias\": false",
        "layer dense_1 (Dense): it has 2 arrays of weights, where 1 are expected"
    )]
    [InlineData(
        "gru_reset_before.h5",
        "\"reset_after\": false",
        "\"reset_after\": true",
        "gru_cell/bias:0: the shape is (12), where (2, 12) is expected"
    )]
    public void A_model_that_is_not_understood_is_refused_by_layer_and_setting(
        string file,
        string from,
        string to,
        string problem
    ) => KerasFixture.AssertRefused(problem, file, KerasFixture.Changed(_sandbox, file, from, to));

    [Fact]
    public void Every_fault_of_the_layers_is_told_at_once()
    {
        var file = KerasFixture.Changed(
            _sandbox,
            "stacked_lstm.keras",
            "\"units\": 4",
            "\"units\": 5",
            "\"units\": 3, \"activation\": \"tanh\"",
            "\"units\": 2, \"activation\": \"tanh\""
        );
        Assert.Equal(2, Assert.Throws<FaultException>(() => KerasModel.Read(file)).Faults.Length);
    }
}
