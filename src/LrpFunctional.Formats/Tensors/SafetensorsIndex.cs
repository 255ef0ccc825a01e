using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// Tensors spread over several safetensors files: <c>model.safetensors.index.json</c> says which file of its folder
/// holds which tensor.
/// </summary>
internal static class SafetensorsIndex
{
    private const string Map = "weight_map";
    private const string Remedy = "write all parts again with the library that wrote this one";

    /// <summary>All tensors of all the files, under their names, in the order of the index.</summary>
    /// <exception cref="FaultException">A file is missing or broken, outside the folder, or holds other tensors than
    /// the index says.</exception>
    public static StateDict Read(string indexPath)
    {
        var map = Files(indexPath);
        var folder = Path.GetDirectoryName(indexPath) ?? "";
        var parts = Validations
            .All(
                map.Select(entry => entry.File)
                    .Distinct(StringComparer.Ordinal)
                    .Select(file =>
                        Edge.Read(
                            indexPath,
                            () => (File: file, Tensors: SafetensorsFile.Read(Neighbour.Beside(indexPath, file)).Tensors)
                        )
                    )
            )
            .OrThrow();
        var found = parts
            .SelectMany(part => part.Tensors.Select(stored => (stored.Name, part.File)))
            .ToImmutableHashSet();
        ImmutableArray<Fault> faults =
        [
            .. map.Where(entry => !found.Contains(entry))
                .Select(entry => new Fault($"{indexPath}: {entry.Name}", $"the tensor is not in {entry.File}", Remedy)),
            .. found
                .Except(map)
                .Order()
                .Select(entry => new Fault(
                    $"{Path.Combine(folder, entry.File)}: {entry.Name}",
                    "the index does not name this tensor",
                    Remedy
                )),
        ];
        if (!faults.IsEmpty)
            throw new FaultException(faults);
        var tensors = parts
            .SelectMany(part => part.Tensors)
            .ToImmutableDictionary(stored => stored.Name, StringComparer.Ordinal);
        return new StateDict([.. map.Select(entry => tensors[entry.Name])]);
    }

    /// <summary>The files of its folder that hold the tensors.</summary>
    /// <exception cref="FaultException">The index is missing or broken, or names a file outside its folder.</exception>
    public static ImmutableArray<string> Parts(string indexPath) =>
        [.. Files(indexPath).Select(entry => entry.File).Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<(string Name, string File)> Files(string indexPath)
    {
        FaultException Refused(string problem) => new(new Fault(indexPath, problem, Remedy));
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            using var json = JsonDocument.Parse(Edge.Bytes(indexPath), options);
            var entries = json.RootElement.GetProperty(Map).EnumerateObject();
            ImmutableArray<(string Name, string File)> map =
            [
                .. entries.Select(entry => (entry.Name, entry.Value.GetString() ?? "")),
            ];
            return map.All(entry => Neighbour.IsName(entry.File))
                ? map
                : throw Refused(
                    $"it names the file \"{map.First(entry => !Neighbour.IsName(entry.File)).File}\", where the name "
                        + "of a file in its own folder is expected"
                );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Refused($"it is not understood, where an object with a {Map} is expected ({exception.Message})");
        }
    }
}
