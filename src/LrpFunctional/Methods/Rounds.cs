using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Methods;

/// <summary>
/// How many samples are drawn: a number of them at once, or in rounds twice as many each time, until no word of the
/// sentence has a standard error above the one sought. What n samples find is the same in whatever rounds they come.
/// </summary>
/// <param name="First">How many the first round has.</param>
/// <param name="Most">How many there are at most.</param>
/// <param name="Sought">The largest standard error, in the unit of the words' numbers.</param>
internal sealed record Rounds(int First, int Most, Option<double> Sought)
{
    /// <summary>In rounds, the most are so many times the usual number, unless another number is given.</summary>
    public const int MostTimes = 100;

    /// <summary>So many.</summary>
    public static Rounds Of(int samples) => new(samples, samples, Option<double>.None);

    /// <summary>As many as are usual, then twice as many, up to the most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The standard error is negative or no number.</exception>
    public static Rounds Until(double error, int usual, int most) =>
        new(Math.Min(usual, most), most, Sampled.Errors.Require(nameof(error), error));

    /// <summary>What each output has when its words' standard errors are small enough, or in the end.</summary>
    /// <param name="none">What is known before anything is drawn.</param>
    /// <param name="grown">What is known of so many samples, given what is known of fewer.</param>
    /// <param name="shares">What that gives each output.</param>
    public ImmutableArray<SentenceShare> Draw<T>(
        T none,
        Func<T, int, T> grown,
        Func<T, ImmutableArray<SentenceShare>> shares
    )
    {
        ImmutableArray<SentenceShare> Next(T known, int samples, ImmutableArray<SentenceShare> before)
        {
            var more = grown(known, samples);
            var found = shares(more);
            // An output that needs no more keeps what it has, so that it does not depend on the others.
            ImmutableArray<SentenceShare> kept = before.IsEmpty
                ? found
                : [.. before.Zip(found, (old, fresh) => IsEnough(old) ? old : fresh)];
            return samples == Most || kept.All(IsEnough) ? kept : Next(more, (int)Math.Min(2L * samples, Most), kept);
        }

        return Next(none, First, []);
    }

    /// <summary>How many there are, in words.</summary>
    public string Of(string samples) =>
        Sought.Match(
            error =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"at most {Most} {samples}, until no standard error is above {error}"
                ),
            () => $"{Most} {samples}"
        );

    private static bool IsEnough(SentenceShare share) => share.Sampled.ForAll(sampled => sampled.IsReached);
}
