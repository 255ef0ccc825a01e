using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LrpFunctional.Formats.Outputs;

/// <summary>
/// Records: what files were made from and by, in a JSON file beside each: words.meta.json beside words.csv.
/// </summary>
public static class RecordFile
{
    /// <summary>The name under which a record says which program wrote it.</summary>
    public const string Program = "program";

    /// <summary>What the name of the program begins with.</summary>
    public const string Command = "lrp ";

    private const string Table = ".csv";
    private const string Extension = ".meta.json";
    private const int LongestName = 255;
    private const int DigestBytes = 4;
    private const long Largest = 100_000_000;

    /// <summary>
    /// The record beside a file; one whose name would be too long is cut, and told apart by a digest.
    /// </summary>
    internal static string Beside(string path) => Beside(path, Extension);

    /// <summary>A file that says more of another, beside it.</summary>
    /// <param name="path">The other.</param>
    /// <param name="extension">What its name ends in.</param>
    internal static string Beside(string path, string extension)
    {
        var stem = path.EndsWith(Table, StringComparison.Ordinal) ? path[..^Table.Length] : path;
        var name = Path.GetFileName(stem);
        if (Encoding.UTF8.GetByteCount(name + extension) <= LongestName)
            return stem + extension;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(path))).AsSpan(0, DigestBytes);
        var ending = $"~{Convert.ToHexStringLower(digest)}{extension}";
        return Path.Combine(Path.GetDirectoryName(path) ?? "", Cut(name, LongestName - ending.Length) + ending);
    }

    /// <summary>Whether a file may be replaced by a record: it is one, or is not there.</summary>
    internal static bool IsFree(string path) => !Path.Exists(path) || IsRecord(path);

    private static bool IsRecord(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > Largest)
                return false;
            using var json = JsonDocument.Parse(stream);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(Program, out var program)
                && program.ValueKind == JsonValueKind.String
                && program.GetString()!.StartsWith(Command, StringComparison.Ordinal);
        }
        catch (Exception exception)
            when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Cut(string name, int bytes)
    {
        var fit = name.EnumerateRunes().Select((rune, at) => string.Concat(name.EnumerateRunes().Take(at + 1)));
        return fit.TakeWhile(start => Encoding.UTF8.GetByteCount(start) <= bytes).Last();
    }
}
