using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>
/// Layer normalisation as graphs have it that are older than its operator: (x − μ) / √(σ² + ε), μ = mean x, σ² = mean (x −
/// μ)², each a node. What divides becomes one node, and nothing else changes: a product and a sum behind it are scales and
/// shifts as anywhere.
/// </summary>
internal static class WrittenNormalisation
{
    /// <summary>What the node is called: no operator of ONNX.</summary>
    public const string Op = "layer normalisation without scale";

    private const string Axis = "axis";
    private const string Axes = "axes";
    private const string KeepsAxes = "keepdims";
    private const string Epsilon = "epsilon";

    /// <summary>The graph with a node for each such division.</summary>
    public static OnnxFile Folded(OnnxFile file)
    {
        if (!file.Nodes.Any(node => node.IsStandard && node.Op is "Sqrt" or "Pow"))
            return file;
        var makers = file
            .Nodes.SelectMany(node => node.Outputs.Select(output => (output, node)))
            .Where(made => made.output != "")
            .DistinctBy(made => made.output)
            .ToImmutableDictionary(made => made.output, made => made.node);
        return file with { Nodes = [.. file.Nodes.Select(node => Of(file, makers, node).IfNone(node))] };
    }

    private static Option<OnnxNode> Of(OnnxFile file, ImmutableDictionary<string, OnnxNode> makers, OnnxNode node)
    {
        Option<OnnxNode> Maker(string name, params ReadOnlySpan<string> ops) =>
            makers.TryGetValue(name, out var maker) && maker.IsStandard && ops.Contains(maker.Op)
                ? maker
                : Option<OnnxNode>.None;
        Option<double> Stored(string name) => Number(file, makers, name);

        // What a mean is of, along one axis that stays.
        Option<(string Of, long Axis)> Mean(string name) =>
            Maker(name, "ReduceMean")
                .Bind(mean =>
                    AxesOf(file, makers, mean) is [var axis]
                    && (!mean.Attributes.TryGetValue(KeepsAxes, out var keeps) || keeps.Integer == 1)
                        ? Prelude.Some((mean.Read(0), axis))
                        : Option<(string, long)>.None
                );

        // x of x − mean x.
        Option<(string Of, long Axis)> Centred(string name) =>
            Maker(name, "Sub").Bind(minus => Mean(minus.Read(1)).Filter(mean => mean.Of == minus.Read(0)));

        Option<string> Squared(string name) =>
            Maker(name, "Pow")
                .Filter(power => Stored(power.Read(1)).Exists(two => two == 2))
                .Map(power => power.Read(0))
            || Maker(name, "Mul").Filter(product => product.Read(0) == product.Read(1)).Map(product => product.Read(0));

        Option<string> Root(string name) =>
            Maker(name, "Sqrt").Map(root => root.Read(0))
            || Maker(name, "Pow")
                .Filter(power => Stored(power.Read(1)).Exists(half => half == 0.5))
                .Map(power => power.Read(0));

        // The stored number and the other of two that are added.
        Option<(string Of, double Number)> Added(string name) =>
            Maker(name, "Add")
                .Bind(sum =>
                    Stored(sum.Read(1)).Map(number => (sum.Read(0), number))
                    || Stored(sum.Read(0)).Map(number => (sum.Read(1), number))
                );

        // The divided and its divisor, which may be turned over first.
        Option<(string Of, string By)> Divided() =>
            !node.IsStandard ? Option<(string, string)>.None
            : node.Op == "Div" ? (node.Read(0), node.Read(1))
            : node.Op == "Mul"
                ? Maker(node.Read(1), "Reciprocal").Map(over => (node.Read(0), over.Read(0)))
                    || Maker(node.Read(0), "Reciprocal").Map(over => (node.Read(1), over.Read(0)))
            : Option<(string, string)>.None;

        return from division in Divided()
            from x in Centred(division.Of)
            from sum in Root(division.By).Bind(Added)
            from variance in Mean(sum.Of)
            from deviation in Squared(variance.Of)
            from same in Centred(deviation)
            where same == x && variance.Axis == x.Axis
            select new OnnxNode(
                node.Name,
                Op,
                "",
                [x.Of],
                node.Outputs,
                ImmutableDictionary<string, OnnxAttribute>
                    .Empty.Add(Axis, OnnxAttribute.OfInteger(Axis, x.Axis))
                    .Add(Epsilon, OnnxAttribute.OfNumber(Epsilon, (float)sum.Number))
            );
    }

    private static ImmutableArray<long> AxesOf(
        OnnxFile file,
        ImmutableDictionary<string, OnnxNode> makers,
        OnnxNode mean
    ) =>
        mean.Attributes.TryGetValue(Axes, out var axes) ? axes.Integers
        : Constant(file, makers, mean.Read(1)).Case is Value.Integers whole
            ? [.. whole.Cells.Where(cell => cell.IsKnown).Select(cell => cell.Offset)]
        : [];

    private static Option<double> Number(OnnxFile file, ImmutableDictionary<string, OnnxNode> makers, string name) =>
        Constant(file, makers, name).Case switch
        {
            Value.Numbers { Cells.Span: [var number] } => number,
            Value.Integers { Cells: [{ IsKnown: true } cell] } => (double)cell.Offset,
            _ => Option<double>.None,
        };

    private static Option<Value> Constant(OnnxFile file, ImmutableDictionary<string, OnnxNode> makers, string name) =>
        file.Initializers.TryGetValue(name, out var stored) ? StoredTensor.Read(file.Path, stored)
        : makers.TryGetValue(name, out var maker)
        && maker is { IsStandard: true, Op: "Constant" }
        && maker.Attributes.TryGetValue("value", out var value)
        && value.Tensor is [var tensor]
            ? StoredTensor.Read(file.Path, tensor)
        : Option<Value>.None;
}
