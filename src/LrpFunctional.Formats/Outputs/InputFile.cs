using System.Security.Cryptography;

namespace LrpFunctional.Formats.Outputs;

/// <summary>A file that a run reads.</summary>
/// <param name="Option">The option that names it, or what it belongs to.</param>
/// <param name="Path">The file; <c>-</c> is standard input.</param>
/// <param name="Sha256">The SHA-256 of what was read, in hexadecimal digits, once it is read.</param>
public sealed record InputFile(string Option, string Path, Func<string> Sha256)
{
    /// <summary>A plain file, whose SHA-256 is that of its bytes when it is asked for.</summary>
    public static InputFile Of(string option, string path) => new(option, path, () => HashOf(path));

    /// <summary>The SHA-256 of a plain file, in hexadecimal digits.</summary>
    /// <exception cref="FaultException">There is no such file, it cannot be read, or is no plain file.</exception>
    internal static string HashOf(string path)
    {
        using var stream = Edge.Open(path);
        return Edge.Read(path, () => Convert.ToHexStringLower(SHA256.HashData(stream))).OrThrow();
    }
}
