using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory;

/// <summary>
/// How far each of several methods agrees with each of them, over as much of a data set as was added.
/// </summary>
public sealed record AgreementTable
{
    // Row by row up to the diagonal: agreement is mutual.
    private readonly ImmutableArray<ImmutableArray<MeanAgreement>> _rows;

    private AgreementTable(ImmutableArray<ImmutableArray<MeanAgreement>> rows) => _rows = rows;

    /// <summary>Nothing compared yet.</summary>
    /// <param name="methods">How many methods there are, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no method.</exception>
    public static AgreementTable Among(int methods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(methods, 1);
        return new([
            .. Enumerable
                .Range(1, methods)
                .Select(length => Enumerable.Repeat(MeanAgreement.None, length).ToImmutableArray()),
        ]);
    }

    /// <summary>How many methods there are.</summary>
    public int Methods => _rows.Length;

    /// <summary>
    /// How far two methods agree, by their places in the list that was explained with; with itself, a method does
    /// wherever ranks are defined.
    /// </summary>
    public MeanAgreement this[int one, int other] => _rows[Math.Max(one, other)][Math.Min(one, other)];

    /// <summary>How far a method agrees with some of the others, all their explanations together.</summary>
    public MeanAgreement With(int method, IEnumerable<int> others) =>
        others
            .Where(other => other != method)
            .Aggregate(MeanAgreement.None, (mean, other) => mean.Add(this[method, other]));

    /// <summary>With one more sentence.</summary>
    /// <param name="ofSentence">Its explanations as <see cref="Pipelines"/> give them: method by method, class by
    /// class.</param>
    /// <exception cref="ArgumentException">There are not equally many by each method.</exception>
    public AgreementTable Add(ImmutableArray<Explanation> ofSentence)
    {
        if (ofSentence.IsEmpty || ofSentence.Length % Methods != 0)
            throw new ArgumentException(
                $"there are {ofSentence.Length} explanations, where equally many by each of {Methods} methods "
                    + "are expected",
                nameof(ofSentence)
            );
        var byMethod = ofSentence.Chunk(ofSentence.Length / Methods).ToImmutableArray();
        return new([
            .. _rows.Select(
                (row, one) =>
                    row.Select(
                            (mean, other) =>
                                byMethod[one]
                                    .Zip(byMethod[other], Agreement.Of)
                                    .Aggregate(mean, (sum, agreement) => sum.Add(agreement))
                        )
                        .ToImmutableArray()
            ),
        ]);
    }
}
