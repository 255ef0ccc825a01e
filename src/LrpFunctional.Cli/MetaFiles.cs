using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli;

/// <summary>What files were made from and by, in a JSON file beside each: words.meta.json beside words.csv.</summary>
internal sealed class MetaFiles : IDisposable
{
    private const string Table = ".csv";
    private const string Extension = ".meta.json";

    private readonly ImmutableArray<WholeFile> _files;

    private MetaFiles(ImmutableArray<WholeFile> files) => _files = files;

    /// <summary>Begins a file beside each output; standard output, devices and what is not asked for have none.</summary>
    /// <param name="cancellation">Ends the work before the files appear.</param>
    /// <param name="outputs">The options and the files they name.</param>
    /// <exception cref="FaultException">Two files are the same, or one has no place.</exception>
    public static MetaFiles Create(CancellationToken cancellation, params ImmutableArray<(string Option, string? Path)> outputs)
    {
        ImmutableArray<(string Option, string Path)> named = [.. outputs.Where(output => output.Path is not null).Select(output => (output.Option, output.Path!))];
        ImmutableArray<(string Option, string Path)> beside = [.. named.Where(output => IsFile(output.Path)).Select(output => ($"the record beside {output.Option}", Beside(output.Path)))];
        var all = named.AddRange(beside);
        var twice = from later in all.Index() from earlier in all[..later.Index] where WholeFile.AreSame(earlier.Path, later.Item.Path) select (later.Item, earlier);
        foreach (var (later, earlier) in twice) throw new FaultException(new Fault(later.Option, $"it names the same file as {earlier.Option}", "name two files"));
        return new MetaFiles(Created(beside.Select(output => output.Path), cancellation));
    }

    /// <summary>All of them, or none.</summary>
    public static ImmutableArray<WholeFile> Created(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var files = ImmutableArray<WholeFile>.Empty;
        try
        {
            foreach (var path in paths) files = files.Add(WholeFile.Create(path, cancellation));
            return files;
        }
        catch
        {
            foreach (var file in files) file.Dispose();
            throw;
        }
    }

    /// <summary>The outputs are complete: their records appear.</summary>
    /// <param name="model">The model that was run.</param>
    /// <param name="target">What is explained, if anything is.</param>
    /// <param name="methods">The methods; several may have the same name.</param>
    public void Complete(StoredModel model, string? target, ImmutableArray<Method> methods)
    {
        foreach (var file in _files)
        {
            file.Writer.Write(Text(model, target, methods) + "\n");
            file.Complete();
        }
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private static bool IsFile(string path) => path != "-" && !path.StartsWith("/dev/", StringComparison.Ordinal);

    private static string Beside(string path) => path.EndsWith(Table, StringComparison.OrdinalIgnoreCase) ? path[..^Table.Length] + Extension : path + Extension;

    private static string Text(StoredModel model, string? target, ImmutableArray<Method> methods)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("program", $"lrp {Provenance.Version}");
            Strings(json, "arguments", Environment.GetCommandLineArgs().Skip(1));
            json.WriteString("layout", model.Layout);
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
