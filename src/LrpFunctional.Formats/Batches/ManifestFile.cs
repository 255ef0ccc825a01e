using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Formats.Batches;

/// <summary>Manifests as JSON: words.manifest.json beside words.csv.</summary>
public static partial class ManifestFile
{
    /// <summary>What the names of manifests end in.</summary>
    public const string Ending = ".manifest.json";

    private const string Remedy = "run that shard again";

    private static readonly ManifestJson Json = new(
        new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>The manifest in a file, or what is wrong with it; its tables lie in its own folder.</summary>
    public static Validation<Fault, Manifest> Read(string path) =>
        Edge.Read(path, () => Edge.Text(path)).Bind(text => Parse(path, text));

    /// <summary>The manifest in a text.</summary>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="text">The text.</param>
    public static Validation<Fault, Manifest> Parse(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.Stored) is { } stored
                ? Check(path, stored)
                : new Fault(path, "it holds null, where a manifest is expected", Remedy);
        }
        catch (JsonException exception)
        {
            return new Fault(
                path,
                $"it is no manifest at {exception.Path ?? "$"}, line {exception.LineNumber + 1}",
                Remedy
            );
        }
    }

    /// <summary>The text of a manifest.</summary>
    public static string Text(Manifest manifest) =>
        JsonSerializer.Serialize(
            new Stored(
                manifest.Program,
                manifest.Command,
                [.. manifest.Settings.Select(setting => new StoredSetting(setting.Option, [.. setting.Values]))],
                [.. manifest.Inputs.Select(input => new StoredInput(input.Option, input.File, input.Sha256))],
                manifest.Network,
                new StoredShard(manifest.Shard.Index, manifest.Shard.Count, manifest.Shard.Block),
                manifest.Sentences,
                manifest.IsComplete,
                manifest.WithoutVector.ToNullable(),
                [
                    .. manifest.Tables.Select(table => new StoredTable(
                        table.Option,
                        table.File,
                        table.Bytes,
                        table.Sha256.MatchUnsafe(hash => hash, () => null)
                    )),
                ]
            ),
            Json.Stored
        ) + "\n";

    /// <summary>The manifest beside a table.</summary>
    internal static string Beside(string path) => RecordFile.Beside(path, Ending);

    private static Validation<Fault, Manifest> Check(string path, Stored stored)
    {
        var (index, count, block) = (stored.Shard.Index, stored.Shard.Count, stored.Shard.Block);
        if (index < 0 || index >= count || block < 1 || stored.Sentences < 0 || stored.Tables.Any(one => one.Bytes < 0))
            return new Fault(path, "a number in it is not in its range", Remedy);
        return stored.Tables.FirstOrDefault(table => !IsName(table.File)) is { } outside
            ? new Fault(path, $"its table \"{outside.File}\" is no name of a file in its own folder", Remedy)
            : new Manifest(
                stored.Program,
                stored.Command,
                [.. stored.Settings.Select(setting => new ManifestSetting(setting.Option, [.. setting.Values]))],
                [.. stored.Inputs.Select(input => new ManifestInput(input.Option, input.File, input.Sha256))],
                stored.NetworkSha256,
                new Shard(index, count, block)
            )
            {
                Sentences = stored.Sentences,
                IsComplete = stored.Complete,
                WithoutVector = Prelude.Optional(stored.WordsWithoutVector),
                Tables =
                [
                    .. stored.Tables.Select(table => new ManifestTable(
                        table.Option,
                        table.File,
                        table.Bytes,
                        Prelude.Optional(table.Sha256)
                    )),
                ],
            };
    }

    private static bool IsName(string file) =>
        file is not ("" or "." or "..") && file.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    [JsonSerializable(typeof(Stored))]
    private sealed partial class ManifestJson : JsonSerializerContext;

    private sealed record Stored(
        string Program,
        string Command,
        StoredSetting[] Settings,
        StoredInput[] Inputs,
        string NetworkSha256,
        StoredShard Shard,
        int Sentences,
        bool Complete,
        long? WordsWithoutVector,
        StoredTable[] Tables
    );

    private sealed record StoredSetting(string Option, string[] Values);

    private sealed record StoredInput(string Option, string File, string Sha256);

    private sealed record StoredShard(int Index, int Count, int Block);

    private sealed record StoredTable(string Option, string File, long Bytes, string? Sha256);
}
