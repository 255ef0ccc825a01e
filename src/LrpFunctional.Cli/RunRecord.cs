using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli;

/// <summary>What the files of a run were made from and by.</summary>
internal static class RunRecord
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The record as JSON.</summary>
    /// <param name="folder">The folder that it lies in.</param>
    /// <param name="model">The model that was run.</param>
    /// <param name="inputs">The files that were read.</param>
    /// <param name="target">What is explained, if anything is.</param>
    /// <param name="methods">The methods; several may have the same name.</param>
    /// <param name="withoutVector">How many words have no vector, where words have vectors of their own.</param>
    public static string Of(
        string folder,
        StoredModel model,
        ImmutableArray<InputFile> inputs,
        string? target,
        ImmutableArray<Method> methods,
        Option<long> withoutVector
    ) =>
        OfNamed(
            folder,
            model,
            inputs,
            target,
            [.. methods.Select(method => (method.Name, method.Settings))],
            withoutVector
        );

    /// <summary>The same of methods by their names and settings.</summary>
    public static string OfNamed(
        string folder,
        StoredModel model,
        ImmutableArray<InputFile> inputs,
        string? target,
        ImmutableArray<(string Name, string Settings)> methods,
        Option<long> withoutVector
    ) =>
        Of(
            folder,
            inputs,
            json =>
            {
                json.WriteString("layout", model.Layout);
                json.WriteString("network_sha256", model.Network.Hash);
                if (target is not null)
                    json.WriteString("target", target);
                Strings(json, "methods", methods.Select(Described));
                foreach (var count in withoutVector)
                    json.WriteNumber("words_without_vector", count);
            }
        );

    /// <summary>The record of a run of several models as JSON.</summary>
    /// <param name="folder">The folder that it lies in.</param>
    /// <param name="models">The models, each with its name and the methods that explained it.</param>
    /// <param name="inputs">The files that were read.</param>
    public static string Of(
        string folder,
        ImmutableArray<(string Name, StoredModel Model, ImmutableArray<Method> Methods)> models,
        ImmutableArray<InputFile> inputs
    ) =>
        Of(
            folder,
            inputs,
            json =>
            {
                json.WriteStartArray("models");
                foreach (var (name, model, methods) in models)
                {
                    json.WriteStartObject();
                    json.WriteString("name", name);
                    json.WriteString("layout", model.Layout);
                    json.WriteString("network_sha256", model.Network.Hash);
                    Strings(json, "methods", methods.Select(method => Described((method.Name, method.Settings))));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );

    /// <summary>The record of a run without a model.</summary>
    /// <param name="folder">The folder that it lies in.</param>
    /// <param name="inputs">The files that were read.</param>
    public static string Of(string folder, ImmutableArray<InputFile> inputs) => Of(folder, inputs, _ => { });

    private static string Of(string folder, ImmutableArray<InputFile> inputs, Action<Utf8JsonWriter> more)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Layout))
        {
            json.WriteStartObject();
            json.WriteString(RecordFile.Program, RecordFile.Command + Provenance.Version);
            Strings(json, "arguments", RecordedArguments.Of(folder, [.. Environment.GetCommandLineArgs().Skip(1)]));
            Files(json, inputs);
            more(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    // The name alone: where a file lies is nobody else's business.
    private static void Files(Utf8JsonWriter json, ImmutableArray<InputFile> inputs)
    {
        json.WriteStartArray("inputs");
        foreach (var input in inputs)
        {
            json.WriteStartObject();
            json.WriteString("option", input.Option);
            json.WriteString("file", Path.GetFileName(input.Path));
            json.WriteString("sha256", input.Sha256());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Described((string Name, string Settings) method) =>
        method.Settings.Length == 0 ? method.Name : $"{method.Name}: {method.Settings}";

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
