using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>A node whose inputs are understood.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Opset">The version of the operations.</param>
/// <param name="Node">The node.</param>
/// <param name="Inputs">Its inputs; none for one that is left out.</param>
/// <param name="Sizes">The sizes of the graph's input axes.</param>
/// <param name="Room">Gives a layout back if there is room for so many new cells.</param>
/// <param name="Stored">Reads a stored tensor.</param>
/// <param name="Branch">What the outputs of a branch mean.</param>
/// <param name="Along">An axis of steps that the node makes, of a size that is known or not.</param>
internal sealed record Step(
    string Path,
    int Opset,
    OnnxNode Node,
    ImmutableArray<Option<Value>> Inputs,
    Sizes Sizes,
    Func<Step, Layout, Layout> Room,
    Func<OnnxTensor, Value> Stored,
    Func<Step, OnnxBranch, ImmutableArray<Value>> Branch,
    Func<Step, Option<long>, Axis> Along
)
{
    /// <summary>The most axes that a value may have.</summary>
    public const int LargestRank = 32;

    private const string General =
        "only what LrpFunctional can take apart is read: embeddings, recurrent layers, a reading of their "
        + "states, dense layers";

    /// <summary>Why the node is refused.</summary>
    public FaultException Refusal(string problem, string remedy = General) =>
        new(new Fault($"{Path}: {Node.Label}", problem, remedy));

    public Option<Value> Maybe(int at) => at < Inputs.Length ? Inputs[at] : Option<Value>.None;

    public Value Input(int at) =>
        Maybe(at).IfNone(() => throw Refusal($"its input {at} is left out, where one is expected"));

    public Value.Symbols Symbols(int at) =>
        Input(at) as Value.Symbols
        ?? throw Refusal(
            $"its input \"{Node.Inputs[at]}\" is stored in the file or is a shape, where a result of the "
                + "network is expected"
        );

    public Value.Integers Integers(int at) =>
        Input(at) as Value.Integers
        ?? throw Refusal(
            $"its input \"{Node.Inputs[at]}\" is not made of whole numbers known from the file and the shape "
                + "of the input, where such are expected"
        );

    /// <summary>A list of whole numbers, the same for all sequences and steps.</summary>
    public ImmutableArray<Dim> Whole(int at)
    {
        var list = Integers(at);
        return list.Layout.Axes.Any(axis => axis.IsSymbolic)
            ? throw Refusal(
                $"its input \"{Node.Inputs[at]}\" has a number for each sequence or step, where the same for "
                    + "all are expected"
            )
            : list.Cells;
    }

    public Value.Numbers Numbers(int at) =>
        Input(at) as Value.Numbers
        ?? throw Refusal(
            $"its input \"{Node.Inputs[at]}\" is not stored in the file as floating-point numbers, where it "
                + "is expected to be"
        );

    public bool Has(string attribute) => Node.Attributes.ContainsKey(attribute);

    public long Integer(string attribute, long otherwise) =>
        Has(attribute) ? Node.Attributes[attribute].Integer : otherwise;

    public float Number(string attribute, float otherwise) =>
        Has(attribute) ? Node.Attributes[attribute].Number : otherwise;

    public string Text(string attribute, string otherwise) =>
        Has(attribute) ? Node.Attributes[attribute].Text : otherwise;

    /// <summary>An axis counted from 0, from a number that counts from the end where it is negative.</summary>
    public int Axis(long axis, int rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw Refusal($"its axis is {axis}, where its input has {rank} axes");

    /// <summary>A number of axes that a value may have.</summary>
    public int Rank(int rank) =>
        rank <= LargestRank
            ? rank
            : throw Refusal($"it makes a value with {rank} axes, where at most {LargestRank} are expected");

    /// <summary>
    /// Whole numbers that older opsets have as an attribute and newer ones as an input; none where they are left out.
    /// </summary>
    public Option<ImmutableArray<long>> List(string attribute, int input)
    {
        if (Has(attribute))
            return Node.Attributes[attribute].Integers;
        return Maybe(input).Map(_ => Known(input));
    }

    /// <summary>An input of whole numbers that must not depend on the shape of the input.</summary>
    public ImmutableArray<long> Known(int input) =>
        [
            .. Whole(input)
                .Select(cell =>
                    cell.IsKnown
                        ? cell.Offset
                        : throw Refusal(
                            $"its input \"{Node.Inputs[input]}\" depends on the size {cell} of the graph's "
                                + "input, where a fixed number is expected"
                        )
                ),
        ];

    /// <summary>Cells picked along each axis, in a layout that there is room for.</summary>
    public Value Pick(Value value, Layout layout, IEnumerable<ImmutableArray<int>> steps) =>
        value.Picked(Room(this, layout), Layout.Places(steps));
}
