using System.Collections.Frozen;
using System.Collections.Immutable;
using LrpFunctional.Layers.Recurrent;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>What the program that wrote the tensors means where a listed layer says nothing.</summary>
/// <param name="Open">What tensors alone leave open of a layer, for messages.</param>
/// <param name="Epsilon">What normalisations add to the variance.</param>
/// <param name="HardSigmoid">The gates that <c>hard_sigmoid</c> stands for.</param>
/// <param name="Gates">The function of the gates.</param>
/// <param name="OneBiasResets">When the reset gate of a GRU acts that has one bias, and not two or none.</param>
/// <param name="Proposed">What is proposed for a kind of layer beside its module, as it stands in JSON.</param>
internal sealed record LayerConventions(
    string Open,
    double Epsilon,
    HardSigmoid HardSigmoid,
    string Gates,
    string OneBiasResets,
    FrozenDictionary<string, string> Proposed
)
{
    /// <summary>The gates of the logistic function.</summary>
    public const string Logistic = "sigmoid";

    /// <summary>The gates of straight lines.</summary>
    public const string Hard = "hard_sigmoid";

    /// <summary>
    /// The names of all layers in their order, those without tensors too; none where only modules are known.
    /// </summary>
    public ImmutableArray<string> Order { get; init; } = [];

    /// <summary>PyTorch's.</summary>
    public static LayerConventions PyTorch { get; } =
        new(
            "where it stands, names and shapes do not say",
            1e-5,
            new HardSigmoid(1.0 / 6, 0.5),
            Logistic,
            "after",
            new Dictionary<string, string>
            {
                ["conv1d"] = ", \"padding\": 0, \"activation\": \"relu\"",
                [StateNames.Rnn] = ", \"activation\": \"tanh\"",
                [LayerKind.SelfAttention] = ", \"heads\": 1",
            }.ToFrozenDictionary()
        );

    /// <summary>Those of Keras 1 and 2, whose gates were others up to 2.3.</summary>
    /// <param name="gates">The function of the gates.</param>
    /// <param name="order">The names of the layers.</param>
    public static LayerConventions Keras(string gates, ImmutableArray<string> order) =>
        new(
            "what else is done in it, weights alone do not say",
            1e-3,
            new HardSigmoid(0.2, 0.5),
            gates,
            "before",
            new Dictionary<string, string>
            {
                ["conv1d"] = ", \"padding\": \"valid\", \"activation\": \"relu\"",
                ["batch_norm"] = ", \"epsilon\": 0.001",
                ["layer_norm"] = ", \"epsilon\": 0.001",
                [StateNames.Rnn] = ", \"activation\": \"tanh\"",
                [StateNames.Lstm] = $", \"activation\": \"tanh\", \"gates\": \"{gates}\"",
                [StateNames.Gru] = $", \"activation\": \"tanh\", \"gates\": \"{gates}\"",
            }.ToFrozenDictionary()
        )
        {
            Order = order,
        };
}
