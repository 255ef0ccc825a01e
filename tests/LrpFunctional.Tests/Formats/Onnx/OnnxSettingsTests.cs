using System.Collections.Immutable;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>What ONNX gives an operation is read, changes nothing, or is refused by name.</summary>
public sealed class OnnxSettingsTests
{
    // These are refused whole, whatever they are given.
    private static readonly ImmutableHashSet<string> RefusedWhole = ["LogSoftmax"];

    private static readonly ImmutableArray<(string Op, string[] Attributes, string[] Inputs)> Specified =
    [
        .. OnnxSettings
            .Specification.Split('\n')
            .Select(line => line.Split('|'))
            .Select(parts => (parts[0].Trim(), Words(parts[1]), Words(parts[2]))),
    ];

    public static TheoryData<string> Operators { get; } = [.. Specified.Select(operation => operation.Op)];

    public static TheoryData<int> Settings { get; } = [.. Enumerable.Range(0, OnnxSettings.All.Length)];

    [Fact]
    public void Every_operation_that_is_read_is_in_the_list() =>
        Assert.Equal(
            Operations.All.Keys.Order(StringComparer.Ordinal),
            Specified.Select(operation => operation.Op).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Operators))]
    public void Our_table_has_what_the_specification_has_in_each_opset(string op)
    {
        var (_, attributes, inputs) = Specified.Single(operation => operation.Op == op);
        var table = Operations.All[op];
        Assert.Equal(
            attributes.Order(StringComparer.Ordinal),
            table.Attributes.Select(Written).Order(StringComparer.Ordinal)
        );
        Assert.Equal(inputs.Select(input => input.TrimEnd('?')), table.Inputs.Select(Written));
        Assert.All(table.Attributes, attribute => Assert.True(Enum.IsDefined(attribute.Form)));
    }

    [Fact]
    public void Every_attribute_and_every_input_that_may_be_left_out_is_tried()
    {
        var wanted = Specified
            .Where(operation => !RefusedWhole.Contains(operation.Op))
            .SelectMany(operation =>
                operation
                    .Attributes.Concat(operation.Inputs.Where(input => input.EndsWith('?')))
                    .Select(setting => $"{operation.Op} {Bare(setting)}")
            );
        var tried = OnnxSettings.All.Select(setting => $"{setting.Op} {setting.Setting}");
        Assert.Equal(wanted.Distinct().Order(StringComparer.Ordinal), tried.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void It_is_read_or_changes_nothing_or_is_refused_by_name(int at)
    {
        var (op, name, without, with) = OnnxSettings.All[at];
        var (before, after) = (Outcome(without), Outcome(with));
        var table = Operations.All[op];
        var uses = table
            .Attributes.Concat(table.Inputs)
            .Where(setting => setting.Name == name)
            .Select(setting => setting.Use)
            .ToImmutableArray();
        Assert.NotEmpty(uses);
        if (uses[0] is OnnxUse.Refused)
        {
            Assert.Contains($": {op} node", after, StringComparison.Ordinal);
            Assert.Contains(name, after, StringComparison.Ordinal);
            Assert.Contains("is not read", after, StringComparison.Ordinal);
        }
        else if (uses[0] is OnnxUse.Neutral)
        {
            Assert.Equal(before, after);
        }
        else
        {
            Assert.NotEqual(before, after);
        }
    }

    [Fact]
    public void A_value_that_asks_for_nothing_is_not_refused()
    {
        var plain = OnnxSettings.Of(17).Node("LSTM", "x W R", "out");
        Assert.Equal(Outcome(plain), Outcome(OnnxSettings.Of(17).Node("LSTM", "x W R", "out", ("input_forget", 0))));
        var gemm = OnnxSettings.Of(17).Node("LSTM", "x W R", ". last", ("layout", 1)).Node("Flatten", "last", "h");
        Assert.Equal(
            Outcome(gemm.Node("Gemm", "h weight bias", "out")),
            Outcome(
                gemm.Node("Gemm", "h weight bias", "out", ("alpha", 1f), ("beta", 1f), ("transA", 0), ("transB", 0))
            )
        );
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void What_no_opset_has_is_refused_by_name(string op)
    {
        var inputs = string.Join(' ', Enumerable.Repeat("x", Operations.All[op].Inputs.Length));
        Assert.Contains(
            $"\"temperature\" is none that {op} has in opset 17",
            Outcome(OnnxSettings.Of(17).Node(op, inputs, "out", ("temperature", 1f))),
            StringComparison.Ordinal
        );
        if (op == "Concat")
            return;
        var dots = string.Concat(Enumerable.Repeat(". ", Operations.All[op].Inputs.Length));
        Assert.Contains(
            $"\"x\", is none that {op} has in opset 17",
            Outcome(OnnxSettings.Of(17).Node(op, $"{dots}x", "out")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_another_opset_has_is_refused_by_name()
    {
        Assert.Contains(
            "\"axes\" is none that Squeeze has in opset 13",
            Outcome(OnnxSettings.Of(13).Node("Squeeze", "state", "out", ("axes", (int[])[0]))),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"zeros\", is none that Squeeze has in opset 11",
            Outcome(OnnxSettings.Of(11).Node("Squeeze", "state zeros", "out")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"layout\" is none that LSTM has in opset 13",
            Outcome(OnnxSettings.Of(13).Node("LSTM", "x W R", "out", ("layout", 1))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_value_in_another_form_is_refused_by_name() =>
        Assert.Contains(
            "\"axis\" has the form Float, where Int is expected",
            Outcome(OnnxSettings.Of(17).Node("Softmax", "x", "out", ("axis", 1f))),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_attribute_that_is_there_twice_is_refused_by_name()
    {
        var graph = OnnxSettings.Of(17).Node("Softmax", "x", "out", ("axis", 1), ("axis", 2));
        var exception = Assert.Throws<FaultException>(() => Outcome(graph));
        Assert.Contains(
            "Softmax node \"Softmax 0\" with output \"out\": two attributes are called \"axis\"",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    private static string[] Words(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Bare(string setting) => setting.TrimEnd('?').Split('@', '-')[0];

    private static string Written(OnnxSetting setting) =>
        $"{setting.Name}{(setting.From > 0 ? $"@{setting.From}" : "")}{(setting.Until < int.MaxValue ? $"-{setting.Until + 1}" : "")}";

    /// <summary>What the value <c>out</c> means, or why it was not found out.</summary>
    private static string Outcome(OnnxGraph graph)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("model.onnx"), graph.ToArray());
        return Interpreter
            .Run(OnnxFile.Read(sandbox.At("model.onnx")))[0]
            .Match(Described, faults => faults[0].ToString().Replace(sandbox.Root, "", StringComparison.Ordinal));
    }

    private static string Described(Value value) =>
        value switch
        {
            Value.Integers whole => $"{whole.Layout} {string.Join(' ', whole.Cells)}",
            Value.Numbers numbers => $"{numbers.Layout} {Described(numbers)}",
            Value.Symbols symbols => $"{symbols.Layout} {string.Join(' ', symbols.Cells.Select(Described))}",
            _ => "",
        };

    private static string Described(Atom atom) =>
        $"{atom.Index} of {atom.Source.Description} ({atom.Source switch
        {
            Source.States { Cell: var cell } => Described(cell),
            Source.Linear layer => $"{Described(layer.Weights)} {layer.Bias.Match(Described, () => "")}",
            Source.At at => Described(at.Of[0]),
            _ => "",
        }})";

    private static string Described(RecurrentCell cell) =>
        $"{cell.Direction} {cell.Gate.Match(gate => $"{gate.Slope} {gate.Offset}", () => "")} {cell.ResetsBefore} "
        + $"{cell.Time} {cell.Variation} {cell.Peepholes.Match(Described, () => "")} "
        + $"{cell.Biases.Match(both => Described(both.Input), () => "")} "
        + $"{cell.InitialHidden.Match(Described, () => "")} {cell.InitialCell.Match(Described, () => "")}";

    private static string Described(Value.Numbers numbers) => string.Join(' ', numbers.Cells.Span.ToArray());
}
