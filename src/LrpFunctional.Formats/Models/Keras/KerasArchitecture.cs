using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What model.to_json() wrote beside a file of weights.</summary>
internal static class KerasArchitecture
{
    /// <summary>
    /// The architecture beside the weights, in a file of their name or of a usual one, if there is one.
    /// </summary>
    public static Option<KerasConfig> Beside(string path) => Found(path).Map(found => found.Config);

    /// <summary>The name of that file, if there is one.</summary>
    public static ImmutableArray<string> Parts(string path) =>
        [.. Found(path).Map(found => Path.GetFileName(found.File)).ToSeq()];

    private static Option<(string File, KerasConfig Config)> Found(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        ImmutableArray<string> stems =
        [
            stem,
            stem.Replace("_weights", "", StringComparison.Ordinal).Replace(".weights", "", StringComparison.Ordinal),
        ];
        return stems
            .SelectMany(name => new[] { $"{name}.json", $"{name}_architecture.json", $"{name}_config.json" })
            .Concat(["model.json", "architecture.json", ModelFiles.Config])
            .Distinct()
            .Select(name => Neighbour.Beside(path, name))
            .Where(File.Exists)
            .Select(file => Read(file).Map(config => (File: file, Config: config)))
            .Somes()
            .HeadOrNone();
    }

    // Another program's JSON beside the weights is none of ours.
    private static Option<KerasConfig> Read(string path)
    {
        try
        {
            var config = KerasConfig.Parse(path, Edge.Bytes(path));
            return config.Maybe("class_name").IsSome && config.Maybe("config").IsSome
                ? config
                : Option<KerasConfig>.None;
        }
        catch (FaultException)
        {
            return Option<KerasConfig>.None;
        }
    }
}
