using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>How words or steps are taken out of a sentence.</summary>
public sealed record Erasing
{
    private readonly Func<RecurrentNetwork, Option<string>> _misfit;
    private readonly Func<RecurrentNetwork, Sentence, Func<int, bool>, Sentence> _without;

    private Erasing(
        string name,
        Func<RecurrentNetwork, Option<string>> misfit,
        Func<RecurrentNetwork, Sentence, Func<int, bool>, Sentence> without
    ) => (Name, _misfit, _without) = (name, misfit, without);

    /// <summary>Their vectors become zeros.</summary>
    public static Erasing Zero { get; } =
        new(
            "zero",
            _ => Option<string>.None,
            (network, sentence, isOut) => Replaced(network, sentence, isOut, Sentence.ZeroId)
        );

    /// <summary>The sentence closes over them; where no word would be left, all become zeros instead.</summary>
    public static Erasing Removal { get; } =
        new(
            "removal",
            _ => Option<string>.None,
            (network, sentence, isOut) =>
                Kept(sentence, isOut) is { IsEmpty: false } left
                    ? Changes.Pick(network, sentence, left, Sentence.ZeroId)
                    : Replaced(network, sentence, isOut, Sentence.ZeroId)
        );

    /// <summary>The unknown word takes the place of each.</summary>
    public static Erasing Unknown { get; } =
        new(
            "unknown",
            network =>
                network.Vocabulary.UnknownId.IsSome
                    ? Option<string>.None
                    : "the network has no unknown word to put in the place of others",
            (network, sentence, isOut) => Replaced(network, sentence, isOut, Changes.UnknownId(network))
        );

    /// <summary>The mean of all steps of the sequence takes the place of each.</summary>
    public static Erasing Mean { get; } =
        new("mean", Numeric, (_, sentence, isOut) => Refilled(sentence, isOut, (numbers, _) => Changes.Mean(numbers)));

    /// <summary>
    /// The mean of the nearest steps on either side that stay takes the place of each; zeros where none stays.
    /// </summary>
    public static Erasing Neighbours { get; } =
        new(
            "neighbours",
            Numeric,
            (_, sentence, isOut) =>
            {
                var kept = Kept(sentence, isOut);
                return Refilled(
                    sentence,
                    isOut,
                    (numbers, step) =>
                    {
                        var place = kept.Count(other => other < step);
                        ImmutableArray<int> beside = [.. kept.Skip(place - 1).Take(place > 0 ? 2 : 1)];
                        return beside.IsEmpty
                            ? Matrix.Zero(1, numbers.Columns)
                            : Changes.Mean(MatrixRows.Gather(numbers, beside.AsSpan()));
                    }
                );
            }
        );

    /// <summary>All there are.</summary>
    public static ImmutableArray<Erasing> All { get; } = [Zero, Removal, Unknown, Mean, Neighbours];

    /// <summary>The short name.</summary>
    public string Name { get; }

    /// <summary>This, where it makes sense for a network.</summary>
    /// <param name="source">The option that names it, for messages.</param>
    /// <param name="network">The network.</param>
    public Validation<Fault, Erasing> For(string source, RecurrentNetwork network) =>
        _misfit(network)
            .Match(
                why => new Fault(source, $"it is {Name}, but {why}", "take zero or removal"),
                () => Validation<Fault, Erasing>.Success(this)
            );

    /// <summary>The sentence without some of its words or steps, counted from 0.</summary>
    public Sentence Without(RecurrentNetwork network, Sentence sentence, Func<int, bool> isOut) =>
        _without(network, sentence, isOut);

    private static Option<string> Numeric(RecurrentNetwork network) =>
        network.ReadsNumbers ? Option<string>.None : "the network reads words, and this is for sequences of numbers";

    private static ImmutableArray<int> Kept(Sentence sentence, Func<int, bool> isOut) =>
        [.. Enumerable.Range(0, sentence.Length).Where(step => !isOut(step))];

    private static Sentence Replaced(RecurrentNetwork network, Sentence sentence, Func<int, bool> isOut, int by) =>
        Changes.Pick(
            network,
            sentence,
            [.. Enumerable.Range(0, sentence.Length).Select(step => isOut(step) ? -1 : step)],
            by
        );

    private static Sentence Refilled(Sentence sentence, Func<int, bool> isOut, Func<Matrix, int, Matrix> fill) =>
        sentence
            .Numbers.Map(numbers =>
                Sentence.Of(
                    MatrixRows.Stack(
                        numbers.Columns,
                        [
                            .. Enumerable
                                .Range(0, numbers.Rows)
                                .Select(step => isOut(step) ? fill(numbers, step) : numbers.Slice(step, 1)),
                        ]
                    ),
                    Option<int>.None
                )
            )
            .IfNone(() => throw new NotSupportedException("words have no neighbours to take the mean of"));
}
