using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Training.Recipes;

/// <summary>What a recipe's model may say: nothing of a network that is trained as another than it is read.</summary>
internal static class ModelSettings
{
    /// <summary>The configuration, or each setting in it that no network of a recipe has.</summary>
    /// <param name="place">Where it stands, for messages.</param>
    /// <param name="config">The configuration.</param>
    public static Validation<Fault, ModelConfig> Fit(string place, ModelConfig config)
    {
        var architecture = config.Architecture;
        ImmutableArray<(string Name, bool IsSaid)> settings =
        [
            ("gate_order", architecture.GateOrder.IsSome),
            ("hard_sigmoid", architecture.Gates.IsSome),
            ("gru", architecture.ResetsBefore),
            ("attention", !architecture.Attention.IsEmpty),
            ("dense", !architecture.Dense.IsEmpty),
            ("one_bias", architecture.HasOneBias),
            ("mask", architecture.Mask.IsSome),
            ("task \"binary\"", config.Task.Exists(task => task == NetworkTask.Binary)),
            ("names", !config.Names.IsEmpty),
            ("padding", config.Padding.IsSome),
            ("layers", !config.Layers.IsEmpty),
        ];
        var faults = settings
            .Where(setting => setting.IsSaid)
            .Select(setting => new Fault(
                place,
                $"{setting.Name} is said, as of no network that a recipe makes",
                "leave it out: what the recipe says beside model describes the network"
            ))
            .ToSeq();
        return faults.IsEmpty ? config : Validation<Fault, ModelConfig>.Fail(faults);
    }
}
