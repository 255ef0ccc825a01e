using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;

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
    /// <param name="target">What is explained.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="cancellation">Ends the work before the file appears.</param>
    public static void Write(string path, StoredModel model, Target target, ImmutableArray<Method> methods, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("program", $"lrp {Provenance.Version}");
            Strings(json, "arguments", Environment.GetCommandLineArgs().Skip(1));
            json.WriteString("model", model.Layout);
            json.WriteString("model_sha256", model.Network.Hash);
            json.WriteString("target", target.Name);
            json.WriteStartObject("methods");
            foreach (var method in methods) json.WriteString(method.Name, method.Settings);
            json.WriteEndObject();
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
}
