using System.Collections.Frozen;
using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// Finds out what each value of a graph means: from the inputs on, node after node, every cell of every result is
/// traced to the step of a recurrent network that it comes from. Nothing is recognised by its looks; what cannot be
/// traced is refused.
/// </summary>
internal sealed class Interpreter
{
    private const long Spare = 1 << 21;
    private const int Copies = 16;
    private const int MostAxes = 1000;
    private const char FirstAxis = 'α';
    private const string Remedy = "the file is damaged, or made by hand; export the network again";

    private readonly OnnxFile _file;
    private readonly IGraphInputs _inputs;
    private readonly FrozenDictionary<string, OnnxOperation> _operations;
    private readonly Dictionary<string, Value> _values = [];
    private readonly System.Collections.Generic.HashSet<OnnxNode> _understood = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _makers = [];
    private Sizes _sizes;
    private int _axes;
    private long _stored;
    private long _made;

    private Interpreter(OnnxFile file, IGraphInputs inputs, FrozenDictionary<string, OnnxOperation> operations)
    {
        (_file, _inputs, _sizes, _operations) = (file, inputs, inputs.Sizes, operations);
        foreach (var (node, at) in file.Nodes.Select((node, at) => (node, at)))
        {
            foreach (var output in node.Outputs.Where(output => output != ""))
            {
                if (
                    !_makers.TryAdd(output, at)
                    || inputs.All.ContainsKey(output)
                    || file.Initializers.ContainsKey(output)
                )
                    throw new FaultException(
                        new Fault($"{file.Path}: {node.Label}", $"\"{output}\" has another origin too", Remedy)
                    );
            }
        }
    }

    /// <summary>
    /// What each output of the graph means, or why it could not be found out; the graph itself is checked first.
    /// </summary>
    /// <exception cref="FaultException">The nodes go round in a circle, or want a value that nothing gives.</exception>
    public static ImmutableArray<Validation<Fault, Value>> Run(OnnxFile file) =>
        Run(file, ChainInputs.Of(file), Operations.All).Outputs;

    /// <inheritdoc cref="Run(OnnxFile)"/>
    /// <param name="file">The file.</param>
    /// <param name="inputs">What its inputs mean.</param>
    /// <param name="operations">The operations that are understood.</param>
    public static GraphMeaning Run(
        OnnxFile file,
        IGraphInputs inputs,
        FrozenDictionary<string, OnnxOperation> operations
    )
    {
        var interpreter = new Interpreter(file, inputs, operations);
        var order = interpreter.Order();
        return new GraphMeaning(
            [.. file.Outputs.Select(output => Edge.Read(file.Path, () => interpreter.Meaning(output, order)))],
            interpreter._values.Keys.Count(interpreter._makers.ContainsKey),
            [
                .. interpreter
                    ._values.Where(value => value.Value is Value.Numbers numbers && numbers.Name == value.Key)
                    .Select(value => (Value.Numbers)value.Value),
            ]
        );
    }

    /// <summary>The nodes in an order in which each comes after those that it needs.</summary>
    private ImmutableArray<int> Order()
    {
        var open = _file.Nodes.Select(node => node.Needs.Count(_makers.ContainsKey)).ToArray();
        var users = _file
            .Nodes.SelectMany(
                (node, at) => node.Needs.Where(_makers.ContainsKey).Select(input => (Maker: _makers[input], User: at))
            )
            .ToLookup(use => use.Maker, use => use.User);
        var order = ImmutableArray.CreateBuilder<int>();
        var ready = new Queue<int>(Enumerable.Range(0, open.Length).Where(node => open[node] == 0));
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var user in users[node])
            {
                if (--open[user] == 0)
                    ready.Enqueue(user);
            }
        }

        foreach (var node in _file.Nodes)
        {
            if (node.Needs.FirstOrDefault(input => input != "" && !IsKnown(input)) is { } missing)
                throw new FaultException(
                    new Fault(
                        $"{_file.Path}: {node.Label}",
                        $"its input \"{missing}\" is neither stored nor made by a node nor an input of the graph",
                        Remedy
                    )
                );
        }

        if (order.Count < open.Length)
        {
            var circle = Enumerable.Range(0, open.Length).First(node => open[node] > 0);
            throw new FaultException(
                new Fault(
                    $"{_file.Path}: {_file.Nodes[circle].Label}",
                    "it needs its own result, by way of the nodes before it",
                    Remedy
                )
            );
        }

        return order.DrainToImmutable();
    }

    private bool IsKnown(string name) =>
        _makers.ContainsKey(name) || _inputs.All.ContainsKey(name) || _file.Initializers.ContainsKey(name);

    /// <summary>The value of a name, from the values of those nodes that it needs.</summary>
    private Value Meaning(string name, ImmutableArray<int> order)
    {
        var needed = new System.Collections.Generic.HashSet<int>();
        var names = new Stack<string>([name]);
        while (names.TryPop(out var wanted))
        {
            if (!_makers.TryGetValue(wanted, out var maker) || !needed.Add(maker))
                continue;
            foreach (var input in _file.Nodes[maker].Needs)
                names.Push(input);
        }

        foreach (var node in order.Where(needed.Contains))
            Understand(_file.Nodes[node]);
        return Find(name)
            .IfNone(() =>
                throw new FaultException(new Fault(_file.Path, $"its output \"{name}\" is made by no node", Remedy))
            );
    }

    private void Understand(OnnxNode node)
    {
        if (!_understood.Add(node))
            return;
        ImmutableArray<Option<Value>> inputs =
        [
            .. node.Inputs.Select(input => input == "" ? Option<Value>.None : Input(node, input)),
        ];
        var results = Operations.Run(
            _operations,
            new Step(_file.Path, _file.Opset, node, inputs, _sizes, Room, Stored, Branch, Along)
        );
        var named = node.Outputs.Zip(results, (output, value) => (output, value)).Where(result => result.output != "");
        foreach (var (output, value) in named)
            _values[output] = value;
    }

    private Value Input(OnnxNode node, string name) =>
        Find(name)
            .IfNone(() =>
            {
                var origin = _makers.TryGetValue(name, out var maker)
                    ? $"a result of the {_file.Nodes[maker].Label} that is not read"
                    : "made by no node before it";
                throw new FaultException(
                    new Fault(
                        $"{_file.Path}: {node.Label}",
                        $"its input \"{name}\" is {origin}",
                        "export the network without that result"
                    )
                );
            });

    // Names are unique in a graph with all its branches, of which the other is never run.
    private ImmutableArray<Value> Branch(Step step, OnnxBranch branch)
    {
        if (branch.Own.FirstOrDefault(name => IsKnown(name) || _values.ContainsKey(name)) is { } twice)
            throw step.Refusal($"\"{twice}\" in its branch has another origin too", Remedy);
        foreach (var (name, tensor) in branch.Initializers)
            _values[name] = Stored(tensor);
        foreach (var node in branch.Nodes)
            Understand(node);
        return
        [
            .. branch.Outputs.Select(output =>
                Find(output)
                    .IfNone(() =>
                        throw step.Refusal($"the output \"{output}\" of its branch is made by no node", Remedy)
                    )
            ),
        ];
    }

    private Option<Value> Find(string name)
    {
        if (_values.TryGetValue(name, out var value))
            return value;
        if (_inputs.All.TryGetValue(name, out var input))
            return _values[name] = _inputs.Given(input);
        return _file.Initializers.TryGetValue(name, out var tensor)
            ? _values[name] = Stored(tensor)
            : Option<Value>.None;
    }

    private Value Stored(OnnxTensor tensor)
    {
        var value = StoredTensor.Read(_file.Path, tensor);
        _stored += value.Layout.Cells;
        return value;
    }

    // Windows over time make other steps than there were.
    private Axis Along(Step step, Option<long> size)
    {
        if (++_axes > MostAxes)
            throw step.Refusal($"more than {MostAxes} axes of steps are made in the graph", Remedy);
        var letter = (char)(FirstAxis + _axes);
        _sizes = size.Match(known => new Sizes(_sizes.Known.Add(letter, known)), () => _sizes);
        return Axis.Over($"{letter}");
    }

    // A few bytes can ask for any number of cells; a network's own are never copied often.
    private Layout Room(Step step, Layout layout)
    {
        _made += layout.Cells;
        return _made <= Spare + (Copies * _stored)
            ? layout
            : throw step.Refusal(
                $"it makes values with the axes {layout}, many more numbers than are stored in the file",
                Remedy
            );
    }
}
