using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Explanations;

/// <summary>One number per word made of the gradient of each lane's class.</summary>
internal static class GradientWords
{
    /// <summary>‖∂s/∂x‖².</summary>
    public sealed record Squared : IWordMethod
    {
        public Recording Needs => Recording.Gates;

        public Attribution PerWord<T>(Run<T> run, ImmutableArray<int> classes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Of(run, classes, (direction, gradients) => GradientSweep.ByInput(direction.Recorded.Cell, gradients), WordSums.SquaredNorms);
    }

    /// <summary>∂s/∂x · x.</summary>
    public sealed record TimesInput : IWordMethod
    {
        public Recording Needs => Recording.Gates;

        public Attribution PerWord<T>(Run<T> run, ImmutableArray<int> classes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Of(run, classes, (direction, gradients) => GradientSweep.TimesInput(gradients, direction.Inputs.AsSpan(), direction.Projection), WordSums.Of);
    }

    private static Attribution Of<T>(
        Run<T> run,
        ImmutableArray<int> classes,
        Func<DirectionRun<T>, Plane<T>, Plane<T>> ofDirection,
        Func<ImmutableArray<Plane<T>>, ImmutableArray<ImmutableArray<int>>, Matrix> together)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var directions = Workers.Map(run.Directions.Length, run.Threads, at =>
        {
            var direction = run.Directions[at];
            using var arriving = run.Network.Readout.Panels<T>().Gradient(at, classes.AsSpan(), direction.Recorded.Cell);
            using var gradients = GradientSweep.Back(direction.Recorded, run.Batch.Packing.Offsets.AsSpan(), arriving);
            return ofDirection(direction, gradients);
        });
        var words = together(directions, [.. run.Directions.Select(direction => direction.Order)]);
        foreach (var direction in directions) direction.Dispose();
        return new Attribution(words, Option<Matrix>.None);
    }
}
