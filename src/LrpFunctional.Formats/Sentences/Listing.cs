namespace LrpFunctional.Formats.Sentences;

/// <summary>Names in a message, the first of them if they are many.</summary>
internal static class Listing
{
    private const int Most = 12;

    public static string Of(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Count > Most ? names.Take(Most).Append("…") : names);
}
