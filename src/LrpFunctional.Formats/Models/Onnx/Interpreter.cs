using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// Finds out what each value of a graph means: from the inputs on, node after node, every cell of every result is traced to the step of a
/// recurrent network that it comes from. Nothing is recognised by its looks; what cannot be traced is refused.
/// </summary>
internal sealed class Interpreter
{
    private const long Spare = 1 << 22;
    private const int MostAxes = 1000;
    private const int Copies = 16;
    private const string Remedy = "the file is damaged, or made by hand; export the network again";

    private readonly OnnxFile _file;
    private readonly Sizes _sizes;
    private readonly ImmutableArray<(string Input, int Axis, char Letter, long Size)> _letters;
    private readonly ImmutableDictionary<string, OnnxInput> _inputs;
    private readonly Dictionary<string, Value> _values = [];
    private readonly System.Collections.Generic.HashSet<OnnxNode> _understood = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _makers = [];
    private long _stored;
    private long _made;

    private Interpreter(OnnxFile file)
    {
        _file = file;
        _letters = Letters(file.Inputs);
        if (_letters.Length > MostAxes) throw new FaultException(new Fault(file.Path, $"its inputs have {_letters.Length} axes, where ids or numbers are expected", Remedy));
        _sizes = new Sizes(_letters.Where(letter => letter.Size > 1).ToImmutableDictionary(letter => letter.Letter, letter => letter.Size));
        _inputs = file.Inputs.DistinctBy(input => input.Name).ToImmutableDictionary(input => input.Name);
        foreach (var (node, at) in file.Nodes.Select((node, at) => (node, at)))
        {
            foreach (var output in node.Outputs.Where(output => output != ""))
            {
                if (!_makers.TryAdd(output, at) || _inputs.ContainsKey(output) || file.Initializers.ContainsKey(output))
                    throw new FaultException(new Fault($"{file.Path}: {node.Label}", $"\"{output}\" has another origin too", Remedy));
            }
        }
    }

    /// <summary>What each output of the graph means, or why it could not be found out; the graph itself is checked first.</summary>
    /// <exception cref="FaultException">The nodes go round in a circle, or want a value that nothing gives.</exception>
    public static ImmutableArray<Validation<Fault, Value>> Run(OnnxFile file)
    {
        var interpreter = new Interpreter(file);
        var order = interpreter.Order();
        return [.. file.Outputs.Select(output => Edge.Read(file.Path, () => interpreter.Meaning(output, order)))];
    }

    /// <summary>The axes of the inputs whose meaning is the same for all their cells; one of size 1 is an axis like any other.</summary>
    private static ImmutableArray<(string Input, int Axis, char Letter, long Size)> Letters(ImmutableArray<OnnxInput> inputs) =>
    [
        .. inputs
            .SelectMany(input => input.Shape.IfNone([]).Take(2).Select((size, axis) => (Input: input.Name, Axis: axis, Size: size.IfNone(0))))
            .Where(axis => axis.Size != 1)
            .Select((axis, at) => (axis.Input, axis.Axis, (char)('a' + at), axis.Size)),
    ];

    private Value.Symbols Given(OnnxInput input)
    {
        var shape = input.Shape.IfNone(() => throw Refusal(input, "its shape is not in the file"));
        var isFloating = input.ElementType is 1 or 10 or 11 or 16;
        if (!isFloating && input.ElementType is not (6 or 7)) throw Refusal(input, $"its elements are of ONNX's type {input.ElementType}");
        if (shape.Length > 3) throw Refusal(input, $"it has {shape.Length} axes");
        var units = shape.Length == 3 ? shape[2].IfNone(() => throw Refusal(input, "its last axis, the numbers of each step, has no fixed size")) : 1;
        if (units > 1 << 20) throw Refusal(input, $"it has {units} numbers for each step");
        var own = _letters.Where(letter => letter.Input == input.Name).ToImmutableDictionary(letter => letter.Axis, letter => Axis.Over($"{letter.Letter}"));
        ImmutableArray<Axis> axes = [.. Enumerable.Range(0, Math.Min(shape.Length, 2)).Select(axis => own.GetValueOrDefault(axis, Axis.One))];
        return Value.Symbols.Of(new Layout(shape.Length == 3 ? axes.Add(Axis.Of((int)units)) : axes), new Source.Given(input.Name, (int)units, isFloating));
    }

    private FaultException Refusal(OnnxInput input, string problem) => new(new Fault(
        $"{_file.Path}: input \"{input.Name}\"",
        $"{problem}, where ids (sequences × steps) or numbers (sequences × steps × numbers) are expected",
        "export the network with such an input"));

    /// <summary>The nodes in an order in which each comes after those that it needs.</summary>
    private ImmutableArray<int> Order()
    {
        var open = _file.Nodes.Select(node => node.Inputs.Count(_makers.ContainsKey)).ToArray();
        var users = _file.Nodes
            .SelectMany((node, at) => node.Inputs.Where(_makers.ContainsKey).Select(input => (Maker: _makers[input], User: at)))
            .ToLookup(use => use.Maker, use => use.User);
        var order = ImmutableArray.CreateBuilder<int>();
        var ready = new Queue<int>(Enumerable.Range(0, open.Length).Where(node => open[node] == 0));
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var user in users[node])
            {
                if (--open[user] == 0) ready.Enqueue(user);
            }
        }

        foreach (var node in _file.Nodes)
        {
            if (node.Inputs.FirstOrDefault(input => input != "" && !IsKnown(input)) is { } missing)
                throw new FaultException(new Fault(
                    $"{_file.Path}: {node.Label}", $"its input \"{missing}\" is neither stored nor made by a node nor an input of the graph", Remedy));
        }

        if (order.Count < open.Length)
        {
            var circle = Enumerable.Range(0, open.Length).First(node => open[node] > 0);
            throw new FaultException(new Fault($"{_file.Path}: {_file.Nodes[circle].Label}", "it needs its own result, by way of the nodes before it", Remedy));
        }

        return order.DrainToImmutable();
    }

    private bool IsKnown(string name) => _makers.ContainsKey(name) || _inputs.ContainsKey(name) || _file.Initializers.ContainsKey(name);

    /// <summary>The value of a name, from the values of those nodes that it needs.</summary>
    private Value Meaning(string name, ImmutableArray<int> order)
    {
        var needed = new System.Collections.Generic.HashSet<int>();
        var names = new Stack<string>([name]);
        while (names.TryPop(out var wanted))
        {
            if (!_makers.TryGetValue(wanted, out var maker) || !needed.Add(maker)) continue;
            foreach (var input in _file.Nodes[maker].Inputs) names.Push(input);
        }

        foreach (var node in order.Where(needed.Contains)) Understand(_file.Nodes[node]);
        return Find(name).IfNone(() => throw new FaultException(new Fault(_file.Path, $"its output \"{name}\" is made by no node", Remedy)));
    }

    private void Understand(OnnxNode node)
    {
        if (!_understood.Add(node)) return;
        var step = new Step(_file.Path, _file.Opset, node, [.. node.Inputs.Select(input => input == "" ? Option<Value>.None : Input(node, input))], _sizes, Room, Stored);
        foreach (var (output, value) in node.Outputs.Zip(Operations.Run(step), (output, value) => (output, value)).Where(result => result.output != "")) _values[output] = value;
    }

    private Value Input(OnnxNode node, string name) => Find(name).IfNone(() => throw new FaultException(new Fault(
        $"{_file.Path}: {node.Label}", $"its input \"{name}\" is a result of the {_file.Nodes[_makers[name]].Label} that is not read", "export the network without that result")));

    private Option<Value> Find(string name)
    {
        if (_values.TryGetValue(name, out var value)) return value;
        if (_inputs.TryGetValue(name, out var input)) return _values[name] = Given(input);
        return _file.Initializers.TryGetValue(name, out var tensor) ? _values[name] = Stored(tensor) : Option<Value>.None;
    }

    private Value Stored(OnnxTensor tensor)
    {
        var value = StoredTensor.Read(_file.Path, tensor);
        _stored += value.Layout.Cells;
        return value;
    }

    // A few bytes can ask for any number of cells; a network's own are never copied often.
    private Layout Room(Step step, Layout layout)
    {
        _made += layout.Cells;
        return _made <= Spare + (Copies * _stored) ? layout : throw step.Refusal($"it makes values with the axes {layout}, many more numbers than are stored in the file", Remedy);
    }
}
