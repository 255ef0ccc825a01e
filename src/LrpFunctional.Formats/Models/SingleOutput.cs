using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models;

/// <summary>A network with one output: a regression, or a binary classifier, which is read as two classes.</summary>
internal static class SingleOutput
{
    private const string Task = "task is";

    /// <summary>
    /// Whether the outputs are one that decides between two classes; a setting that contradicts another, or the
    /// network, is a fault.
    /// </summary>
    /// <param name="output">The weights of the outputs.</param>
    /// <param name="config">What is said of them.</param>
    public static Validation<Fault, bool> IsBinary(DenseWeights output, ModelConfig config)
    {
        var (place, outputs) = (output.Weights.Name, output.Weights.Values.Rows);
        if (outputs != 1)
        {
            return config.Task.Match<Validation<Fault, bool>>(
                task => new Fault(
                    place,
                    $"{Task} \"{ModelConfig.NameOf(task)}\", which is said of one output, and this network "
                        + $"has {outputs}",
                    "leave it out"
                ),
                () => false
            );
        }

        var odd = output.Bias.Filter(bias => bias.Values.Span.Length != 1);
        if (odd.Case is Weight bias)
            return new Fault(
                bias.Name,
                $"there are {bias.Values.Span.Length} numbers, where one output has one",
                "take both from the same model"
            );

        var (names, end) = (config.Classes.Length, config.Architecture.Probabilities);
        if (end == Probabilities.Softmax)
            return new Fault(
                place,
                "there is one output, and a softmax of one is always 1",
                "end the network with a sigmoid, or say \"probabilities\": \"none\""
            );
        return config.Task.IfNone(() =>
            end == Probabilities.Sigmoid || names == 2 ? NetworkTask.Binary : NetworkTask.Regression
        ) switch
        {
            NetworkTask.Binary when names is not (0 or 2) => new Fault(
                place,
                $"its one output decides between two classes, but {names} {(names == 1 ? "is" : "are")} named",
                "name both, that of the negative scores first, or say \"task\": \"regression\""
            ),
            NetworkTask.Regression when names == 2 => new Fault(
                place,
                $"{Task} \"{ModelConfig.NameOf(NetworkTask.Regression)}\", but two classes are named",
                "name the one output, or none, or say \"task\": \"binary\""
            ),
            var task => task == NetworkTask.Binary,
        };
    }

    /// <summary>The output s = w x + b as the scores of two classes: −s, with the rows −w and −b, and s.</summary>
    public static DenseWeights OfTwoClasses(DenseWeights output) =>
        output with
        {
            Weights = Doubled(output.Weights, rows: 2),
            Bias = output.Bias.Map(bias => Doubled(bias, rows: 1)),
        };

    private static Weight Doubled(Weight weight, int rows)
    {
        var values = weight.Values.Span.ToArray();
        return weight with
        {
            Values = Matrix.Of(rows, 2 * values.Length / rows, [.. values.Select(value => -value), .. values]),
        };
    }
}
