using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Tensors;

/// <summary>Tensors under names, from whatever kind of file.</summary>
/// <param name="Tensors">The tensors, in the order of the file.</param>
internal sealed record StateDict(ImmutableArray<StateTensor> Tensors)
{
    /// <summary>What a reader should know of where they were found.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The tensors as weights, or a fault for each that is none.</summary>
    public Validation<Fault, ImmutableArray<(string Name, Tensor Tensor)>> Weights() =>
        Validations.All(
            Tensors.Select(tensor => Edge.Read(tensor.Place, () => (tensor.Name, Tensor: tensor.Weights())))
        );
}
