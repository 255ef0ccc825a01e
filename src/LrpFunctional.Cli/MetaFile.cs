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
    /// <summary>Writes it whole beside each of the files; standard output, devices and what was not asked for have none.</summary>
    /// <param name="outputs">The CSV files.</param>
    /// <param name="model">The model that was explained.</param>
    /// <param name="target">What is explained, if anything is.</param>
    /// <param name="methods">The methods; several may have the same name.</param>
    /// <param name="cancellation">Ends the work before a file appears.</param>
    public static void Write(IEnumerable<string?> outputs, StoredModel model, string? target, ImmutableArray<Method> methods, CancellationToken cancellation)
    {
        foreach (var output in outputs.Where(output => output is not (null or "-") && !output.StartsWith("/dev/", StringComparison.Ordinal)))
        {
            using var file = WholeFile.Create(Path.ChangeExtension(output, ".meta.json")!, cancellation);
            file.Writer.Write(Text(model, target, methods) + "\n");
            file.Complete();
        }
    }

    private static string Text(StoredModel model, string? target, ImmutableArray<Method> methods)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("program", $"lrp {Provenance.Version}");
            Strings(json, "arguments", Environment.GetCommandLineArgs().Skip(1));
            json.WriteString("model", model.Layout);
            json.WriteString("model_sha256", model.Network.Hash);
            if (target is not null) json.WriteString("target", target);
            Strings(json, "methods", methods.Select(method => method.Settings.Length == 0 ? method.Name : $"{method.Name}: {method.Settings}"));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
