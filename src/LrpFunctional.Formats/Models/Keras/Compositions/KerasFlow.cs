using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>What a layer of the file made.</summary>
/// <param name="Source">The number of the layer of the composition, or that of the word vectors.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="End">The activation upon it that may only stand at the end: softmax.</param>
/// <param name="Image">How the image lies that each of its steps is, where that is known.</param>
internal sealed record KerasFlow(int Source, FlowShape Shape, Option<string> End, Option<ImageShape> Image = default)
{
    /// <summary>Whether no mask lies on its steps, since it is made of vectors.</summary>
    public bool IsUnmasked { get; init; }

    /// <summary>Whether it is what σ or a softmax made: in a product it is the gate.</summary>
    public bool IsGate { get; init; }
}
