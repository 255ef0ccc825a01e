using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>
/// Relevance for the output predicted, gathered by what sentences have in a column of the data: by position and, of
/// sequences of numbers, by feature, as the group and time-point maps of Thomas et al. (2018).
/// </summary>
internal static class GroupMaps
{
    /// <summary>
    /// The cells, method by method, group by group in the order in which they come; a sentence's group is its
    /// <see cref="Sequences.Sentence.Id"/>, empty where it has none.
    /// </summary>
    /// <exception cref="NotSupportedException">The network is not supported by a method.</exception>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public static ImmutableArray<GroupCell> Of(Bench bench) =>
        [
            .. from method in bench.Methods
            let detail = bench.Network.ReadsNumbers && method.HasFeatures ? Detail.Features : Detail.Words
            let explained = (bench with { Options = bench.Options with { Detail = detail } }).Explain(
                [method],
                bench.Sentences,
                Target.Predicted
            )
            from ofGroup in explained
                .Select(one => one[0])
                .GroupBy(one => one.Prediction.Sentence.Id.IfNone(""), StringComparer.Ordinal)
            from cell in Cells(method.Name, ofGroup.Key, [.. ofGroup])
            select cell,
        ];

    private static IEnumerable<GroupCell> Cells(string method, string name, ImmutableArray<Explanation> of)
    {
        var features = of[0].Features.Match(first => first.Columns, () => 0);
        ImmutableArray<Option<int>> kinds =
        [
            Option<int>.None,
            .. Enumerable.Range(0, features).Select(Option<int>.Some),
        ];
        return
        [
            .. from feature in kinds
            select Cell(method, name, Option<int>.None, feature, [.. of.Select(one => Sum(one, feature))]),
            .. from step in Enumerable.Range(0, of.Max(one => one.Relevances.Length))
            let there = of.Where(one => step < one.Relevances.Length).ToImmutableArray()
            from feature in kinds
            select Cell(method, name, step + 1, feature, [.. there.Select(one => At(one, step, feature))]),
        ];
    }

    private static double Sum(Explanation explanation, Option<int> feature) =>
        Enumerable.Range(0, explanation.Relevances.Length).Sum(step => At(explanation, step, feature));

    private static double At(Explanation explanation, int step, Option<int> feature) =>
        feature.Match(
            column => explanation.Features.Match(features => features[step, column], () => 0),
            () => explanation.Relevances[step]
        );

    private static GroupCell Cell(
        string method,
        string name,
        Option<int> position,
        Option<int> feature,
        ImmutableArray<double> numbers
    )
    {
        var mean = numbers.Average();
        return new GroupCell(
            method,
            name,
            position,
            feature,
            mean,
            numbers.Length > 1
                ? Math.Sqrt(numbers.Sum(number => Math.Pow(number - mean, 2)) / (numbers.Length - 1))
                : Option<double>.None,
            numbers.Length
        );
    }
}
