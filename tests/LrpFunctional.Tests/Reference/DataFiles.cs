using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>Data as users have it, and small models to read it with.</summary>
internal static class DataFiles
{
    /// <summary>
    /// Reads the words &lt;unk&gt;, good, bad, café, "8 1/2" and the period, lower-cased; five classes.
    /// </summary>
    public static string WordModel { get; } = Sandbox.Fixture("reference");

    /// <summary>Reads the words 0 to 11; three classes.</summary>
    public static string IdModel { get; } = OriginRecord.At("uni_gru", "model.safetensors");

    /// <summary>Reads five numbers at each step; three classes.</summary>
    public static string NumberModel { get; } = OriginRecord.At("numeric_lstm", "model.safetensors");

    public static SentenceEncoder Encoder(string model)
    {
        var stored = ModelFiles.Read(model).OrThrow();
        return new SentenceEncoder(stored.Network, stored.Config.Tokenisation, stored.Network.Vocabulary.UnknownWord);
    }

    /// <summary>The sentences that a text in this format holds.</summary>
    public static ImmutableArray<Sentence> Read(
        this SentenceFormat format,
        string model,
        string text,
        SentenceOptions? options = null
    ) => format.Read(model, Encoding.UTF8.GetBytes(text), options);

    public static ImmutableArray<Sentence> Read(
        this SentenceFormat format,
        string model,
        byte[] bytes,
        SentenceOptions? options = null
    ) =>
        [
            .. format.Read(
                SentenceSource.Pipe("data", new MemoryStream(bytes)),
                options ?? SentenceOptions.Default,
                Encoder(model),
                (_, sentence) => sentence
            ),
        ];

    /// <summary>The sentences that a file in this format holds.</summary>
    public static ImmutableArray<Sentence> ReadFile(
        this SentenceFormat format,
        string model,
        string path,
        Option<int> padding = default
    ) =>
        [
            .. format.Read(
                SentenceSource.File(path),
                SentenceOptions.Default,
                Encoder(model) with
                {
                    Filling = padding,
                },
                (_, sentence) => sentence
            ),
        ];

    /// <summary>What is said about a text that is not of this format.</summary>
    public static string Refusal(
        this SentenceFormat format,
        string model,
        string text,
        SentenceOptions? options = null
    ) => Assert.Throws<FaultException>(() => format.Read(model, text, options)).Message;

    /// <summary>The bytes of a .npy file.</summary>
    public static byte[] Npy(string type, string shape, ReadOnlySpan<byte> numbers, bool fortran = false) =>
        Sandbox.Npy(
            $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n",
            [.. numbers]
        );

    public static byte[] Npy(string shape, params ReadOnlySpan<double> numbers) =>
        Npy("<f8", shape, MemoryMarshal.AsBytes(numbers));

    public static byte[] Npy(string shape, params ReadOnlySpan<long> numbers) =>
        Npy("<i8", shape, MemoryMarshal.AsBytes(numbers));

    /// <summary>Writes a .npz file.</summary>
    public static string Npz(this Sandbox sandbox, params (string Name, byte[] Array)[] arrays)
    {
        using var archive = new ZipArchive(File.Create(sandbox.At("data.npz")), ZipArchiveMode.Create);
        foreach (var (name, array) in arrays)
        {
            using var entry = archive.CreateEntry($"{name}.npy").Open();
            entry.Write(array);
        }

        return sandbox.At("data.npz");
    }

    public static string WriteBytes(this Sandbox sandbox, string name, byte[] bytes)
    {
        File.WriteAllBytes(sandbox.At(name), bytes);
        return sandbox.At(name);
    }
}
