using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>Which class scores are explained.</summary>
public sealed record Target
{
    private readonly Func<int, Sentence, Option<string>> _problem;

    private Target(string name, Func<Prediction, ImmutableArray<int>> classes, Func<int, Sentence, Option<string>> problem)
    {
        Name = name;
        Classes = classes;
        _problem = problem;
    }

    /// <summary>The class with the highest score.</summary>
    public static Target Predicted { get; } = new("predicted", prediction => [prediction.Class], (_, _) => Option<string>.None);

    /// <summary>The class that a person gave.</summary>
    public static Target Label { get; } = new(
        "label",
        prediction => [prediction.Sentence.Label.IfNone(() => throw new ArgumentException("the target is the label, but the sentence has none"))],
        (_, sentence) => sentence.Label.IsNone ? "the target is the label, but the sentence has none" : Option<string>.None);

    /// <summary>Every class in turn.</summary>
    public static Target All { get; } = new("all", prediction => [.. Enumerable.Range(0, prediction.Scores.Length)], (_, _) => Option<string>.None);

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>The classes explained for a prediction; equally many for all sentences of a network.</summary>
    public Func<Prediction, ImmutableArray<int>> Classes { get; }

    /// <summary>One class, counted from 0.</summary>
    public static Target Class(int index) => new(
        $"{index}",
        _ => [index],
        (classes, _) => index >= 0 && index < classes ? Option<string>.None : $"the target is class {index}, but the classes count from 0 to {classes - 1}");

    /// <summary>The sentence, if this target can be explained for it.</summary>
    /// <param name="source">The place of the sentence, for messages.</param>
    /// <param name="network">The network to be explained.</param>
    /// <param name="sentence">The sentence it will read.</param>
    public Validation<Fault, Sentence> Check(string source, RecurrentNetwork network, Sentence sentence) =>
        _problem(network.Classes.Length, sentence).Match(
            Some: problem => new Fault(source, problem, "choose another target"),
            None: () => Validation<Fault, Sentence>.Success(sentence));
}
