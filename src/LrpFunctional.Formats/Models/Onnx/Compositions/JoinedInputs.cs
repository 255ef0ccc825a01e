using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Inputs;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>
/// The inputs of a graph that go through its layers: sequences side by side, step by step, and vectors of static
/// features behind the last step.
/// </summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Sequences">The inputs with steps, at least one, in their order.</param>
/// <param name="Static">The vectors, in their order.</param>
internal sealed record JoinedInputs(string Path, ImmutableArray<OnnxInput> Sequences, ImmutableArray<OnnxInput> Static)
{
    private const int MostUnits = 1 << 20;
    private const string Remedy = "export a network that reads sequences of one length, and vectors beside them";

    /// <summary>The input whose axes say which is which.</summary>
    public OnnxInput Main => Sequences[0];

    /// <summary>All of them.</summary>
    public ImmutableArray<OnnxInput> All => [.. Sequences, .. Static];

    /// <summary>The inputs that an output is made of.</summary>
    /// <exception cref="FaultException">There is none, or several are not read together.</exception>
    public static JoinedInputs Of(OnnxFile file, string output)
    {
        var names = GraphReach.OfFlows(file, output).Names;
        ImmutableArray<OnnxInput> inputs =
        [
            .. file.Inputs.Where(input => names.Contains(input.Name)).Except(file.Lengths),
        ];
        if (inputs.IsEmpty)
            throw new FaultException(
                new Fault($"{file.Path}: output \"{output}\"", "it does not depend on the input", Composer.Remedy)
            );
        return inputs.Length == 1 ? new JoinedInputs(file.Path, inputs, []) : OfSeveral(file.Path, inputs);
    }

    /// <summary>How many numbers an input has for each step, or for each sequence.</summary>
    /// <exception cref="FaultException">The file does not say it.</exception>
    public int Units(OnnxInput input, InputAxes axes)
    {
        var shape = input.Shape.IfNone([]);
        if (Static.Contains(input) ? shape.Length == 1 : axes.Units < 0)
            return 1;
        return shape[Static.Contains(input) ? 1 : axes.Units]
            .Size.Filter(size => size <= MostUnits)
            .Map(size => (int)size)
            .IfNone(() => throw Refusal(Path, input, "how many numbers it has is not said"));
    }

    /// <summary>Where each lies in what goes in.</summary>
    /// <exception cref="FaultException">They have different numbers of steps, or the file does not say how many
    /// numbers.</exception>
    public InputParts Parts(InputAxes axes)
    {
        ImmutableArray<long> lengths =
        [
            .. Sequences.SelectMany(input => input.Shape.IfNone([])[axes.Time].Size).Distinct(),
        ];
        if (lengths.Length > 1)
            throw Refusal(
                Path,
                Sequences[1],
                $"inputs of {string.Join(" and ", lengths)} steps are read, where sequences of one length are expected "
                    + "side by side"
            );
        var steps = lengths.ToSeq().HeadOrNone().Map(length => (int)Math.Min(length, int.MaxValue - 1));
        if (All.Length == 1)
            return new InputParts([], steps);
        var taken = Static.IsEmpty ? StepsTaken.All : StepsTaken.AllButStatic;
        ImmutableArray<int> units = [.. All.Select(input => Units(input, axes))];
        return new InputParts(
            [
                .. All.Select(
                    (input, at) =>
                        (
                            input.Name,
                            new InputPartWeights(
                                Static.Contains(input) ? StepsTaken.Static : taken,
                                units[..at].Sum(),
                                units[at]
                            )
                        )
                ),
            ],
            steps.Map(count => count + (Static.IsEmpty ? 0 : 1))
        );
    }

    private static JoinedInputs OfSeveral(string path, ImmutableArray<OnnxInput> inputs)
    {
        if (inputs.Find(input => !input.IsFloating).Case is OnnxInput words)
            throw Refusal(
                path,
                words,
                $"it holds no floating-point numbers, where the graph reads {inputs.Length} inputs, which are read as "
                    + "numbers only"
            );
        if (inputs.Find(input => input.Rank is < 1 or > 3).Case is OnnxInput odd)
            throw Refusal(
                path,
                odd,
                $"it has {odd.Rank} axes, where sequences × steps × numbers, or sequences × numbers, are expected"
            );
        ImmutableArray<OnnxInput> sequences = [.. inputs.Where(input => input.Rank == 3)];
        return sequences.IsEmpty
            ? throw Refusal(
                path,
                inputs[0],
                "no input has steps (sequences × steps × numbers), where a sequence is expected beside static features"
            )
            : new JoinedInputs(path, sequences, [.. inputs.Where(input => input.Rank < 3)]);
    }

    private static FaultException Refusal(string path, OnnxInput input, string problem) =>
        new(new Fault($"{path}: input \"{input.Name}\"", problem, Remedy));
}
