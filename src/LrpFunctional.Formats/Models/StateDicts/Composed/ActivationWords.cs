using System.Collections.Frozen;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>What activations are called, as PyTorch calls them; a number is what is usual there.</summary>
internal static class ActivationWords
{
    private static readonly FrozenDictionary<string, Activation> Words = new Dictionary<string, Activation>
    {
        ["none"] = Activation.None,
        ["tanh"] = Activation.Tanh,
        ["relu"] = Activation.Relu,
        ["sigmoid"] = Activation.Sigmoid,
        ["hard_sigmoid"] = Activation.HardSigmoid(1.0 / 6, 0.5),
        ["leaky_relu"] = Activation.LeakyRelu(0.01),
        ["elu"] = Activation.Elu(1),
        ["selu"] = Activation.Selu,
        ["gelu"] = Activation.Gelu,
        ["gelu_tanh"] = Activation.GeluTanh,
        ["silu"] = Activation.Silu,
        ["softplus"] = Activation.Softplus,
        ["softsign"] = Activation.Softsign,
        ["exponential"] = Activation.Exponential,
    }.ToFrozenDictionary();

    /// <summary>The activation of this name, with the slope that is said.</summary>
    /// <exception cref="FaultException">There is none, or it has no slope.</exception>
    public static Activation Of(LayerSetting setting, string name)
    {
        var activation = Words.TryGetValue(name, out var found)
            ? found
            : throw setting.Fault(
                $"the activation is \"{name}\"",
                $"choose one of {string.Join(", ", Words.Keys.Order(StringComparer.Ordinal))}"
            );
        return !setting.Settings.ContainsKey("slope") ? activation
            : name == "leaky_relu" ? Activation.LeakyRelu(setting.Number("slope", 0))
            : throw setting.Fault($"{name} has no slope", "leave it out");
    }
}
