using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A sentence as it was read, and where.</summary>
/// <param name="Place">The file, and the line or record in it, for messages.</param>
/// <param name="Sentence">The sentence, or what is wrong with it.</param>
internal sealed record Located(string Place, Validation<Fault, Sentence> Sentence)
{
    /// <summary>The same sentence under the user's own name for it.</summary>
    public Located Named(Option<string> id) =>
        this with
        {
            Sentence = Sentence.Map(sentence => sentence with { Id = id }),
        };

    /// <summary>
    /// The sentences, each checked as it is asked for: there is one at least, and all have names or none has.
    /// </summary>
    /// <exception cref="FaultException">While reading: a sentence is at fault, or there is none.</exception>
    public static IEnumerable<Sentence> Checked(
        string source,
        IEnumerable<Located> records,
        Func<string, Sentence, Validation<Fault, Sentence>> check
    )
    {
        using var each = records.GetEnumerator();
        if (!each.MoveNext())
            throw new FaultException(new Fault(source, "there is no sentence", "write at least one"));
        var first = each.Current.Checked(check).OrThrow();
        yield return first;
        while (each.MoveNext())
        {
            var place = each.Current.Place;
            yield return each
                .Current.Checked(check)
                .Bind(sentence => LikeFirst(place, first.Id.IsSome, sentence))
                .OrThrow();
        }
    }

    private Validation<Fault, Sentence> Checked(Func<string, Sentence, Validation<Fault, Sentence>> check) =>
        Sentence.Bind(sentence => check(Place, sentence));

    private static Validation<Fault, Sentence> LikeFirst(string place, bool named, Sentence sentence) =>
        sentence.Id.IsSome == named
            ? sentence
            : new Fault(
                place,
                named
                    ? "it has no id, but the first sentence has one"
                    : "it has an id, but the first sentence has none",
                "give every sentence an id, or none"
            );
}
