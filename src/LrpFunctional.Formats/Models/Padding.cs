using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// The one length that sentences had when a network without a mask was trained: it reads the padding as it reads words.
/// </summary>
/// <param name="Length">The length, 1 or more.</param>
/// <param name="Side">Where shorter sentences are filled up.</param>
/// <param name="Id">The row of the embedding that fills them.</param>
/// <param name="Truncate">Where longer sentences are cut; none are read where it is left out.</param>
public sealed record Padding(int Length, Side Side, int Id, Option<Side> Truncate)
{
    /// <summary>
    /// The sentence as the network was trained to read it; one that is too long and not to be cut is a fault.
    /// </summary>
    public Validation<Fault, Sentence> Fit(string place, Vocabulary vocabulary, Sentence sentence) =>
        sentence.Length <= Length
            ? From(
                Sentence.Of(Filled(sentence.Words, vocabulary.Words[Id]), Filled(sentence.Ids, Id), sentence.Label),
                sentence,
                sources => Filled(sources, at => new SourceWord(-1 - at, vocabulary.Words[Id])),
                text => text with { Spans = Filled(text.Spans, Beside(text.Text)) }
            )
            : Truncate.Match(
                side =>
                    From(
                        Sentence.Of(Cut(sentence.Words, side), Cut(sentence.Ids, side), sentence.Label),
                        sentence,
                        sources => Cut(sources, side),
                        text => text with { Spans = Cut(text.Spans, side) }
                    ),
                () =>
                    (Validation<Fault, Sentence>)
                        new Fault(
                            place,
                            $"it has {sentence.Length} words, where the model's padding gives {Length}",
                            "say under padding in config.json where longer ones are cut: \"truncate\": "
                                + "\"left\" or \"right\""
                        )
            );

    /// <summary>
    /// The setting in words, as in <c>to 200 words at the left by word 0, longer ones cut at the left</c>.
    /// </summary>
    public override string ToString() =>
        $"to {Length} words at the {Name(Side)} by word {Id}, longer ones "
        + $"{Truncate.Match(side => $"cut at the {Name(side)}", () => "refused")}";

    private static string Name(Side side) => side == Side.Left ? "left" : "right";

    // Each filling is a word of its own, and comes from nothing.
    private static Sentence From(
        Sentence fitted,
        Sentence whole,
        Func<ImmutableArray<SourceWord>, ImmutableArray<SourceWord>> sources,
        Func<WrittenText, WrittenText> written
    )
    {
        var from = whole.Sources.IsEmpty ? fitted : fitted.From(sources(whole.Sources));
        return whole.Written.Map(written).Match(from.WrittenAs, () => from);
    }

    private TextSpan Beside(string text) =>
        Side == Side.Left ? new TextSpan(0, 0) : new TextSpan(text.Length, text.Length);

    private ImmutableArray<T> Filled<T>(ImmutableArray<T> items, T filling) => Filled(items, _ => filling);

    private ImmutableArray<T> Filled<T>(ImmutableArray<T> items, Func<int, T> filling)
    {
        var fillings = Enumerable.Range(0, Length - items.Length).Select(filling);
        return Side == Side.Left ? [.. fillings, .. items] : [.. items, .. fillings];
    }

    private ImmutableArray<T> Cut<T>(ImmutableArray<T> items, Side side) =>
        side == Side.Left ? items[^Length..] : items[..Length];
}
