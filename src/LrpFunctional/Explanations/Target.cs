using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>Which class scores are explained.</summary>
public sealed record Target
{
    private const string NoLabel = "the target is the label, but the sentence has none";

    private readonly Func<Sentence, bool> _exists;

    private Target(string name, Func<Prediction, ImmutableArray<int>> classes, Func<Sentence, bool> exists)
    {
        Name = name;
        Classes = classes;
        _exists = exists;
    }

    /// <summary>The class with the highest score.</summary>
    public static Target Predicted { get; } = new("predicted", prediction => [prediction.Class], _ => true);

    /// <summary>The class that a person gave.</summary>
    public static Target Label { get; } = new(
        "label", prediction => [prediction.Sentence.Label.IfNone(() => throw new ArgumentException(NoLabel))], sentence => sentence.Label.IsSome);

    /// <summary>Every class in turn.</summary>
    public static Target All { get; } = new("all", prediction => [.. Enumerable.Range(0, prediction.Scores.Length)], _ => true);

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>The classes explained for a prediction; equally many for all sentences of a network.</summary>
    public Func<Prediction, ImmutableArray<int>> Classes { get; }

    /// <summary>One class, counted from 0.</summary>
    public static Target Class(int index) => new($"{index}", _ => [index], _ => true);

    /// <summary>The target of this name: predicted, label, all, or the number of one of the classes.</summary>
    /// <param name="source">The option or setting that names it, for messages.</param>
    /// <param name="name">The name.</param>
    /// <param name="classes">How many classes there are.</param>
    public static Validation<Fault, Target> Parse(string source, string name, int classes)
    {
        var named = ImmutableArray.Create(Predicted, Label, All).Where(target => target.Name == name).ToSeq();
        if (!named.IsEmpty) return named[0];
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < classes
            ? Class(index)
            : new Fault(source, $"it is \"{name}\", where predicted, label, all, or a class from 0 to {classes - 1} is expected", "choose one of them");
    }

    /// <summary>The sentence, if it has what this target explains.</summary>
    /// <param name="source">The place of the sentence, for messages.</param>
    /// <param name="sentence">The sentence to be explained.</param>
    public Validation<Fault, Sentence> Check(string source, Sentence sentence) =>
        _exists(sentence) ? sentence : new Fault(source, NoLabel, "give it a label, or choose another target");
}
