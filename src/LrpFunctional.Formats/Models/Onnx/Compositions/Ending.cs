using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>How the scores of a graph come out of its layers.</summary>
/// <param name="Network">The layers; the last gives the scores.</param>
/// <param name="Function">What is done to the scores.</param>
/// <param name="IsLogarithm">Whether the graph gives the logarithm of that.</param>
/// <param name="Scores">The name of the value of the graph that is compared with ours.</param>
/// <param name="Axes">What lies along the axes of that value, those of size 1 left out.</param>
/// <param name="Notes">What a reader should know of it.</param>
internal sealed record Ending(
    NetworkWeights Network,
    Probabilities Function,
    bool IsLogarithm,
    string Scores,
    ImmutableArray<ScoreAxis> Axes,
    ImmutableArray<string> Notes
)
{
    /// <summary>The layers that make an output, and what is done at its end.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="output">The name of the output.</param>
    /// <param name="value">What it means.</param>
    /// <param name="isOnly">Whether there is no other output.</param>
    /// <param name="parts">Where each of several inputs lies, and how many steps go in.</param>
    /// <exception cref="FaultException">It is made by no layers that are read.</exception>
    public static Ending Of(string path, string output, Value value, bool isOnly, InputParts parts)
    {
        var place = $"{path}: output \"{output}\"";
        FaultException Refusal(string problem) => new(new Fault(place, problem, Composer.Remedy));
        if (value is not Value.Symbols { Cells: var results })
            throw Refusal("it does not depend on the input");
        var end = DenseStage.Whole(results) as Source.Ended;
        var scores = end?.Of ?? results;
        if (end is { Function: Probabilities.Softmax, Count: 1 })
            throw Refusal("it is a softmax of one score, which is always 1");
        if (scores.FirstOrDefault(score => score.Source is Source.Ended) is { Source: Source.Ended other })
            throw Refusal($"it is a part of {other.Description}, where all of them together are expected");
        var whole = DenseStage.Whole(scores);
        if (!isOnly && scores.All(score => score.Source is Source.States or Source.LastMemory or Source.At))
            throw Refusal($"it is {scores[0].Source.Description}, where scores are expected");
        var graph = SourceGraph.Below(place, scores);
        var composer = new Composer(path, graph, parts);
        var sums = whole is Source.Activated activated ? DenseStage.Whole(activated.Of) : null;
        if (sums is Source.Linear before && end is null)
        {
            composer.Dense(before, Activation.None);
            var (name, layout) = ((Source.Activated)whole!).Before.IfNone((output, value.Layout));
            return new Ending(
                composer.Network(Embedding(path, graph.Bottom, parts)),
                Probabilities.None,
                false,
                name,
                AxesOf(place, layout, scores),
                [$"explained are the scores before the activation at the end, {((Source.Activated)whole).Function}"]
            );
        }

        if (whole is Source.Linear dense)
            composer.Dense(dense, Activation.None);
        else
            composer.Chosen(output, composer.Read(place, scores), Activation.None);
        return new Ending(
            composer.Network(Embedding(path, graph.Bottom, parts)),
            end?.Function ?? Probabilities.None,
            end?.IsLogarithm ?? false,
            output,
            AxesOf(place, value.Layout, scores),
            []
        );
    }

    private static Weight Embedding(string path, Source bottom, InputParts parts) =>
        bottom is Source.Words { Table: var table }
            ? new Weight($"{path}: {table.Name}", table.ToTensor(path, table.Layout.Axes[0].Size).Values)
            : new Weight("input", Matrix.Zero(0, Math.Max(parts.Width, bottom.Count)));

    private static ImmutableArray<ScoreAxis> AxesOf(string place, Layout layout, ImmutableArray<Atom> scores)
    {
        var time = Source.TimeOf(scores);
        ImmutableArray<ScoreAxis> axes =
        [
            .. layout.Axes.SelectMany(axis =>
                axis.IsSymbolic
                    ? axis.Letters.Select(letter => $"{letter}" == time ? ScoreAxis.Steps : ScoreAxis.Sequences)
                : axis.Size == 1 ? []
                : [ScoreAxis.Scores]
            ),
        ];
        return axes.Distinct().Count() == axes.Length && (time == "" || axes.Contains(ScoreAxis.Steps))
            ? axes
            : throw new FaultException(
                new Fault(
                    place,
                    $"its axes are {layout}, where those of sequences, steps and scores are expected once each",
                    Composer.Remedy
                )
            );
    }
}
