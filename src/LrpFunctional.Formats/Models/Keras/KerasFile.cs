using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// A file that Keras saves a model in: one HDF5 file of Keras 1 and 2 (<c>.h5</c>), or a zip of JSON and HDF5 of Keras
/// 3 (<c>.keras</c>).
/// </summary>
/// <param name="Model">The model's configuration.</param>
/// <param name="Version">The major version of Keras that wrote it.</param>
/// <param name="Graph">The layers.</param>
/// <param name="Size">How many bytes the HDF5 file has.</param>
/// <param name="WeightsOf">Where a layer's weights lie, in Keras' order.</param>
internal sealed record KerasFile(
    KerasConfig Model,
    int Version,
    KerasGraph Graph,
    int Size,
    Func<KerasLayer, ImmutableArray<Hdf5Object>> WeightsOf
)
{
    /// <summary>The lists of words that lie in it.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Vocabularies { get; private init; } = [];

    private const string Settings = "config.json";
    private const string Metadata = "metadata.json";
    private const string Weights = "model.weights.h5";
    private const string Remedy = "save the whole model, by model.save(\"model.keras\") or model.save(\"model.h5\")";

    /// <summary>The weights of a file that has nothing else, and no architecture beside it.</summary>
    public static Option<KerasStateDict> OfWeights(string path, ReadingLimits limits)
    {
        var begin = new byte[8];
        using (var stream = Edge.Open(path))
            stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        if (!Hdf5Superblock.Begins(begin))
            return Option<KerasStateDict>.None;
        var root = Hdf5Object.Root(path, Edge.Bytes(path), limits);
        return KerasStateDict.IsIn(root) && KerasArchitecture.Beside(path).IsNone
            ? KerasStateDict.Of(root)
            : Option<KerasStateDict>.None;
    }

    /// <exception cref="FaultException">The file is missing, cut off or too large unfolded, or Keras did not write
    /// it.</exception>
    public static KerasFile Read(string path, ReadingLimits limits)
    {
        var begin = new byte[8];
        using (var stream = Edge.Open(path))
            stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        if (Hdf5Superblock.Begins(begin))
            return OfHdf5(path, limits);
        if (begin.AsSpan().StartsWith("PK"u8))
            return OfZip(path, limits);
        throw new FaultException(new Fault(path, "it is neither HDF5 nor a zip file, as Keras writes", Remedy));
    }

    private static KerasFile OfHdf5(string path, ReadingLimits limits)
    {
        var bytes = Edge.Bytes(path);
        var root = Hdf5Object.Root(path, bytes, limits);
        var model = Text(root, "model_config")
            .Match(
                json => KerasConfig.Parse(path, Encoding.UTF8.GetBytes(json)),
                () =>
                    KerasArchitecture
                        .Beside(path)
                        .IfNone(() =>
                            throw new FaultException(
                                new Fault(path, "it has no model_config and names no layers", Remedy)
                            )
                        )
            );
        var weights = root.Find("model_weights").IfNone(root);
        var version = Text(root, "keras_version")
            .BiBind(Prelude.Some, () => Text(weights, "keras_version"))
            .BiBind(Prelude.Some, () => model.MaybeText("keras_version"))
            // What Keras 3 writes names modules, and no version.
            .IfNone(() => model.Maybe("module").IsSome ? "3" : "1");
        return new KerasFile(
            model,
            Major(path, version),
            KerasGraph.Of(path, model),
            bytes.Length,
            KerasWeightStore.IsIn(weights) ? new KerasWeightStore(weights).Of : layer => ByName(weights, layer)
        );
    }

    // The weights of a model in another lie together, under names that begin with those of its layers.
    private static ImmutableArray<Hdf5Object> ByName(Hdf5Object weights, KerasLayer layer)
    {
        var group = weights[layer.Stored[0].Name];
        return
        [
            .. group
                .Texts("weight_names")
                .IfNone(() => throw layer.Config.Fault("the file does not name its weights"))
                .Where(name => layer.Stored.Length == 1 || name.Split('/').Contains(layer.Stored[^1].Name))
                .Select(name => group[name]),
        ];
    }

    private static KerasFile OfZip(string path, ReadingLimits limits)
    {
        var entries = ZipEntries
            .Read(
                path,
                Remedy,
                limits,
                name => name is Settings or Metadata or Weights || KerasText.IsVocabulary(name),
                KeyValuePair.Create
            )
            .ToImmutableDictionary();
        ReadOnlyMemory<byte> Entry(string name) =>
            entries.TryGetValue(name, out var bytes)
                ? bytes
                : throw new FaultException(new Fault(path, $"it has no {name}", Remedy));
        var model = KerasConfig.Parse($"{path}: {Settings}", Entry(Settings));
        var version = Major(path, KerasConfig.Parse($"{path}: {Metadata}", Entry(Metadata)).Text("keras_version"));
        var graph = KerasGraph.Of(path, model);
        var root = Hdf5Object.Root($"{path}: {Weights}", Entry(Weights), limits);
        return new KerasFile(model, version, graph, Entry(Weights).Length, new KerasWeightStore(root).Of)
        {
            Vocabularies = [.. entries.Where(entry => KerasText.IsVocabulary(entry.Key)).Select(entry => entry.Value)],
        };
    }

    private static Option<string> Text(Hdf5Object group, string attribute) =>
        group.Texts(attribute).Bind(texts => texts.HeadOrNone());

    private static int Major(string path, string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new FaultException(
                new Fault(path, $"its keras_version is \"{version}\", where a version is expected", Remedy)
            );
}
