using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>
/// A vector of all steps as PyTorch flattens what is numbers × steps: all steps of the first number, then of the next. We
/// have all numbers of the first step first; the linear layer that reads it has its columns put in that order.
/// </summary>
/// <param name="Steps">How many steps there are.</param>
/// <param name="Units">How many numbers each has.</param>
internal sealed record TurnedSteps(int Steps, int Units)
{
    /// <summary>What config.json calls it.</summary>
    public const string Word = "channels_first";

    /// <summary>Whether a layer flattens so.</summary>
    public static bool IsAsked(LayerSetting setting) => setting.Kind.Name == LayerKind.Flatten && setting.Said == Word;

    /// <summary>That of a flow of a known number of steps.</summary>
    public static TurnedSteps Of(FlowShape flow) => new(flow.Steps.IfNone(1), flow.Units);

    /// <summary>The layers of a setting that reads such a vector, if it does.</summary>
    /// <exception cref="FaultException">It is of a kind that goes by the order of numbers, and not linear.</exception>
    public static ImmutableArray<ILayerWeights> Of(
        LayerSetting setting,
        TurnedSteps? turned,
        ImmutableArray<ILayerWeights> layers
    ) =>
        (turned, setting.Kind.Name, layers) switch
        {
            (null, _, _) or (_, "activation", _) => layers,
            (_, "linear", [DenseWeights dense]) => [turned.InOrder(setting, dense)],
            _ => throw setting.Fault(
                $"it reads what was flattened {Word}",
                "put a linear layer there, or activations and then one"
            ),
        };

    private DenseWeights InOrder(LayerSetting setting, DenseWeights dense) =>
        dense.Weights.Values.Columns == Steps * Units
            ? dense with
            {
                Weights = dense.Weights with
                {
                    Values = MatrixRows.GatherColumns(
                        dense.Weights.Values,
                        [.. Enumerable.Range(0, Steps * Units).Select(at => (at % Units * Steps) + (at / Units))]
                    ),
                },
            }
            : throw setting.Fault(
                $"its weights have {dense.Weights.Values.Columns} columns, where {Steps} steps of {Units} numbers are read",
                "say how many steps a sequence has"
            );
}
