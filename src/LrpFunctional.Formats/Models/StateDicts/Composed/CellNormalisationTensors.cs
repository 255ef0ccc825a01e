using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Layers.Recurrent;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>The layer normalisations of an LSTM cell, by the names of PyTorch's benchmark of custom LSTMs.</summary>
internal static class CellNormalisationTensors
{
    private const string Input = "layernorm_i";
    private const string Recurrent = "layernorm_h";
    private const string Cell = "layernorm_c";

    /// <summary>The modules below that of the cell.</summary>
    public static ImmutableArray<string> Parts { get; } = [Input, Recurrent, Cell];

    /// <summary>All three, or none where there is not one of them.</summary>
    /// <exception cref="FaultException">Some of them are missing, or epsilon is said where there are none.</exception>
    public static Option<CellNormalisations> Of(SaidLayer layer, StateModule module)
    {
        string Name(string part) => $"{module.Name}.{part}";
        if (Parts.Any(part => layer.Tensors.Modules.ContainsKey(Name(part))))
            return new CellNormalisations(Weights(Name(Input)), Weights(Name(Recurrent)), Weights(Name(Cell)));
        return layer.Setting.Settings.ContainsKey("epsilon")
            ? throw layer.Setting.Fault(
                $"epsilon is said, where {module.Name} has no {string.Join(", ", Parts)}",
                "leave it out, or name the module of a layer-normalised cell"
            )
            : Option<CellNormalisations>.None;

        LayerNormalisationWeights Weights(string name)
        {
            var part = layer.Tensors.Module(layer.Setting, name);
            return new LayerNormalisationWeights(
                layer.Tensors.Weight(part, StateModule.Weight, 1),
                layer.Tensors.Maybe(part, StateModule.Bias),
                layer.Setting.Number("epsilon", layer.Tensors.Conventions.Epsilon)
            );
        }
    }
}
