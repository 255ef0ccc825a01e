using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>A token that is found in the text before it is split.</summary>
/// <param name="Word">The token.</param>
/// <param name="Id">Its id.</param>
/// <param name="Runes">Its characters.</param>
/// <param name="IsNormalized">Whether it is looked for in the normalized text.</param>
/// <param name="TakesLeft">Whether blanks before it are part of it.</param>
/// <param name="TakesRight">Whether blanks behind it are part of it.</param>
internal sealed record AddedToken(
    string Word,
    int Id,
    ImmutableArray<Rune> Runes,
    bool IsNormalized,
    bool TakesLeft,
    bool TakesRight
);

/// <summary>The tokens under <c>added_tokens</c>.</summary>
internal static class AddedTokens
{
    /// <summary>One of them.</summary>
    public static AddedToken Of(Setting token, Normalizer normalizer)
    {
        token.Only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        if (token.Truth("single_word", false))
            throw token.NotDone("single_word");
        var content = token.Text("content");
        if (content.Length == 0)
            throw token.NotDone("content");
        var isNormalized = token.Truth("normalized", !token.Truth("special", false));
        var signs = isNormalized ? normalizer(Sign.Of(content)) : Sign.Of(content);
        return new AddedToken(
            content,
            token.Number("id"),
            [.. signs.Select(sign => sign.Rune)],
            isNormalized,
            token.Truth("lstrip", false),
            token.Truth("rstrip", false)
        );
    }

    /// <summary>Finds the tokens, from the left, the longest first; what stands between comes with none.</summary>
    public static Func<ImmutableArray<Sign>, IEnumerable<(ImmutableArray<Sign> Signs, AddedToken? Token)>> Finder(
        IEnumerable<AddedToken> tokens
    )
    {
        var byFirst = tokens
            .Where(token => !token.Runes.IsEmpty)
            .GroupBy(token => token.Runes[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Runes.Length).ToArray());
        return text => Found(text, byFirst);
    }

    private static IEnumerable<(ImmutableArray<Sign> Signs, AddedToken? Token)> Found(
        ImmutableArray<Sign> text,
        Dictionary<Rune, AddedToken[]> byFirst
    )
    {
        var done = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (
                !byFirst.TryGetValue(text[at].Rune, out var candidates)
                || candidates.FirstOrDefault(token => IsAt(text, at, token)) is not { } token
            )
                continue;
            var (first, end) = (at, at + token.Runes.Length);
            while (token.TakesLeft && first > done && text[first - 1].IsBlank)
                first--;
            while (token.TakesRight && end < text.Length && text[end].IsBlank)
                end++;
            if (first > done)
                yield return (text[done..first], null);
            yield return (text[first..end], token);
            done = end;
            at = end - 1;
        }

        if (done < text.Length)
            yield return (text[done..], null);
    }

    private static bool IsAt(ImmutableArray<Sign> text, int at, AddedToken token)
    {
        if (at + token.Runes.Length > text.Length)
            return false;
        for (var next = 0; next < token.Runes.Length; next++)
            if (text[at + next].Rune != token.Runes[next])
                return false;
        return true;
    }
}
