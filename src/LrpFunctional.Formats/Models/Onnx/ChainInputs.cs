using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The inputs of a graph, any of which may be the words or numbers that the network reads.</summary>
internal sealed class ChainInputs : IGraphInputs
{
    private const int MostAxes = 1000;
    private const string Remedy = "the file is damaged, or made by hand; export the network again";

    private readonly string _path;
    private readonly ImmutableArray<Letter> _letters;
    private readonly ImmutableHashSet<string> _lengths;

    private ChainInputs(OnnxFile file)
    {
        _path = file.Path;
        _lengths = [.. file.Lengths.Select(input => input.Name)];
        _letters = Letters(file.Inputs.Where(input => !_lengths.Contains(input.Name)));
        if (_letters.Length > MostAxes)
        {
            throw new FaultException(
                new Fault(
                    file.Path,
                    $"its inputs have {_letters.Length} axes, where ids or numbers are expected",
                    Remedy
                )
            );
        }

        Sizes = new Sizes(
            _letters
                .Where(letter => letter.Dimension.Size.IsSome)
                .ToImmutableDictionary(letter => letter.Name, letter => letter.Dimension.Size.IfNone(1))
        );
        All = file.Inputs.ToImmutableDictionary(input => input.Name);
    }

    /// <inheritdoc/>
    public ImmutableDictionary<string, OnnxInput> All { get; }

    /// <inheritdoc/>
    public Sizes Sizes { get; }

    public static ChainInputs Of(OnnxFile file) => new(file);

    /// <summary>
    /// The axes of the inputs whose meaning is the same for all their cells; one of size 1 is an axis like any other.
    /// </summary>
    private static ImmutableArray<Letter> Letters(IEnumerable<OnnxInput> inputs) =>
        [
            .. inputs
                .SelectMany(input =>
                    input.Shape.IfNone([]).Take(2).Select((size, axis) => (Input: input.Name, Axis: axis, Size: size))
                )
                .Where(axis => !axis.Size.IsOne)
                .Select((axis, at) => new Letter((char)('a' + at), axis.Input, axis.Axis, axis.Size)),
        ];

    /// <inheritdoc/>
    public Value Given(OnnxInput input)
    {
        var shape = input.Shape.IfNone(() => throw Refusal(input, "its shape is not in the file"));
        if (!input.IsFloating && !input.IsWhole)
            throw Refusal(input, $"its elements are of ONNX's type {input.ElementType}");
        if (_lengths.Contains(input.Name))
            return new Value.Integers(Layout.Of(Sequences(shape[0])), [Dim.Length]);
        if (shape.Length > 3)
            throw Refusal(input, $"it has {shape.Length} axes");
        var units =
            shape.Length == 3
                ? shape[2]
                    .Size.IfNone(() =>
                        throw Refusal(input, "its last axis, the numbers of each step, has no fixed size")
                    )
                : 1;
        if (units > 1 << 20)
            throw Refusal(input, $"it has {units} numbers for each step");
        Axis Along(int axis) =>
            _letters
                .Where(letter => letter.Input == input.Name && letter.Axis == axis)
                .Select(letter => letter.Along)
                .FirstOrDefault(Axis.One);
        ImmutableArray<Axis> axes = [.. Enumerable.Range(0, Math.Min(shape.Length, 2)).Select(Along)];
        return Value.Symbols.Of(
            new Layout(shape.Length == 3 ? axes.Add(Axis.Of((int)units)) : axes),
            new Source.Given(input.Name, (int)units, input.IsFloating, axes)
        );
    }

    /// <summary>The axis of lengths, one for each sequence: the input axis of the same size, else the first.</summary>
    private Axis Sequences(OnnxInput.Dimension lengths) =>
        lengths.IsOne
            ? Axis.One
            : _letters
                .Where(letter => letter.Dimension.IsThatOf(lengths))
                .Concat(_letters.Where(letter => letter.Axis == 0))
                .Select(letter => letter.Along)
                .FirstOrDefault(Axis.One);

    private FaultException Refusal(OnnxInput input, string problem) =>
        new(
            new Fault(
                $"{_path}: input \"{input.Name}\"",
                $"{problem}, where ids (sequences × steps) or numbers (sequences × steps × numbers) are expected",
                "export the network with such an input"
            )
        );

    /// <summary>An axis of an input, and the letter that stands for it.</summary>
    private readonly record struct Letter(char Name, string Input, int Axis, OnnxInput.Dimension Dimension)
    {
        public Axis Along => Onnx.Axis.Over($"{Name}");
    }
}
