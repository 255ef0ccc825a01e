using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>One number per word made of the gradient of each lane's output.</summary>
internal static class GradientWords
{
    /// <summary>
    /// What several methods find, for each method and each choice of outputs; the way back is gone once for all of
    /// them.
    /// </summary>
    public static ImmutableArray<ImmutableArray<Attribution>> Together<T>(
        Run<T> run,
        ImmutableArray<ImmutableArray<Output>> choices,
        ImmutableArray<IGradientWords> methods
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (methods.IsEmpty)
            return [];
        ImmutableArray<Attribution> Found(ImmutableArray<Output> outputs) =>
            AtLowest(
                run,
                OutputSlopes.Slopes(outputs, run.Head.Scores),
                gradients => methods.Select(method => method.Of(run, gradients)).ToImmutableArray()
            );
        var found = choices.Select(Found).ToImmutableArray();
        return [.. methods.Select((_, method) => found.Select(ofChoice => ofChoice[method]).ToImmutableArray())];
    }

    /// <summary>‖∂f/∂x‖², as <see cref="Norm.Squared"/> has it, without writing ∂f/∂x down.</summary>
    public sealed record Squared(bool IsKeepingFeatures) : IGradientWords
    {
        public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

        public Attribution Of<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> gradients)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var byInputs = ByInputs(run, gradients);
            var words = WordSums.SquaredNorms(byInputs, run.Layers[0].Orders);
            var features = IsKeepingFeatures ? Sum(run, byInputs) : Option<Matrix>.None;
            foreach (var part in byInputs)
                part.Dispose();
            return new Attribution(words, Option<Matrix>.None, features.Map(gradient => gradient.Times(gradient)));
        }
    }

    /// <summary>∂f/∂x · x.</summary>
    public sealed record TimesInput(bool IsKeepingFeatures) : IGradientWords
    {
        public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

        public Attribution Of<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> gradients)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (directions, orders) = (run.Layers[0].Directions, run.Layers[0].Orders);
            ImmutableArray<PooledMatrix<T>> dots =
            [
                .. directions.Zip(
                    gradients,
                    (direction, dz) => WordSums.Dots(dz, direction.Inputs.AsSpan(), direction.Projection)
                ),
            ];
            var words = WordSums.Of(dots, orders);
            foreach (var part in dots)
                part.Dispose();
            return new Attribution(
                words,
                Option<Matrix>.None,
                IsKeepingFeatures ? Features(run, gradients) : Option<Matrix>.None
            );
        }

        private static Matrix Features<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> gradients)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var inputs = IncomingAtLayer.Inputs(run);
            return OfInputs(run, gradients).Times(inputs.Freeze(run.Network.InputSize));
        }
    }

    /// <summary>The size of ∂f/∂x.</summary>
    public sealed record Sized(Norm Norm, bool IsKeepingFeatures) : IGradientWords
    {
        public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

        public Attribution Of<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> gradients)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var gradient = OfInputs(run, gradients);
            return new Attribution(
                Norm.OfWords(gradient),
                Option<Matrix>.None,
                IsKeepingFeatures ? Norm.OfFeatures(gradient) : Option<Matrix>.None
            );
        }
    }

    /// <summary>
    /// ∂f/∂x of each packed row, in the order of the words (rows × e), given ∂f/∂s of each lane (n × C).
    /// </summary>
    public static Matrix OfInputs<T>(Run<T> run, Matrix byScores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtLowest(run, byScores, gradients => OfInputs(run, gradients));

    private static Matrix OfInputs<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var byInputs = ByInputs(run, gradients);
        var sum = Sum(run, byInputs);
        foreach (var part in byInputs)
            part.Dispose();
        return sum;
    }

    private static ImmutableArray<PooledMatrix<T>> ByInputs<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Workers.Map(
            gradients.Length,
            run.Threads,
            at => PreparedCell<T>.ByInput(gradients[at], run.Layers[0].Directions[at].Cell.InputBack)
        );

    private static Matrix Sum<T>(Run<T> run, ImmutableArray<PooledMatrix<T>> byInputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var sum = DirectionMerge.Sum(byInputs, run.Network.InputSize, run.Layers[0].Orders);
        return sum.Freeze(run.Network.InputSize);
    }

    /// <summary>What is made of ∂f/∂z of each cell of the lowest layer.</summary>
    private static TResult AtLowest<T, TResult>(
        Run<T> run,
        Matrix byScores,
        Func<ImmutableArray<PooledMatrix<T>>, TResult> of
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Below(
            run,
            run.Layers.Length - 1,
            IncomingAtLayer.FromHead(run, HeadGradient.Of(run.Head, byScores).Arrivals(run.Head)),
            of
        );

    private static TResult Below<T, TResult>(
        Run<T> run,
        int at,
        ImmutableArray<Incoming<T>> arriving,
        Func<ImmutableArray<PooledMatrix<T>>, TResult> of
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layer = run.Layers[at];
        var gradients = Workers.Map(
            layer.Directions.Length,
            run.Threads,
            cell =>
            {
                using var fromAbove = arriving[cell];
                var direction = layer.Directions[cell];
                return direction.Cell.Gradient(direction.Recorded, run.Batch.Packing.Offsets.AsSpan(), fromAbove);
            }
        );
        var result = at == 0 ? of(gradients) : Below(run, at - 1, ToStates(run, at, gradients), of);
        foreach (var part in gradients)
            part.Dispose();
        return result;
    }

    private static ImmutableArray<Incoming<T>> ToStates<T>(
        Run<T> run,
        int at,
        ImmutableArray<PooledMatrix<T>> gradients
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layer = run.Layers[at];
        var parts = Workers.Map(
            gradients.Length,
            run.Threads,
            cell => PreparedCell<T>.ByInput(gradients[cell], layer.Directions[cell].Cell.InputBack)
        );
        using var sum = DirectionMerge.Sum(parts, layer.Directions[0].Cell.InputSize, layer.Orders);
        foreach (var part in parts)
            part.Dispose();
        return IncomingAtLayer.FromAbove(run, at - 1, sum);
    }
}
