using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Explanations;

/// <summary>What is explained: one number f, made of the scores.</summary>
public sealed record Output
{
    private Output(Quantity quantity, int @class, Option<int> against)
    {
        Quantity = quantity;
        Class = @class;
        Against = against;
    }

    /// <summary>What of the class it is.</summary>
    public Quantity Quantity { get; }

    /// <summary>The class, counted from 0.</summary>
    public int Class { get; }

    /// <summary>The class whose score is taken off, in a contrast.</summary>
    public Option<int> Against { get; }

    /// <summary>The position whose scores they are, counted from 0, where several are explained.</summary>
    public Option<int> Position { get; init; }

    /// <summary>
    /// Its name in tables: 3, 3-1 for a contrast, p(3), log-odds(3); with a position, from 1, before it: 2:3.
    /// </summary>
    public string Name => Position.Match(position => $"{position + 1}:", () => "") + OfClass;

    private string OfClass =>
        Quantity switch
        {
            Quantity.Score => Against.Match(against => $"{Class}-{against}", () => $"{Class}"),
            Quantity.LogOdds => $"log-odds({Class})",
            _ => $"p({Class})",
        };

    /// <summary>Whether f is a weighted sum of the scores: only then it can be shared out layer by layer.</summary>
    public bool IsLinear => Quantity == Quantity.Score;

    /// <summary>A class stands for its score.</summary>
    public static implicit operator Output(int index) => Of(index);

    /// <summary>The score, or another quantity, of a class.</summary>
    public static Output Of(int index, Quantity quantity = Quantity.Score) => new(quantity, index, Option<int>.None);

    /// <summary>f = s_c − s_a: what speaks for a class rather than for another.</summary>
    public static Output Contrast(int index, int against) => new(Quantity.Score, index, against);

    /// <summary>f, given all scores (C).</summary>
    /// <exception cref="ArgumentException">It is log-odds, and there is one score only.</exception>
    public double Value(ImmutableArray<double> scores) =>
        Quantity switch
        {
            Quantity.Score => scores[Class] - Against.Match(against => scores[against], () => 0),
            Quantity.Probability => Probabilities(scores)[Class],
            Quantity.OwnProbability => Own(scores),
            _ => scores[Class] - LogSum(Others(scores)),
        };

    /// <summary>∂f/∂s (C).</summary>
    /// <exception cref="ArgumentException">It is log-odds, and there is one score only.</exception>
    public ImmutableArray<double> Slopes(ImmutableArray<double> scores) =>
        Quantity switch
        {
            Quantity.Score =>
            [
                .. scores.Select((_, at) => Is(at) - (Against.Exists(against => against == at) ? 1 : 0)),
            ],
            Quantity.Probability when Probabilities(scores) is var all =>
            [
                .. all.Select((p, at) => all[Class] * (Is(at) - p)),
            ],
            Quantity.OwnProbability when Own(scores) is var p => [.. scores.Select((_, at) => Is(at) * p * (1 - p))],
            _ => [.. Probabilities(Others(scores)).Select(q => -q).ToImmutableArray().Insert(Class, 1)],
        };

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private double Is(int at) => at == Class ? 1 : 0;

    private double Own(ImmutableArray<double> scores) => Elementwise.Gate(null, Matrix.Of(1, 1, [scores[Class]]))[0, 0];

    private ImmutableArray<double> Others(ImmutableArray<double> scores) =>
        scores.Length > 1
            ? scores.RemoveAt(Class)
            : throw new ArgumentException("log-odds need two classes or more", nameof(scores));

    /// <summary>Softmax.</summary>
    private static ImmutableArray<double> Probabilities(ImmutableArray<double> scores) =>
        [
            .. PackedSequences
                .Softmax(Matrix.Of(scores.Length, 1, scores), Indices.Same(scores.Length + 1).AsSpan())
                .Span,
        ];

    /// <summary>log Σ exp s = max s − log of its probability.</summary>
    private static double LogSum(ImmutableArray<double> scores) =>
        scores.Max() - Math.Log(Probabilities(scores)[scores.IndexOf(scores.Max())]);
}
