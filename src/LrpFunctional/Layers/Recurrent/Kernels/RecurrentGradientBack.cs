using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>∂s/∂z of each cell of a layer, and what follows from it for what the layer read.</summary>
internal sealed class RecurrentGradientBack<T> : IGradientBack<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RecurrentRun<T> _run;
    private readonly ImmutableArray<PooledMatrix<T>> _gradients;
    private readonly int _threads;
    private readonly Lazy<ImmutableArray<PooledMatrix<T>>> _byInputs;

    /// <summary>What each cell sent back.</summary>
    /// <param name="run">What its cells did.</param>
    /// <param name="gradients">∂s/∂z of each; given back with the rest.</param>
    /// <param name="threads">With more than one, directions are worked on at the same time.</param>
    public RecurrentGradientBack(RecurrentRun<T> run, ImmutableArray<PooledMatrix<T>> gradients, int threads)
    {
        _run = run;
        _gradients = gradients;
        _threads = threads;
        _byInputs = new(() =>
            Workers.Map(
                gradients.Length,
                threads,
                at => PreparedCell<T>.ByInput(gradients[at], run.Directions[at].Cell.InputBack)
            )
        );
    }

    private ImmutableArray<ImmutableArray<int>> Orders => [.. _run.Directions.Select(direction => direction.Order)];

    public Reaching<T> ToRead(int read) =>
        new Reaching<T>.States(
            DirectionMerge.Sum(_byInputs.Value, _run.Layer.InputSize, Orders),
            _run.Layer.InputSize,
            Option<Matrix>.None
        );

    public Option<Matrix> SquaredNorms() => WordSums.SquaredNorms(_byInputs.Value, Orders);

    /// <summary>dz · (Wx x), without a product by Wx.</summary>
    public Option<Matrix> TimesInputs()
    {
        ImmutableArray<PooledMatrix<T>> dots =
        [
            .. _run.Directions.Zip(
                _gradients,
                (direction, dz) => WordSums.Dots(dz, direction.Inputs.AsSpan(), direction.Projection)
            ),
        ];
        var words = WordSums.Of(dots, Orders);
        foreach (var part in dots)
            part.Dispose();
        return words;
    }

    public Option<ImmutableArray<Matrix>> ByWeights()
    {
        using var read = _run.Vectors?.Lent ?? _run.Read.States();
        return Workers
            .Map(
                _gradients.Length,
                _threads,
                at =>
                    _run.Directions[at]
                        .Cell.ByWeights(_run.Directions[at], read, _run.Packing.Offsets.AsSpan(), _gradients[at])
            )
            .ToSeq()
            .Sequence()
            .Map(cells => cells.SelectMany(cell => cell.Matrices).ToImmutableArray());
    }

    public void Dispose()
    {
        foreach (var part in _gradients)
            part.Dispose();
        if (!_byInputs.IsValueCreated)
            return;
        foreach (var part in _byInputs.Value)
            part.Dispose();
    }
}
