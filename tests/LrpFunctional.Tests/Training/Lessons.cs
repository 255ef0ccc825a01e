using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Tests.Training;

/// <summary>Small things to learn.</summary>
internal static class Lessons
{
    private static readonly ImmutableArray<string> Vocabulary = ["<unk>", "good", "bad", "film", "a", "not"];

    /// <summary>Sentences of two classes: those with "good" and those with "bad".</summary>
    public static ImmutableArray<Example> GoodAndBad { get; } =
    [
        .. from before in new[] { "", "a", "a film", "film a a" }
        from after in new[] { "", "film", "a film film", "a a a a" }
        from word in new[] { "good", "bad" }
        select Example.OfClass(Words($"{before} {word} {after}"), word == "good" ? 1 : 0, 2),
    ];

    /// <summary>Sequences of two numbers a step, whose sum is wanted.</summary>
    public static ImmutableArray<Example> Sums { get; } =
    [
        .. Enumerable
            .Range(0, 64)
            .Select(seed =>
            {
                var numbers = RandomNumbers.Uniform((ulong)seed, 2 + (seed % 4), 2, 0.5);
                return Example.OfNumbers(
                    Sentence.Of(numbers, LanguageExt.Option<int>.None),
                    numbers.Span.ToArray().Sum()
                );
            }),
    ];

    public static int WordCount => Vocabulary.Length;

    public static Recipe Recipe(
        CellKind cell = CellKind.Lstm,
        Reading reading = Reading.LastState,
        int epochs = 20,
        int layers = 1
    ) =>
        new(
            new Architecture(
                cell,
                5,
                layers,
                [Direction.LeftToRight, Direction.RightToLeft],
                reading,
                HasOutputBias: true
            ),
            new Optimiser.Adam(0.9, 0.99, 1e-8),
            0.02,
            epochs,
            8
        )
        {
            VectorSize = 4,
            WarmUp = 3,
            LastRate = 0.1,
            Clip = 1,
        };

    private static Sentence Words(string text)
    {
        ImmutableArray<string> words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return Sentence.Of(words, [.. words.Select(word => Vocabulary.IndexOf(word))], LanguageExt.Option<int>.None);
    }
}
