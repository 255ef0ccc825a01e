using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli;

/// <summary>What a CSV was made from and by, in a JSON file beside it.</summary>
internal static class MetaFile
{
    /// <summary>The file beside a CSV, or nothing for standard output and devices.</summary>
    public static string? Beside(string output) =>
        output is "-" || output.StartsWith("/dev/", StringComparison.Ordinal) ? null : Path.ChangeExtension(output, ".meta.json");

    /// <summary>Writes it whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that was explained.</param>
    /// <param name="rules">The rules of LRP.</param>
    /// <param name="target">The classes explained.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="cancellation">Ends the work before the file appears.</param>
    public static void Write(string path, StoredModel model, RuleSet rules, Target target, ImmutableArray<Method> methods, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("program", $"lrp {typeof(MetaFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}");
            Strings(json, "arguments", Environment.GetCommandLineArgs().Skip(1));
            json.WriteString("model", model.Layout);
            json.WriteString("model_sha256", Hash(model));
            json.WriteString("rules", rules.Name);
            json.WriteString("target", target.Name);
            Strings(json, "methods", methods.Select(method => method.Name));
            json.WriteEndObject();
        }

        using var file = WholeFile.Create(path, cancellation);
        file.Writer.Write(Encoding.UTF8.GetString(memory.ToArray()) + "\n");
        file.Complete();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Over the names and numbers of all tensors and the configuration: the same network, whatever file it came in.</summary>
    private static string Hash(StoredModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in model.Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {string.Join('×', tensor.Shape)}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(tensor.Values.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
