using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Networks;

namespace LrpFunctional.Formats.Models;

/// <summary>What a model's file says.</summary>
/// <param name="Config">How the network works, as the file or config.json has it.</param>
/// <param name="Tensors">The tensors under their names in <see cref="StateNames"/>.</param>
internal sealed record ModelParts(ModelConfig Config, ImmutableDictionary<string, Tensor> Tensors)
{
    /// <summary>The network, where it is more than tensors under such names can say; its tensors then have the names of
    /// the file.</summary>
    public Option<NetworkWeights> Composition { get; init; }

    /// <summary>Whether it reads words, by their vectors.</summary>
    public bool ReadsWords =>
        Composition.Match(
            network => network.Embedding.Values.Rows > 0,
            () => Tensors.ContainsKey(StateNames.Embedding)
        );

    /// <summary>The words that the file itself has, as TextVectorization of Keras lists them.</summary>
    public Option<ImmutableArray<string>> Words { get; init; }

    /// <summary>What the graph wants of its caller and gives, where the file holds one.</summary>
    public Option<GraphSignature> Graph { get; init; }

    /// <summary>What a reader should know of how the file was read.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
