using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Inputs;
using LrpFunctional.Networks;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// All that a model reads: sequences side by side, step by step, and vectors of static features behind the last step.
/// </summary>
/// <param name="All">The inputs, in their order.</param>
internal sealed record KerasInputs(ImmutableArray<KerasInput> All)
{
    /// <summary>The inputs of a graph.</summary>
    /// <exception cref="FaultException">Several are not read together.</exception>
    public static KerasInputs Of(KerasGraph graph)
    {
        var all = KerasInput.AllOf(graph);
        if (all.Length == 1)
            return new KerasInputs(all);
        var inputs = new KerasInputs([.. all.Select(input => input.IsStatic ? AsVector(input) : input)]);
        KerasLayer Layer(KerasInput input) => graph.Layers.First(layer => layer.Name == input.Name);
        if (inputs.Sequences.IsEmpty)
            throw Layer(inputs.All[0])
                .Config.Fault("no input has steps, where a sequence is expected beside static features");
        if (graph.Layers.Find(layer => layer.Class == KerasClass.Embedding).Case is KerasLayer embedding)
            throw embedding.Entry.Fault(
                $"it reads words, where the model has {inputs.All.Length} inputs, which are read as numbers only"
            );
        if (inputs.All.Find(input => input.Shape.Units == 0).Case is KerasInput unknown)
            throw Layer(unknown).Config.Fault("how many numbers it has is not said");
        var lengths = inputs.Sequences.Select(input => input.Shape.Steps).Distinct().ToArray();
        return lengths.Length == 1
            ? inputs
            : throw Layer(inputs.Sequences[1])
                .Config.Fault(
                    $"inputs of {string.Join(" and ", lengths.Select(Said))} steps are read, where sequences of one "
                        + "length are expected side by side"
                );
    }

    /// <summary>How many columns all of them have.</summary>
    public int Width => All.Sum(Units);

    /// <summary>How many static features there are.</summary>
    public int StaticSize => IsOne ? 0 : Static.Sum(Units);

    /// <summary>How many steps go in, where that is known; static features are one more.</summary>
    public Option<int> Steps =>
        IsOne ? All[0].Shape.Steps : Sequences[0].Shape.Steps.Map(steps => steps + (Static.IsEmpty ? 0 : 1));

    /// <summary>A layer for each of several inputs, which takes its part of what goes in.</summary>
    public ImmutableArray<PlacedWeights> Layers =>
        IsOne ? [] : [.. Parts.Select(part => new PlacedWeights(part.Part, [Composition.Input]))];

    /// <summary>What each input gives, by its name.</summary>
    public ImmutableDictionary<string, KerasFlow> Flows =>
        (
            IsOne
                ? All.Select(input => (input, Source: Composition.Input))
                : Parts.Select((part, at) => (part.Input, Source: at))
        ).ToImmutableDictionary(
            input => input.Item1.Name,
            input => new KerasFlow(input.Source, input.Item1.Shape, Option<string>.None, input.Item1.Image),
            StringComparer.Ordinal
        );

    /// <summary>What a reader should know.</summary>
    public ImmutableArray<string> Notes =>
        IsOne
            ? []
            :
            [
                $"the numbers of a step are those of {Names(Sequences)}, in this order"
                    + (Static.IsEmpty ? "" : $"; the static features are those of {Names(Static)}"),
            ];

    private bool IsOne => All.Length == 1;

    private ImmutableArray<KerasInput> Sequences => [.. All.Where(input => !input.IsStatic)];

    private ImmutableArray<KerasInput> Static => [.. All.Where(input => input.IsStatic)];

    private ImmutableArray<(KerasInput Input, InputPartWeights Part)> Parts
    {
        get
        {
            ImmutableArray<KerasInput> ordered = [.. Sequences, .. Static];
            var steps = Static.IsEmpty ? StepsTaken.All : StepsTaken.AllButStatic;
            return
            [
                .. ordered.Select(
                    (input, at) =>
                        (
                            input,
                            new InputPartWeights(
                                input.IsStatic ? StepsTaken.Static : steps,
                                ordered.Take(at).Sum(Units),
                                Units(input)
                            )
                        )
                ),
            ];
        }
    }

    // The second size of a vector's shape is how many numbers it has, and no number of steps.
    private static KerasInput AsVector(KerasInput input) =>
        input with
        {
            Shape = FlowShape.Vectors(input.Shape.Steps.IfNone(0)),
        };

    private static int Units(KerasInput input) => input.Shape.Units;

    private static string Names(ImmutableArray<KerasInput> inputs) =>
        string.Join(" and ", inputs.Select(input => $"{input.Name} ({Units(input)})"));

    private static string Said(Option<int> steps) => steps.Match(known => $"{known}", () => "any number of");
}
