using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;

namespace LrpFunctional.Training.Learning;

/// <summary>
/// Entries of each Wh that a step leaves out, the same at each step of its sequences (Merity, Keskar and Socher 2018).
/// </summary>
/// <param name="Rate">The part that is left out.</param>
/// <param name="Key">Where the random numbers come from.</param>
internal sealed record Thinning(double Rate, ulong Key)
{
    /// <summary>A matrix of a layer, or its gradient, with what is left out at zero and the rest made up for it.</summary>
    public Matrix Of(ILayerWeights weights, int layer, int at, Matrix values) =>
        Rate > 0 && weights is RecurrentWeights && at % CellGradient.Count == CellGradient.RecurrentPlace
            ? values.Times(RandomNumbers.Kept(Keys.Of(Key, layer, at), Rate, values.Rows, values.Columns))
            : values;
}
