using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Tests.Training;

public sealed class BatchGradientTests
{
    private const double Step = 1e-5;
    private const ulong Key = 11;

    public static TheoryData<CellKind, Reading, bool> Kinds { get; } =
        new()
        {
            { CellKind.Lstm, Reading.LastState, true },
            { CellKind.Lstm, Reading.Attention, false },
            { CellKind.GruResetAfter, Reading.Mean, true },
            { CellKind.GruResetBefore, Reading.FirstPosition, false },
            { CellKind.Simple, Reading.LastPosition, true },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_all_that_is_left_out_the_gradient_is_that_of_central_differences(
        CellKind cell,
        Reading reading,
        bool ofWords
    )
    {
        var examples = (ofWords ? Lessons.GoodAndBad : Lessons.Sums)[..6];
        var learner = Start(cell, reading, examples, ofWords);
        var gradient = Of(learner, examples, ofWords);
        foreach (var (layer, all) in learner.Layers.Select((all, layer) => (layer, all)))
        foreach (var (at, learned) in all.Select((learned, at) => (at, learned)))
        foreach (var own in learned)
            Agrees(
                own.Values,
                gradient.ByLayers[layer][at],
                values => learner with { Layers = With(learner.Layers, layer, at, own with { Values = values }) },
                examples,
                ofWords
            );
        foreach (var (word, byVector) in gradient.ByVectors)
            Agrees(
                learner.Vectors[word].Values,
                byVector,
                values =>
                    learner with
                    {
                        Vectors = learner.Vectors.SetItem(word, learner.Vectors[word] with { Values = values }),
                    },
                examples,
                ofWords
            );
        Assert.Equal(ofWords, gradient.ByVectors.Length > 0);
    }

    [Fact]
    public void A_gradient_that_is_too_long_is_shortened_and_keeps_its_direction()
    {
        var examples = Lessons.GoodAndBad;
        var gradient = Of(Start(CellKind.Lstm, Reading.LastState, examples, ofWords: true), examples, ofWords: true);
        var clipped = gradient.ClippedTo(gradient.Norm / 4, gradient.Norm);
        Assert.Equal(gradient.Norm / 4, clipped.Norm, 12);
        Close.Absolute(
            1e-15,
            gradient.ByVectors[0].ByVector.Span.ToArray().Select(each => each / 4),
            clipped.ByVectors[0].ByVector.Span.ToArray()
        );
        Assert.Same(gradient, gradient.ClippedTo(2 * gradient.Norm, gradient.Norm));
    }

    private static void Agrees(
        Matrix values,
        Matrix gradient,
        Func<Matrix, Learner> with,
        ImmutableArray<Example> examples,
        bool ofWords
    )
    {
        var count = values.Span.Length;
        ImmutableArray<int> places = [0, count / 3, count - 1];
        double Loss(int place, double change)
        {
            var moved = values.Span.ToArray();
            moved[place] += change;
            return Of(with(Matrix.Of(values.Rows, values.Columns, [.. moved])), examples, ofWords).Loss;
        }

        Close.Absolute(
            1e-8,
            places.Select(place => (Loss(place, Step) - Loss(place, -Step)) / (2 * Step)),
            places.Select(place => gradient.Span[place])
        );
    }

    private static Learner Start(CellKind cell, Reading reading, ImmutableArray<Example> examples, bool ofWords)
    {
        var lesson = new Lesson(Lessons.Recipe(cell, reading, layers: 2), examples, Loss.CrossEntropy);
        return lesson.Start(ofWords ? lesson.RandomVectors(Lessons.WordCount, 4) : Matrix.Zero(0, 2));
    }

    private static BatchGradient Of(Learner learner, ImmutableArray<Example> examples, bool ofWords) =>
        BatchGradient.Of(
            learner,
            [.. examples.Select((example, at) => example with { Weight = 1 + at })],
            ofWords ? Loss.CrossEntropy : Loss.SquaredError,
            new Dropouts(0.3, 0.4, 0.5, 0),
            Precision.Bits64,
            Key,
            threads: 1
        );

    private static ImmutableArray<ImmutableArray<Option<Learned>>> With(
        ImmutableArray<ImmutableArray<Option<Learned>>> layers,
        int layer,
        int at,
        Learned learned
    ) => layers.SetItem(layer, layers[layer].SetItem(at, learned));
}
