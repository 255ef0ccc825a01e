using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// Our own layout, which PyTorch users can write with safetensors: <c>model.safetensors</c> with state-dict names, <c>vocab.txt</c> with one
/// word per line, <c>config.json</c>.
/// </summary>
internal static class StateDictLayout
{
    public const string Name = "safetensors state dict";

    private const string TensorFile = "model.safetensors";
    private const string VocabularyFile = "vocab.txt";
    private const string ConfigFile = "config.json";

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, TensorFile));

    public static Validation<Fault, StoredModel> Read(string folder)
    {
        string At(string file) => Path.Combine(folder, file);
        return (Edge.Read(At(VocabularyFile), () => Words(At(VocabularyFile))),
                ModelConfig.Read(At(ConfigFile)),
                Edge.Read(At(TensorFile), () => SafetensorsFile.Read(At(TensorFile))).Bind(tensors => ByName(At(TensorFile), tensors)))
            .Apply((words, config, tensors) => (words, config, tensors))
            .Bind(read => StoredModel.Create(Name, At(VocabularyFile), read.words, read.config, read.tensors));
    }

    /// <summary>Writes the model's three files into an existing folder; tensors keep their types.</summary>
    /// <exception cref="FaultException">A word holds a line break.</exception>
    public static void Write(string folder, StoredModel model)
    {
        var words = model.Network.Vocabulary.Words;
        ImmutableArray<Fault> broken =
        [
            .. from word in words
               where word.Contains('\n') || word.EndsWith('\r') || word.StartsWith(Edge.ByteOrderMark)
               select new Fault(VocabularyFile, $"the word \"{Uri.EscapeDataString(word)}\" holds a line break or byte-order mark, which a text file of words cannot keep", "rename it"),
        ];
        if (!broken.IsEmpty) throw new FaultException(broken);
        File.WriteAllText(Path.Combine(folder, VocabularyFile), string.Concat(words.Select(word => word + "\n")), Edge.Utf8);
        File.WriteAllText(Path.Combine(folder, ConfigFile), (model.Config with { GateOrder = GateOrder.Standard }).ToJson(), Edge.Utf8);
        using var stream = File.Create(Path.Combine(folder, TensorFile));
        SafetensorsFile.Write(stream, [.. model.Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal).Select(tensor => (tensor.Key, tensor.Value))]);
    }

    // Only a line feed ends a word: words may hold any other blank.
    private static ImmutableArray<string> Words(string path)
    {
        var text = Edge.Text(path);
        return text.Length == 0 ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(word => word.TrimEnd('\r'))];
    }

    private static Validation<Fault, ImmutableDictionary<string, Tensor>> ByName(string path, ImmutableArray<(string Name, Tensor Tensor)> tensors) =>
        tensors.Select(tensor => tensor.Name).Distinct().Count() == tensors.Length
            ? tensors.ToImmutableDictionary(tensor => tensor.Name, tensor => tensor.Tensor)
            : new Fault(path, "two tensors have the same name", "write each tensor once");
}
