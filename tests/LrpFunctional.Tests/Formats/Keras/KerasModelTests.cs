using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Models of Keras beside the numbers that its equations give.</summary>
public sealed class KerasModelTests
{
    public static TheoryData<string> Models { get; } =
    [
        .. Directory
            .GetFiles(Sandbox.Fixture("Keras"))
            .Select(Path.GetFileName)
            .OfType<string>()
            .Where(file => Path.GetExtension(file) is ".h5" or ".keras")
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void All_models_are_tried() => Assert.Equal(9, Models.Count);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_computes_the_scores_that_keras_equations_give(string file)
    {
        var (model, path) = (
            ModelFiles.Read(Sandbox.Fixture("Keras", file)).OrThrow(),
            Sandbox.Fixture("Keras", Path.ChangeExtension(file, ".npz"))
        );
        var record = OriginRecordFile.Read(path, model).OrThrow();
        var logits = NpzFile
            .Read(path, ReadingLimits.Default, NumPyArray.Parse)
            .Single(array => array.Name == "logits")
            .Array;
        Assert.Equal(4, record.Inputs.Length);
        Assert.All(
            record.Inputs,
            (sentence, row) =>
                Close.Relative(
                    1e-12,
                    logits.Doubles(row * logits.Shape[1], logits.Shape[1]),
                    model.Network.Predict(sentence).Scores[^model.OriginOutputs..]
                )
        );
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_gives_the_outputs_that_keras_equations_give(string file)
    {
        var (model, path) = (
            ModelFiles.Read(Sandbox.Fixture("Keras", file)).OrThrow(),
            Sandbox.Fixture("Keras", Path.ChangeExtension(file, ".npz"))
        );
        Assert.InRange(
            Verification.Of(model, OriginRecordFile.Read(path, model).OrThrow(), 1e-12).Difference,
            0,
            1e-12
        );
    }

    [Fact]
    public void What_keras_does_to_the_scores_is_told_and_not_done()
    {
        Assert.Equal(Probabilities.Softmax, KerasFixture.Architecture("bi_lstm.h5").Probabilities);
        Assert.Equal(Probabilities.Softmax, KerasFixture.Architecture("gru_reset_before.h5").Probabilities);
        Assert.Equal(Probabilities.Sigmoid, KerasFixture.Architecture("bi_gru_reset_after.h5").Probabilities);
        Assert.Equal(Probabilities.None, KerasFixture.Architecture("numeric_lstm.h5").Probabilities);
    }

    [Fact]
    public void The_hard_sigmoid_is_that_of_the_version_that_wrote_the_file()
    {
        Assert.Equal(new HardSigmoid(0.2, 0.5), KerasFixture.Architecture("lstm_hard_sigmoid.h5").Gates);
        Assert.Equal(new HardSigmoid(1.0 / 6, 0.5), KerasFixture.Architecture("bi_gru.keras").Gates);
    }

    [Fact]
    public void A_tensor_knows_its_place_in_the_file() =>
        Assert.EndsWith(
            "stacked_lstm.keras: model.weights.h5: layers/bidirectional_1/backward_layer/cell/vars/1",
            KerasModel.Read(Sandbox.Fixture("Keras", "stacked_lstm.keras")).Tensors["lstm.weight_hh_l1_reverse"].Place,
            StringComparison.Ordinal
        );
}
