using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>The patterns of <c>tokenizer.json</c>.</summary>
internal static partial class Patterns
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>A text, or a regular expression that means the same here as there.</summary>
    /// <exception cref="FaultException">It is another, which is refused.</exception>
    public static Pattern Of(Setting setting)
    {
        setting.Only("String", "Regex");
        if (setting.Has("String"))
        {
            var text = setting.Text("String");
            return text.Length == 0 ? throw setting.NotDone("String") : OfText(text);
        }

        var expression = setting.Text("Regex");
        if (Foreign().IsMatch(expression))
            throw setting.NotDone("Regex");
        try
        {
            var regex = new Regex(expression, RegexOptions.CultureInvariant, Longest);
            return text => OfRegex(setting, regex, text);
        }
        catch (ArgumentException)
        {
            throw setting.NotDone("Regex");
        }
    }

    /// <summary>Each character of a kind.</summary>
    public static Pattern OfEach(Func<Sign, bool> isOne) =>
        text => text.Select((sign, at) => (sign, at)).Where(one => isOne(one.sign)).Select(one => (one.at, one.at + 1));

    /// <summary>Each run of characters of a kind.</summary>
    public static Pattern OfRuns(Func<Sign, int> kind) =>
        text =>
        {
            var runs = new List<(int, int)>();
            for (var (first, at) = (0, 0); at < text.Length; first = at)
            {
                while (at < text.Length && kind(text[at]) == kind(text[first]))
                    at++;
                if (kind(text[first]) >= 0)
                    runs.Add((first, at));
            }

            return runs;
        };

    /// <summary>Matches and what stands between them, in order.</summary>
    public static IEnumerable<Part> Parts(ImmutableArray<Sign> text, Pattern pattern)
    {
        var at = 0;
        foreach (var (first, end) in pattern(text))
        {
            if (first > at)
                yield return new Part(text[at..first], IsMatch: false);
            yield return new Part(text[first..end], IsMatch: true);
            at = end;
        }

        if (at < text.Length)
            yield return new Part(text[at..], IsMatch: false);
    }

    private static Pattern OfText(string looked)
    {
        var wanted = Sign.Of(looked);
        return text =>
        {
            var found = new List<(int, int)>();
            for (var at = 0; at + wanted.Length <= text.Length; )
            {
                var from = at;
                if (Enumerable.Range(0, wanted.Length).All(next => text[from + next].Rune == wanted[next].Rune))
                    found.Add((at, at += wanted.Length));
                else
                    at++;
            }

            return found;
        };
    }

    // Places in a string are those of its characters where each has one unit.
    private static IEnumerable<(int First, int End)> OfRegex(Setting setting, Regex regex, ImmutableArray<Sign> text)
    {
        if (text.FirstOrDefault(sign => !sign.Rune.IsBmp) is { Rune.IsBmp: false } beyond)
            throw new FaultException(
                new Fault(
                    setting.Place,
                    $"the text has \"{beyond.Rune}\", which a regular expression here reads as two characters",
                    "leave it out of the text"
                )
            );
        try
        {
            return
            [
                .. regex
                    .Matches(Sign.Text(text.AsSpan()))
                    .Where(match => match.Length > 0)
                    .Select(match => (match.Index, match.Index + match.Length)),
            ];
        }
        catch (RegexMatchTimeoutException)
        {
            throw new FaultException(
                new Fault(
                    setting.Place,
                    $"it takes more than {Longest.TotalSeconds} s to find it",
                    "give shorter texts"
                )
            );
        }
    }

    // Anchors, words and their bounds, modes, and classes in classes mean something else where the file was written.
    [GeneratedRegex(@"(?<![\[\\])\^|(?<!\\)\$|\\[wWbBhHAzZGKRXgkQ]|&&|\[[^\]\\]*\[|\(\?[a-zA-Z]*[mMsSxX]")]
    private static partial Regex Foreign();
}
