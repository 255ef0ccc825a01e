using System.CommandLine;
using LanguageExt;
using LrpFunctional.Cli.Commands;

namespace LrpFunctional.Web.Serving;

/// <summary>How much a server takes.</summary>
/// <param name="Text">Characters of all the texts of a request.</param>
/// <param name="Words">Words, or steps, of all the texts of a request.</param>
/// <param name="Seconds">Seconds until a request is given up.</param>
internal sealed record Limits(int Text, int Words, int Seconds)
{
    // A character may be written as \u1f44, a number with 24 digits and signs.
    private const int BytesOfCharacter = 6;
    private const int BytesOfNumber = 26;
    private const int BytesOfRest = 64 * 1024;

    /// <summary>What the options say, or every fault in it.</summary>
    public static Validation<Fault, Limits> Read(ParseResult parsed, RequestLimitOptions options) =>
        (
            Whole(parsed, options.MaxText, 1, 100_000_000),
            Whole(parsed, options.MaxWords, 1, 10_000_000),
            Whole(parsed, options.MaxSeconds, 1, 86_400)
        ).Apply((text, words, seconds) => new Limits(text, words, seconds));

    /// <summary>A whole number of an option, if it is one of these.</summary>
    public static Validation<Fault, int> Whole(
        ParseResult parsed,
        System.CommandLine.Option<int> option,
        int least,
        int most
    ) =>
        NumberRange
            .Whole(least, most, "leave it out for the usual one")
            .Check(option.Name, parsed.GetValue(option))
            .Map(number => (int)number);

    /// <summary>The largest body that can be within the limits, for steps of so many numbers.</summary>
    public long Body(int numbersOfStep) =>
        BytesOfRest + Math.Max((long)BytesOfCharacter * Text, (long)BytesOfNumber * numbersOfStep * Words);
}
