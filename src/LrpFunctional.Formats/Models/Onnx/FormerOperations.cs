using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// Operations as opsets before 7 wrote them, in the form of opset 7: what they say that later ones do not is left out
/// where it asks for nothing, and refused by name where it asks for something else.
/// </summary>
internal static class FormerOperations
{
    /// <summary>The first opset whose operations stand as they are.</summary>
    public const int Present = 7;

    private const int ShapesAsInputs = 5;
    private const int AxisOfConcat = 4;
    private const string Remedy = "export the network again with opset 7 or later, for example 17";

    private static readonly ImmutableArray<string> OfTwo = ["Add", "Sub", "Mul", "Div", "Pow", "PRelu", "Equal"];
    private static readonly ImmutableArray<string> Recurrent = ["LSTM", "GRU", "RNN"];

    /// <summary>The nodes in whose place a node of an earlier opset stands: itself, behind a constant or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="opset">Its opset.</param>
    /// <param name="node">The node.</param>
    /// <exception cref="FaultException">What it says is not read.</exception>
    public static IEnumerable<OnnxNode> Raised(string path, long opset, OnnxNode node)
    {
        if (opset >= Present || !node.IsStandard)
            return [node];
        var left = node.Attributes.Values.Aggregate(
            node.Attributes,
            (kept, attribute) => IsLeftOut(path, node, attribute) ? kept.Remove(attribute.Name) : kept
        );
        if (node.Op == "Concat" && opset < AxisOfConcat && !left.ContainsKey("axis"))
            left = left.Add("axis", OnnxAttribute.OfInteger("axis", 1));
        return opset < ShapesAsInputs && node.Op == "Reshape" && left.TryGetValue("shape", out var shape)
            ? WithShape(path, node, left, shape)
            : [Of(node, node.Inputs, left)];
    }

    private static bool IsLeftOut(string path, OnnxNode node, OnnxAttribute attribute) =>
        (node.Op, attribute.Name) switch
        {
            (_, "consumed_inputs") => true,
            ("Dropout" or "BatchNormalization", "is_test") => attribute.Integer != 0
                ? true
                : throw Refused(path, node, "is_test is 0, as in training, where 1 is expected"),
            (var op, "output_sequence") when Recurrent.Contains(op) => true,
            ("Gemm", "broadcast") => true,
            (var op, "broadcast") when OfTwo.Contains(op) => true,
            (var op, "axis") when OfTwo.Contains(op) => throw Refused(
                path,
                node,
                $"axis is {attribute.Integer}: it says where the axes of its second input lie, which is read only where "
                    + "they are the last ones"
            ),
            _ => false,
        };

    // The sizes as a constant that is read.
    private static IEnumerable<OnnxNode> WithShape(
        string path,
        OnnxNode node,
        ImmutableDictionary<string, OnnxAttribute> attributes,
        OnnxAttribute shape
    )
    {
        var name = $"shape of {node.Outputs.FirstOrDefault("")}";
        var constant = OnnxAttribute.OfText("value") with
        {
            SaidForm = OnnxForm.Tensor,
            Tensor = [OnnxTensor.OfWhole(path, name, shape.Integers)],
        };
        return
        [
            new OnnxNode(
                name,
                "Constant",
                "",
                [],
                [name],
                ImmutableDictionary<string, OnnxAttribute>.Empty.Add(constant.Name, constant)
            ),
            Of(node, [node.Read(0), name], attributes.Remove(shape.Name)),
        ];
    }

    private static OnnxNode Of(
        OnnxNode node,
        ImmutableArray<string> inputs,
        ImmutableDictionary<string, OnnxAttribute> attributes
    ) => new(node.Name, node.Op, node.Domain, inputs, node.Outputs, attributes);

    private static FaultException Refused(string path, OnnxNode node, string problem) =>
        new(new Fault(path, $"{node.Label}: its attribute {problem}", Remedy));
}
