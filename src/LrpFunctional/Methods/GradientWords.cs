using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>Numbers made of the gradient of each lane's output.</summary>
internal static class GradientWords
{
    /// <summary>
    /// What several methods find, for each method and each choice of outputs; the way back is gone once for all of
    /// them.
    /// </summary>
    public static ImmutableArray<ImmutableArray<Attribution>> Together<T>(
        Run<T> run,
        ImmutableArray<ImmutableArray<Output>> choices,
        ImmutableArray<IGradientWords> methods,
        Detail detail
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (methods.IsEmpty)
            return [];
        ImmutableArray<Attribution> Found(ImmutableArray<Output> outputs) =>
            AtInput(
                run,
                OutputSlopes.Slopes(outputs, run.Scores),
                gradient => methods.Select(method => method.Of(run, gradient, detail)).ToImmutableArray()
            );
        var found = choices.Select(Found).ToImmutableArray();
        return [.. methods.Select((_, method) => found.Select(ofChoice => ofChoice[method]).ToImmutableArray())];
    }

    /// <summary>‖∂f/∂x‖², as <see cref="Norm.Squared"/> has it, for words without writing ∂f/∂x down.</summary>
    public sealed record Squared : IGradientWords
    {
        public Attribution Of<T>(Run<T> run, RunGradient<T> gradient, Detail detail)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            new Attribution(gradient.SquaredNorms, Option<Matrix>.None).With(
                detail,
                () => Norm.Squared.OfFeatures(gradient.ByInputs)
            );
    }

    /// <summary>∂f/∂x · x.</summary>
    public sealed record TimesInput : IGradientWords
    {
        public Attribution Of<T>(Run<T> run, RunGradient<T> gradient, Detail detail)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Matrix Features()
            {
                using var inputs = run.Input.States();
                return gradient.ByInputs.Times(inputs.Freeze(run.Network.InputSize));
            }

            return new Attribution(gradient.TimesInputs, Option<Matrix>.None).With(detail, Features);
        }
    }

    /// <summary>The size of ∂f/∂x.</summary>
    public sealed record Sized(Norm Norm) : IGradientWords
    {
        public Attribution Of<T>(Run<T> run, RunGradient<T> gradient, Detail detail)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var byInputs = gradient.ByInputs;
            return new Attribution(Norm.OfWords(byInputs), Option<Matrix>.None).With(
                detail,
                () => Norm.OfFeatures(byInputs)
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
