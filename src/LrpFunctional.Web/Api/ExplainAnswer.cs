using System.Collections.Immutable;
using System.ComponentModel;

namespace LrpFunctional.Web.Api;

/// <summary>What was found.</summary>
/// <param name="Model">SHA-256 over the network.</param>
/// <param name="Version">The version of this program.</param>
/// <param name="Results">One for each text or sequence, in their order.</param>
internal sealed record ExplainAnswer(
    [property: Description("SHA-256 over the network")] string Model,
    [property: Description("The version of this program")] string Version,
    ImmutableArray<ExplainAnswer.Result> Results
)
{
    /// <summary>What was found of a text or sequence.</summary>
    internal sealed record Result(
        [property: Description("What was read, in order; null for numbers")] ImmutableArray<Word>? Words,
        [property: Description("How many words or steps were read")] int Steps,
        [property: Description("The score of each class")] ImmutableArray<double> Scores,
        [property: Description("The probability of each class; null for a regression")]
            ImmutableArray<double>? Probabilities,
        [property: Description("The class with the highest score, from 0")] int Predicted,
        [property: Description("Its name, or a regression's output")] string PredictedName,
        [property: Description("Method by method, target by target")] ImmutableArray<Explained> Explanations
    );

    /// <summary>A word, and the part of the text that it stands for.</summary>
    internal sealed record Word(
        [property: Description("The word as the model knows it")] string Text,
        [property: Description("Where it begins in the text, in UTF-16 units from 0; null where nobody knows")]
            int? First,
        [property: Description("Where it ends, behind its last unit")] int? End,
        [property: Description("Whether the model knows it")] bool Known
    );

    /// <summary>The explanation of one target by one method.</summary>
    internal sealed record Explained(
        string Method,
        [property: Description("The method's rules, numbers and seeds")] string Settings,
        [property: Description("Whether numbers speak for or against; else they are sizes")] bool Signed,
        [property: Description("The class, or the contrast")] string Target,
        [property: Description("The same by names")] string TargetName,
        [property: Description("f, what there was to explain")] double Value,
        [property: Description("What no word got, for methods that share out f")] double? Leftover,
        [property: Description("One number for each word or step")] ImmutableArray<double> Relevances,
        [property: Description("Its colour, from -255, against, to 255, for; 255 is the largest of the text")]
            ImmutableArray<int> Levels
    );
}
