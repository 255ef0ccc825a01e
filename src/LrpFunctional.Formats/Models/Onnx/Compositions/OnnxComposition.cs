using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Graphs that are more than a chain: each becomes a composition of the library's layers.</summary>
internal static class OnnxComposition
{
    /// <summary>The network that an output of a graph gives, or why it is none.</summary>
    public static Validation<Fault, ModelParts> Of(OnnxFile file, string output) =>
        Edge.Read(file.Path, () => Composed(WrittenNormalisation.Folded(file), output)).Bind(parts => parts);

    private static Validation<Fault, ModelParts> Composed(OnnxFile file, string output)
    {
        var inputs = JoinedInputs.Of(file, output);
        ImmutableArray<(Validation<Fault, ModelParts> Parts, int Understood)> tries =
        [
            .. InputAxes.All(file.Path, inputs.Main).Select(axes => Composed(file, output, inputs, axes)),
        ];

        // Along the wrong axes the first recurrent layer cannot be understood.
        return tries.MaxBy(tried => (tried.Parts.IsSuccess, tried.Understood)).Parts;
    }

    private static (Validation<Fault, ModelParts> Parts, int Understood) Composed(
        OnnxFile file,
        string output,
        JoinedInputs inputs,
        InputAxes axes
    )
    {
        var run = Interpreter.Run(
            file with
            {
                Outputs = [output],
            },
            new CompositionInputs(file, inputs, axes),
            CompositionOperations.All
        );
        var parts = run.Outputs[0]
            .Bind(value => Edge.Read(file.Path, () => Parts(file, output, value, inputs, axes, run.Stored)));
        return (parts, run.Understood);
    }

    private static ModelParts Parts(
        OnnxFile file,
        string output,
        Value value,
        JoinedInputs inputs,
        InputAxes axes,
        ImmutableArray<Value.Numbers> stored
    )
    {
        var parts = inputs.Parts(axes);
        var ending = Ending.Of(file.Path, output, value, file.Outputs.Length == 1, parts);
        var reach = GraphReach.Of(file, output);
        ImmutableArray<string> lengths = [.. file.Lengths.Select(input => input.Name)];
        ImmutableArray<string> states =
        [
            .. file
                .Inputs.Select(input => input.Name)
                .Except(inputs.All.Select(input => input.Name))
                .Where(name => !lengths.Contains(name) && reach.Names.Contains(name)),
        ];
        return new ModelParts(
            ModelConfig.Default with
            {
                Architecture = Architecture.Default with { Probabilities = ending.Function },
            },
            stored.ToImmutableDictionary(numbers => numbers.Name, numbers => TensorOf(file.Path, numbers))
        )
        {
            Composition = ending.Network,
            Graph = new GraphSignature(inputs.Main.Name, axes.Time, lengths, ending.Scores)
            {
                UnitAxis = axes.Units,
                Parts = parts.Given,
                States = states,
                ScoreAxes = ending.Axes,
                GivesLogarithms = ending.IsLogarithm,
                Tensors = file.Initializers.Count,
            },
            Notes =
            [
                .. parts.Notes,
                .. ending.Notes,
                .. states.IsEmpty
                    ? ImmutableArray<string>.Empty
                    :
                    [
                        "the recurrent layers start at zero, where the graph takes states from its caller, "
                            + string.Join(", ", states),
                    ],
            ],
        };
    }

    private static Tensor TensorOf(string path, Value.Numbers numbers)
    {
        ImmutableArray<int> shape = [.. numbers.Layout.Axes.Select(axis => axis.Size)];
        return new Tensor($"{path}: {numbers.Name}", numbers.Type, shape.IsEmpty ? [1] : shape, numbers.Cells);
    }
}
