using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>By which method, with which numbers.</summary>
public sealed class MethodOptionsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Numbers_of_methods_are_those_given_and_their_names_say_what_is_not_usual()
    {
        var lines = await ExplainedText.Rows(
            "--method",
            "occlusion",
            "--method",
            "ig",
            "--method",
            "smoothgrad",
            "--method",
            "smoothgrad-gi",
            "--method",
            "saliency",
            "--method",
            "sa",
            "--method",
            "shapley",
            "--method",
            "limsse",
            "--method",
            "deeplift",
            "--norm",
            "max",
            "--window",
            "2",
            "--erasure",
            "removal",
            "--baseline",
            "unknown",
            "--steps",
            "7",
            "--samples",
            "5",
            "--deviation",
            "0.3",
            "--exact",
            "3",
            "--orders",
            "4",
            "--longest",
            "2",
            "--seed",
            "9"
        );
        var network = DefaultModel.Network;
        var sentence = network.Vocabulary.Encode("not", "a", "very", "good", "film", ".").OrThrow();
        Method[] methods =
        [
            Occlusion.With(2, Erasure.Removal),
            IntegratedGradients.With(Baseline.Unknown, 7),
            SmoothGrad.With(new Noise(5, 0.3, 9), Norm.Max),
            SmoothGrad.TimesInputWith(new Noise(5, 0.3, 9)),
            Gradient.SaliencyWith(Norm.Max),
            Gradient.SensitivityWith(Norm.Max),
            Shapley.With(3, 4, 9),
            Limsse.With(5, 2, 9),
            DeepLift.With(Baseline.Unknown),
        ];
        Assert.Equal(
            [
                "occlusion-2-removal",
                "ig-unknown",
                "smoothgrad-max",
                "smoothgrad-gi",
                "saliency-max",
                "sa-max",
                "shapley",
                "limsse",
                "deeplift-unknown",
            ],
            methods.Select(method => method.Name)
        );
        Assert.Equal(
            methods
                .Select(method => method.Explain(network, sentence))
                .SelectMany(explanation => explanation.Relevances.Select(relevance => (explanation.Method, relevance))),
            lines.Select(cells => (cells[^2], ExplainedText.Number(cells)))
        );
    }

    [Fact]
    public async Task All_are_those_that_the_network_and_the_target_support()
    {
        Assert.Equal(
            OfferedMethods.All.Select(method => method.Name),
            (await ExplainedText.Rows("--method", "all", "--samples", "3", "--exact", "0", "--orders", "2"))
                .Select(cells => cells[^2])
                .Distinct()
        );
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            ExplainedText.Text,
            "--method",
            "all",
            "--quantity",
            "probability",
            "--samples",
            "3"
        );
        Assert.Equal(0, result.ExitCode);
        foreach (var name in new[] { "lrp", "cd", "beta", "gamma", "deeplift" })
            Assert.Contains(
                $"lrp: {name} is left out: it does not support this network, target or pooling\n",
                result.StandardError,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task All_methods_are_those_with_features_where_numbers_of_features_are_asked_for()
    {
        string[] numbers =
        [
            "--model",
            DataFiles.NumberModel,
            "--data",
            _sandbox.Write("numbers.jsonl", """{"numbers": [[1, 0, 0, 0, -2], [0, 1, 3, 0, 0]]}"""),
            "--method",
            "all",
            "--samples",
            "2",
            "--steps",
            "2",
        ];
        var features = await LrpCommand.Run(["explain", .. numbers]);
        Assert.Equal(0, features.ExitCode);
        Assert.Contains(
            "lrp: occlusion is left out: it does not support this network, target or pooling\n",
            features.StandardError,
            StringComparison.Ordinal
        );
        var steps = await LrpCommand.Run(["explain", .. numbers, "--pool", "step"]);
        Assert.Equal((0, ""), (steps.ExitCode, steps.StandardError));
    }
}
