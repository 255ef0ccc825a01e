using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What a layer or model is kept under.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="Class">The name of its class.</param>
/// <param name="At">Its place among those of its class in the same model.</param>
/// <param name="Count">How many of its class that model has.</param>
internal sealed record KerasStored(string Name, string Class, int At, int Count)
{
    /// <summary>The path from there to what a model has, where a layer is around the model.</summary>
    public ImmutableArray<string> ToModel => Class == KerasClass.TimeDistributed ? ["layer"] : [];
}
