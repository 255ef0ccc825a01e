using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>A mask is that of the model, or refused by the layer that makes it or meets it.</summary>
public sealed class MasksTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(
        "max_pool.keras",
        "\"mask_zero\": false",
        "\"mask_zero\": true",
        "layer global_max_pooling1d (GlobalMaxPooling1D): it does not support the mask of layer embedding"
    )]
    [InlineData(
        "bi_lstm.h5",
        "[[[\"embedding\", 0, 0, {}]]]",
        "[[[\"embedding\", 0, 0, {\"mask\": [\"x\", 0, 0]}]]]",
        "layer spatial_dropout1d (SpatialDropout1D): it is called with mask"
    )]
    [InlineData(
        "numeric_lstm.h5",
        "\"mask_value\": -7.0",
        "\"mask_value\": null",
        "layer masking (Masking): it has no setting mask_value"
    )]
    [InlineData(
        "mean_pool.keras",
        "\"class_name\": \"GlobalAveragePooling1D\"",
        "\"class_name\": \"Masking\", \"config\": {\"name\": \"new\", \"mask_value\": 0}}, {\"class_name\": "
            + "\"GlobalAveragePooling1D\"",
        "layer new (Masking): it stands where only Dense layers are expected"
    )]
    [InlineData(
        "numeric_lstm.h5",
        "{\"class_name\": \"Masking\"",
        "{\"class_name\": \"Masking\", \"config\": {\"name\": \"new\", \"mask_value\": 0}}, "
            + "{\"class_name\": \"Masking\"",
        "layer masking (Masking): it makes a second mask, in the place of that of layer new"
    )]
    public void A_model_that_is_not_understood_is_refused_by_layer_and_setting(
        string file,
        string from,
        string to,
        string problem
    ) => KerasFixture.AssertRefused(problem, file, KerasFixture.Changed(_sandbox, file, from, to));

    [Theory]
    [InlineData("embedding", "0", true)]
    [InlineData("embedding", "1", true)]
    [InlineData("embedding", "0", false)]
    [InlineData("dense", "0", true)]
    public void A_mask_that_keras_3_writes_beside_the_layers_is_that_of_the_embedding_or_refused(
        string reader,
        string value,
        bool isMasking
    )
    {
        var source = reader == "embedding" ? "input_layer" : reader;
        var operation = $$$"""
            {"module": "keras.src.ops.numpy", "class_name": "NotEqual", "config": {"name": "not_equal"}, "registered_name": "NotEqual", "name": "not_equal",
            "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["{{{source}}}", 0, 0]}}, {{{value}}}], "kwargs": {}}]},
            """;
        var file = KerasFixture.Changed(
            _sandbox,
            "bi_gru.keras",
            "{\"module\": \"keras.layers\", \"class_name\": \"Bidirectional\"",
            operation + "{\"module\": \"keras.layers\", \"class_name\": \"Bidirectional\"",
            "\"mask_zero\": false",
            $"\"mask_zero\": {(isMasking ? "true" : "false")}",
            "\"keras_history\": [\"embedding\", 0, 0]}}], \"kwargs\": {\"mask\": null}",
            "\"keras_history\": [\"embedding\", 0, 0]}}], \"kwargs\": {\"mask\": "
                + "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"not_equal\", 0, 0]}}}"
        );
        if (reader == "embedding" && value == "0" && isMasking)
            Assert.Equal(Mask.OfId(0), KerasModel.Read(file).Config.Architecture.Mask);
        else
            Assert.Contains("the mask it is called with is none", KerasFixture.Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_belongs_to_the_model()
    {
        Assert.Equal(Mask.OfId(0), KerasFixture.Architecture("bi_gru_reset_after.h5").Mask);
        Assert.Equal(Mask.OfValue(-7), KerasFixture.Architecture("numeric_lstm.h5").Mask);
        Assert.Equal(LanguageExt.Option<Mask>.None, KerasFixture.Architecture("bi_lstm.h5").Mask);
    }
}
