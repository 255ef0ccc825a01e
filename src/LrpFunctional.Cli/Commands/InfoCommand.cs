using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp info</c>: what a model is.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var model = InputOptions.ModelOption();
        var command = new Command("info", "Say what a model is: sizes, gate order, vocabulary, parameters.") { model };
        InputOptions.RefuseEmpty(command, model);
        command.SetAction(parsed =>
        {
            foreach (var (name, value) in Describe(ModelFolder.Read(parsed.GetValue(model) ?? Shipped.Model).OrThrow()))
                Console.Out.WriteLine($"{name,-14} {value}");
            return 0;
        });
        return command;
    }

    private static IEnumerable<(string Name, string Value)> Describe(StoredModel model)
    {
        var network = model.Network;
        var parameters = model.Tensors.Values.Sum(tensor => (long)tensor.Values.Span.Length);
        yield return ("layout", model.Layout);
        yield return ("vocabulary", $"{Count(network.Vocabulary.Words.Length)} words, unknown word {model.Config.UnknownWord.IfNone("none")}");
        yield return ("embedding", $"{network.Embedding.Columns} dimensions");
        yield return ("layer", $"LSTM, {string.Join(", ", network.Layer.Cells.Select(directed => $"{directed.Direction} {directed.Cell.Units} units"))}");
        yield return ("gate order", $"{string.Join(", ", model.Config.GateOrder.AsEnumerable())} in the files");
        yield return ("classes", string.Join(", ", network.Classes.Select((name, index) => $"{index} {name}")));
        yield return ("text", $"{model.Config.Tokenisation.Scheme}{(model.Config.Tokenisation.LowerCase ? ", lower-cased" : "")}");
        yield return ("parameters", Count(parameters));
        foreach (var (name, tensor) in model.Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
            yield return ("tensor", $"{name,-28} {tensor.Type,-4} {string.Join('×', tensor.Shape)}");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
