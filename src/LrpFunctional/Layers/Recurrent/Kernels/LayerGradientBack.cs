using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>∂s/∂z of each cell of a layer, and what follows from it for what the layer read.</summary>
internal sealed record LayerGradientBack<T>(
    int InputSize,
    ImmutableArray<DirectionRun<T>> Directions,
    ImmutableArray<PooledMatrix<T>> Gradients,
    int Threads
) : IGradientBack<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private ImmutableArray<ImmutableArray<int>> Orders => [.. Directions.Select(direction => direction.Order)];

    public PooledMatrix<T> ByInputs() => OfParts(parts => DirectionMerge.Sum(parts, InputSize, Orders));

    public Matrix SquaredNorms() => OfParts(parts => WordSums.SquaredNorms(parts, Orders));

    /// <summary>dz · (Wx x), without a product by Wx.</summary>
    public Matrix TimesInputs()
    {
        ImmutableArray<PooledMatrix<T>> dots =
        [
            .. Directions.Zip(
                Gradients,
                (direction, dz) => WordSums.Dots(dz, direction.Inputs.AsSpan(), direction.Projection)
            ),
        ];
        var words = WordSums.Of(dots, Orders);
        foreach (var part in dots)
            part.Dispose();
        return words;
    }

    public void Dispose()
    {
        foreach (var part in Gradients)
            part.Dispose();
    }

    private TResult OfParts<TResult>(Func<ImmutableArray<PooledMatrix<T>>, TResult> of)
    {
        var parts = Workers.Map(
            Gradients.Length,
            Threads,
            at => PreparedCell<T>.ByInput(Gradients[at], Directions[at].Cell.InputBack)
        );
        var result = of(parts);
        foreach (var part in parts)
            part.Dispose();
        return result;
    }
}
