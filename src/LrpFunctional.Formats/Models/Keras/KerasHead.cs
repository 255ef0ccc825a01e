using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The dense layers at the end of a model, and what is done to their sums.</summary>
/// <param name="Layers">The dense layers, the output last.</param>
/// <param name="Activations">The activation behind each but the last.</param>
/// <param name="End">What is done to the scores.</param>
internal sealed record KerasHead(
    ImmutableArray<KerasLayer> Layers,
    ImmutableArray<Activation> Activations,
    Probabilities End
)
{
    private const string Linear = "linear";

    /// <summary>The head that these layers make, an activation belonging to the dense layer before it.</summary>
    public static KerasHead Of(KerasConfig model, ImmutableArray<KerasLayer> layers)
    {
        var dense = layers.Aggregate(
            ImmutableArray<(KerasLayer Layer, string Activation)>.Empty,
            (made, layer) =>
                layer.Class == KerasClass.Dense ? made.Add((layer, layer.Config.MaybeText("activation").IfNone(Linear)))
                : Name(layer) is Linear ? made
                : made is [.., (var last, Linear)] ? made.SetItem(made.Length - 1, (last, Name(layer)))
                : throw layer.Config.Fault($"it applies {Name(layer)} where there are no sums of a Dense layer")
        );
        if (dense.IsEmpty)
            throw model.Fault("it has no Dense layer at its end");
        return new KerasHead(
            [.. dense.Select(made => made.Layer)],
            [
                .. dense
                    .SkipLast(1)
                    .Select(made =>
                        made.Activation switch
                        {
                            Linear => LrpFunctional.Layers.Pointwise.Activation.None,
                            "tanh" => LrpFunctional.Layers.Pointwise.Activation.Tanh,
                            "relu" => LrpFunctional.Layers.Pointwise.Activation.Relu,
                            var other => throw made.Layer.Config.Fault(
                                $"its activation is {other}, where linear, tanh or relu is expected below the "
                                    + "last layer"
                            ),
                        }
                    ),
            ],
            dense[^1].Activation switch
            {
                Linear => Probabilities.None,
                "softmax" => Probabilities.Softmax,
                "sigmoid" => Probabilities.Sigmoid,
                var other => throw dense[^1]
                    .Layer.Config.Fault(
                        $"its activation is {other}, where linear, softmax or sigmoid is expected at the end"
                    ),
            }
        );
    }

    private static string Name(KerasLayer layer) =>
        layer.Class switch
        {
            KerasClass.Softmax => "softmax",
            KerasClass.Relu => "relu",
            _ => layer.Config.Text("activation"),
        };
}
