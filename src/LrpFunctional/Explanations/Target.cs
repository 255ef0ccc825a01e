using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>What is explained of each sentence.</summary>
public sealed record Target
{
    private const string NoLabel = "the target is the label, but the sentence has none";

    private readonly Func<Sentence, bool> _exists;

    private Target(
        string name,
        Func<Prediction, ImmutableArray<Output>> outputs,
        Func<Sentence, bool> exists,
        bool isContrast = false
    )
    {
        Name = name;
        Outputs = outputs;
        _exists = exists;
        IsContrast = isContrast;
    }

    /// <summary>The class with the highest score.</summary>
    public static Target Predicted { get; } = new("predicted", prediction => [prediction.Class], _ => true);

    /// <summary>The class with the second highest score, the first of several.</summary>
    public static Target Second { get; } = new("second", prediction => [prediction.Second], _ => true);

    /// <summary>The class that a person gave.</summary>
    public static Target Label { get; } =
        new(
            "label",
            prediction => [prediction.Sentence.Label.IfNone(() => throw new ArgumentException(NoLabel))],
            sentence => sentence.Label.IsSome
        );

    /// <summary>Every class in turn.</summary>
    public static Target All { get; } =
        new(
            "all",
            prediction => [.. Enumerable.Range(0, prediction.Scores.Length).Select(index => Output.Of(index))],
            _ => true
        );

    private static ImmutableArray<Target> Single => [Predicted, Second, Label];

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>Whether it is the difference of two scores.</summary>
    public bool IsContrast { get; }

    /// <summary>The outputs explained for a prediction; equally many for all sentences of a network.</summary>
    public Func<Prediction, ImmutableArray<Output>> Outputs { get; }

    /// <summary>One class, counted from 0.</summary>
    public static Target Class(int index) => new($"{index}", _ => [index], _ => true);

    /// <summary>What speaks for one class rather than for another, s_c − s_a; both targets are of one class.</summary>
    public static Target Contrast(Target one, Target against) =>
        new(
            $"{one.Name}-{against.Name}",
            prediction =>
                [Output.Contrast(one.Outputs(prediction).Single().Class, against.Outputs(prediction).Single().Class)],
            sentence => one._exists(sentence) && against._exists(sentence),
            isContrast: true
        );

    /// <summary>Another quantity of the same classes.</summary>
    /// <exception cref="ArgumentException">The target is a contrast, which is of scores.</exception>
    public Target Of(Quantity quantity) =>
        IsContrast
            ? throw new ArgumentException("a contrast is of scores", nameof(quantity))
            : new(
                $"{Name} ({quantity})",
                prediction => [.. Outputs(prediction).Select(output => Output.Of(output.Class, quantity))],
                _exists
            );

    /// <summary>
    /// The target of this name: predicted, second, label, all, the number of one of the classes, or two of these but
    /// all with a hyphen between.
    /// </summary>
    /// <param name="source">The option or setting that names it, for messages.</param>
    /// <param name="name">The name.</param>
    /// <param name="classes">How many classes there are.</param>
    public static Validation<Fault, Target> Parse(string source, string name, int classes)
    {
        if (name == All.Name)
            return All;
        var parts = name.Split('-').Select(part => One(part, classes)).ToImmutableArray();
        if (parts.Length > 2 || parts.Any(part => part.IsNone))
        {
            return new Fault(
                source,
                $"it is \"{name}\", where predicted, second, label, all, a class from 0 to {classes - 1}, or "
                    + "two like predicted-second are expected",
                "choose one of them"
            );
        }

        var target = parts.Somes().Aggregate(Contrast);
        return classes > 1 || target == Predicted || name == "0"
            ? target
            : new Fault(
                source,
                $"it is \"{name}\", but the network has one output, a regression, and no classes",
                "leave it out"
            );
    }

    /// <summary>The sentence, if it has what this target explains.</summary>
    /// <param name="source">The place of the sentence, for messages.</param>
    /// <param name="sentence">The sentence to be explained.</param>
    public Validation<Fault, Sentence> Check(string source, Sentence sentence) =>
        _exists(sentence) ? sentence : new Fault(source, NoLabel, "give it a label, or choose another target");

    private static Option<Target> One(string name, int classes) =>
        Single.Find(target => target.Name == name)
        | (
            int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < classes
                ? Class(index)
                : Option<Target>.None
        );
}
