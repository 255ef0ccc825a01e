using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Cli;

/// <summary>What the outputs of a stored model are called.</summary>
internal static class ModelNaming
{
    /// <summary>What the classes of a model are called, and how its probabilities are made.</summary>
    public static Naming Of(StoredModel model) =>
        Naming.Of(
            model.Network.Classes,
            model.Network.Classes.Length == 1 ? Option<Quantity>.None : ProbabilityOf(model)
        );

    /// <summary>What of its scores a probability is, where there are classes.</summary>
    public static Quantity ProbabilityOf(StoredModel model) =>
        model.IsBinary || model.Config.Architecture.Probabilities == Probabilities.Sigmoid
            ? Quantity.OwnProbability
            : Quantity.Probability;
}
