using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Models;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Gru.Varied;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Layers.Recurrent.Lstm.Varied;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Networks;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp info</c>: what a model is.</summary>
internal static class InfoCommand
{
    /// <summary>What a line about a tensor begins with.</summary>
    public const string Tensor = "tensor";

    private const int Longest = 4_000;
    private const string Classifier = "binary classifier: class 1 where the one output is above 0";
    private const string Regression = "regression: one output, no classes";

    public static Command Create()
    {
        var command = new Command(
            "info",
            "Say what a model is: sizes, gate order, vocabulary, parameters; and how its files were read."
        );
        var model = ModelOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var (name, value) in Describe(model.Read(parsed)))
                Console.Out.WriteLine($"{name, -14} {Printable.Line(Printable.Cut(value, Longest))}");
            return 0;
        });
        return command;
    }

    /// <summary>What a model is, line by line; its tensors come last.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(StoredModel model)
    {
        var network = model.Network;
        var parameters = model.Tensors.Values.Sum(tensor => (long)tensor.Values.Span.Length);
        yield return ("layout", model.Layout);
        foreach (var note in model.Notes)
            yield return ("note", note);
        foreach (var graph in model.Graph)
            yield return ("graph", $"reads {Inputs(graph)}{Lengths(graph)}; {OnnxCheck.Standing}");
        if (!network.ReadsNumbers)
            yield return ("vocabulary", model.HasWords ? Words(model) : $"none; ids 0 to {network.Embedding.Rows - 1}");
        yield return (
            network.ReadsNumbers ? "input" : "embedding",
            $"{network.StepSize} {(network.ReadsNumbers ? "numbers" : "dimensions")}"
        );
        if (network.StaticSize > 0)
            yield return ("static", $"{network.StaticSize} features beside the steps");
        foreach (var mask in network.Mask)
            yield return ("mask", $"{mask}");
        foreach (var line in model.IsComposed ? Composed(network.Composition) : OfChain(model))
            yield return line;
        var classes = network.Classes.Select((name, index) => $"{index} {Printable.Value(name)}");
        yield return ("classes", string.Join(", ", classes));
        if (model.OriginOutputs == 1)
            yield return ("task", model.IsBinary ? Classifier : Regression);
        yield return (
            "text",
            model.Tokenizer.Match(
                tokenizer => tokenizer.Made,
                () =>
                    $"{model.Config.Tokenisation.Scheme}{(model.Config.Tokenisation.LowerCase ? ", lower-cased" : "")}"
            )
        );
        foreach (var padding in model.Config.Padding)
            yield return ("padding", $"{padding}");
        yield return ("parameters", Count(parameters));
        foreach (var (name, tensor) in model.Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
            yield return (Tensor, $"{Printable.Value(name), -28} {tensor.Type, -4} {string.Join('×', tensor.Shape)}");
    }

    private static IEnumerable<(string Name, string Value)> OfChain(StoredModel model)
    {
        foreach (var layer in model.Network.Recurrent)
            yield return ("layer", Cells(layer));
        yield return ("gate order", $"{string.Join(", ", GateOrder(model).AsEnumerable())} in the files");
        foreach (var reading in model.Network.Layers.OfType<IReading>())
            yield return ("reading", $"{reading.Reading}");
    }

    private static IEnumerable<(string Name, string Value)> Composed(Composition composition)
    {
        string Source(int source) => source == Composition.Input ? "the input" : composition.NameOf(source);
        return composition
            .Layers.Select(
                (layer, at) =>
                    (
                        composition.NameOf(at),
                        $"{(layer is RecurrentLayer recurrent ? Cells(recurrent) : $"{layer.Kind}, {layer.Units} units")}, "
                            + $"reads {string.Join(" and ", composition.Reads[at].Select(Source))}"
                    )
            )
            .Append(("scores", composition.GivesVectors ? "one vector" : "a vector at each step"));
    }

    private static string Cells(RecurrentLayer layer) =>
        string.Join(
            ", ",
            layer.Cells.Select(directed => $"{Name(directed.Cell)}, {directed.Direction} {directed.Cell.Units} units")
        );

    private static string Words(StoredModel model)
    {
        var unknown = Printable.Value(model.Config.UnknownWord.IfNone("none"));
        var nameless = model.RowsWithoutWord is var rows and > 0
            ? $" ({Count(rows)} rows that have none are called <row>)"
            : "";
        return $"{Count(model.Network.Vocabulary.Words.Length)} words{nameless}, unknown word {unknown}";
    }

    private static string Inputs(GraphSignature graph) =>
        graph.Parts.IsEmpty ? graph.Sequences : string.Join(" and ", graph.Parts.Select(part => part.Name));

    private static string Lengths(GraphSignature graph) =>
        graph.Lengths.IsEmpty ? "" : $", and ends each sequence at its length, {string.Join(", ", graph.Lengths)}";

    private static string Name(ICell cell) =>
        cell switch
        {
            LstmCell usual => $"LSTM{WithGates(usual.Gate)}",
            GruCell usual => $"{Name(usual)}{WithGates(usual.Gate)}",
            SimpleCell simple => $"simple recurrent with {simple.Activation}",
            VariedGruCell varied => $"{Name(varied.Weights)} with {varied.Opening} and {varied.Squashing}",
            VariedLstmCell varied => $"LSTM with {string.Join(", ", Variations(varied))}",
            _ => cell.Kind,
        };

    private static string Name(GruCell cell) => cell.ResetsBefore ? "GRU (reset before the product)" : "GRU";

    private static string WithGates(LanguageExt.Option<HardSigmoid> gate) =>
        gate.Match(_ => " with hard-sigmoid gates", () => "");

    private static IEnumerable<string> Variations(VariedLstmCell cell) =>
        [
            $"{cell.Opening}, {cell.Squashing} and {cell.Showing}",
            .. cell.Peepholes.Map(_ => "peepholes").ToSeq(),
            .. cell.Projection.Map(projection => $"a projection of {projection.Columns} units").ToSeq(),
            .. cell.CouplesForget ? new[] { "input and forget gate coupled" } : [],
        ];

    private static string GateOrder(StoredModel model) =>
        model.Config.Architecture.GateOrder.IfNone(
            model.Network.Recurrent[0].Cells[0].Cell switch
            {
                { InitialCell.Columns: > 0 } => "ifgo",
                GruCell or VariedGruCell => "rzn",
                _ => "none",
            }
        );

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
