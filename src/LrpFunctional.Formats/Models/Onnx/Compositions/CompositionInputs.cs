using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>
/// The inputs of a graph, of which one holds the sequences, or several go side by side; what else there is are lengths
/// and states.
/// </summary>
internal sealed class CompositionInputs : IGraphInputs
{
    private const string Sequences = "a";
    private const string Time = "b";
    private const int MostStates = 1 << 20;

    private readonly OnnxFile _file;
    private readonly JoinedInputs _inputs;
    private readonly InputAxes _axes;
    private readonly ImmutableArray<OnnxInput.Dimension> _shape;

    public CompositionInputs(OnnxFile file, JoinedInputs inputs, InputAxes axes)
    {
        (_file, _inputs, _axes, _shape) = (file, inputs, axes, inputs.Main.Shape.IfNone([]));
        All = file.Inputs.ToImmutableDictionary(input => input.Name);
        Sizes = new Sizes(
            new[] { (Letter: Sequences, Axis: axes.Sequences), (Letter: Time, Axis: axes.Time) }
                .Where(axis => axis.Axis >= 0)
                .SelectMany(axis =>
                    inputs
                        .Sequences.SelectMany(input => input.Shape.IfNone([])[axis.Axis].Size)
                        .Take(1)
                        .Select(size => (axis.Letter, Size: size))
                )
                .ToImmutableDictionary(axis => axis.Letter[0], axis => axis.Size)
        );
    }

    /// <inheritdoc/>
    public ImmutableDictionary<string, OnnxInput> All { get; }

    /// <inheritdoc/>
    public Sizes Sizes { get; }

    private Axis Lanes => _axes.Sequences < 0 || _shape[_axes.Sequences].IsOne ? Axis.One : Axis.Over(Sequences);

    /// <inheritdoc/>
    public Value Given(OnnxInput input) =>
        _inputs.Sequences.Contains(input) ? Steps(input)
        : _inputs.Static.Contains(input) ? Vectors(input)
        : _file.Lengths.Any(lengths => lengths.Name == input.Name)
            ? new Value.Integers(Layout.Of(input.Shape.IfNone([])[0].IsOne ? Axis.One : Lanes), [Dim.Length])
        : States(input);

    private Value.Symbols Steps(OnnxInput input)
    {
        var units = _inputs.Units(input, _axes);
        Axis Along(int axis) =>
            axis == _axes.Time ? Axis.Over(Time)
            : axis == _axes.Units ? Axis.Of(units)
            : Lanes;
        ImmutableArray<Axis> axes = [.. Enumerable.Range(0, input.Rank).Select(Along)];
        return Value.Symbols.Of(
            new Layout(axes),
            new Source.Given(input.Name, units, input.IsFloating, [.. axes.Where(axis => axis.IsSymbolic)], Time)
        );
    }

    private Value.Symbols Vectors(OnnxInput input)
    {
        var (units, lanes) = (_inputs.Units(input, _axes), input.Shape.IfNone([])[0].IsOne ? Axis.One : Lanes);
        ImmutableArray<Axis> axes = input.Rank == 1 ? [lanes] : [lanes, Axis.Of(units)];
        return Value.Symbols.Of(
            new Layout(axes),
            new Source.Given(input.Name, units, input.IsFloating, [.. axes.Where(axis => axis.IsSymbolic)])
        );
    }

    // The caller gives a state for each sequence; of an axis without a size it is not known how many cells it has.
    private Value.Symbols States(OnnxInput input)
    {
        ImmutableArray<Axis> axes =
        [
            .. input
                .Shape.IfNone([])
                .Select(size => size.Size.Match(cells => Axis.Of((int)Math.Min(cells, MostStates)), () => Lanes)),
        ];
        var layout = new Layout([.. axes.Take(Step.LargestRank)]);
        return layout.Cells > MostStates
            ? throw new FaultException(
                new Fault(
                    $"{_file.Path}: input \"{input.Name}\"",
                    $"its axes are {layout}, where the states before the first step are expected",
                    "export the network with one input, of its sequences"
                )
            )
            : Value.Symbols.Of(layout, new Source.Begun(input.Name, (int)layout.Cells));
    }
}
