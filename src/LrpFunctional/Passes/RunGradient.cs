using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>The gradient that flowed back through a run, by the vectors that the network read.</summary>
internal sealed class RunGradient<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Run<T> _run;
    private readonly Matrix _byScores;
    private readonly ImmutableArray<IGradientBack<T>> _layers;

    private RunGradient(Run<T> run, Matrix byScores, ImmutableArray<IGradientBack<T>> layers)
    {
        _run = run;
        _byScores = byScores;
        _layers = layers;
    }

    /// <summary>∂s/∂x (rows × e).</summary>
    public Matrix ByInputs
    {
        get
        {
            using var atInput = _run.Network.Composition.AtInput<Reaching<T>, IGradientBack<T>>(
                _layers,
                (back, read) => back.ToRead(read),
                Reaching<T>.Together
            );
            return atInput.Arriving.OfRows(_run.Input.Strands, _run.Batch.Packing);
        }
    }

    /// <summary>‖∂s/∂x‖² of each packed row (rows × 1).</summary>
    public Matrix SquaredNorms =>
        Only.Bind(layer => layer.SquaredNorms())
            .IfNone(() =>
            {
                var byInputs = ByInputs;
                return byInputs.Times(byInputs).RowSums();
            });

    /// <summary>∂s/∂x · x of each packed row (rows × 1).</summary>
    public Matrix TimesInputs =>
        Only.Bind(layer => layer.TimesInputs()).IfNone(() => ByInputs.Times(_run.Input.Rows()).RowSums());

    /// <summary>
    /// ∂s/∂W of what is learned of each layer, summed over all rows and lanes: the quick way where each layer has one,
    /// else by the trace.
    /// </summary>
    public ImmutableArray<ImmutableArray<Matrix>> ByWeights =>
        _layers
            .Select(layer => layer.ByWeights())
            .ToSeq()
            .Sequence()
            .Match(quick => [.. quick], () => GradientPass.Back(_run.Trace, _byScores).ByWeights);

    /// <summary>The layer that reads the vectors, where only one does.</summary>
    private Option<IGradientBack<T>> Only =>
        _run.Network.Composition.ReadersOf(Composition.Input) is [var only]
            ? Prelude.Some(_layers[only.Layer])
            : Option<IGradientBack<T>>.None;

    /// <summary>Backpropagation, given the derivatives by the scores (n × C).</summary>
    public static RunGradient<T> Of(Run<T> run, Matrix byScores) =>
        new(
            run,
            byScores,
            run.Network.Composition.Back<Reaching<T>, IGradientBack<T>>(
                new Reaching<T>.Known(new Arriving.AtEach(byScores)),
                (layer, reaching) =>
                {
                    using (reaching)
                        return run.Layers[layer].Gradient(reaching, run.Threads);
                },
                (back, read) => back.ToRead(read),
                Reaching<T>.Together
            )
        );

    public void Dispose()
    {
        foreach (var layer in _layers)
            layer.Dispose();
    }
}
