using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Sequences;
using LrpFunctional.Web.Serving;

namespace LrpFunctional.Web.Api;

/// <summary>
/// What methods cost that read a text of T words T times and more: T² readings of a word, times a factor that was
/// measured. A batch that is at work cannot be ended, so too much is refused before it begins.
/// </summary>
internal static class Effort
{
    private const int ReadingsOfWord = 100;

    private static readonly ImmutableDictionary<string, int> Factors = new Dictionary<string, int>
    {
        ["occlusion"] = 1,
        ["occlusion-3"] = 1,
        ["occlusion-7"] = 1,
        ["cd"] = 30,
        ["shapley"] = 40,
    }.ToImmutableDictionary();

    /// <summary>Whether a recipe has such a method.</summary>
    public static bool IsLarge(Recipe recipe) => recipe.Methods.Any(method => Factors.ContainsKey(method.Name));

    /// <summary>That it is more than a request may cost, if it is.</summary>
    public static Option<Fault> TooMuch(Recipe recipe, ImmutableArray<Sentence> sentences, Limits limits)
    {
        var readings = recipe.Methods.Sum(method =>
            Factors.GetValueOrDefault(method.Name)
            * sentences.Sum(sentence => (double)sentence.Length * sentence.Length)
        );
        var most = (double)ReadingsOfWord * limits.Words;
        return readings > most
            ? new Fault(
                "methods",
                $"{string.Join(", ", recipe.Methods.Select(method => method.Name).Where(Factors.ContainsKey))} would "
                    + $"read {readings:N0} words, where at most {most:N0} are read for a request",
                "send shorter texts, choose another method, or start the server with a larger --max-words"
            )
            : Option<Fault>.None;
    }
}
