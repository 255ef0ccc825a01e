using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
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
            AtInput(
                run,
                OutputSlopes.Slopes(outputs, run.Scores),
                gradient => methods.Select(method => method.Of(run, gradient)).ToImmutableArray()
            );
        var found = choices.Select(Found).ToImmutableArray();
        return [.. methods.Select((_, method) => found.Select(ofChoice => ofChoice[method]).ToImmutableArray())];
    }

    /// <summary>‖∂f/∂x‖², as <see cref="Norm.Squared"/> has it, without writing ∂f/∂x down.</summary>
    public sealed record Squared(bool IsKeepingFeatures) : IGradientWords
    {
        public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

        public Attribution Of<T>(Run<T> run, RunGradient<T> gradient)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var features = IsKeepingFeatures ? gradient.ByInputs : Option<Matrix>.None;
            return new Attribution(
                gradient.SquaredNorms,
                Option<Matrix>.None,
                features.Map(byInputs => byInputs.Times(byInputs))
            );
        }
    }

    /// <summary>∂f/∂x · x.</summary>
    public sealed record TimesInput(bool IsKeepingFeatures) : IGradientWords
    {
        public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

        public Attribution Of<T>(Run<T> run, RunGradient<T> gradient)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Matrix Features()
            {
                using var inputs = run.Input.States();
                return gradient.ByInputs.Times(inputs.Freeze(run.Network.InputSize));
            }

            return new Attribution(
                gradient.TimesInputs,
                Option<Matrix>.None,
                IsKeepingFeatures ? Features() : Option<Matrix>.None
            );
        }
    }

    /// <summary>The size of ∂f/∂x.</summary>
    public sealed record Sized(Norm Norm, bool IsKeepingFeatures) : IGradientWords
    {
        public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

        public Attribution Of<T>(Run<T> run, RunGradient<T> gradient)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var byInputs = gradient.ByInputs;
            return new Attribution(
                Norm.OfWords(byInputs),
                Option<Matrix>.None,
                IsKeepingFeatures ? Norm.OfFeatures(byInputs) : Option<Matrix>.None
            );
        }
    }

    /// <summary>
    /// ∂f/∂x of each packed row, in the order of the words (rows × e), given ∂f/∂s of each lane (n × C).
    /// </summary>
    public static Matrix OfInputs<T>(Run<T> run, Matrix byScores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AtInput(run, byScores, gradient => gradient.ByInputs);

    private static TResult AtInput<T, TResult>(Run<T> run, Matrix byScores, Func<RunGradient<T>, TResult> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var gradient = RunGradient<T>.Of(run, byScores);
        return of(gradient);
    }
}
