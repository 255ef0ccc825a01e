using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A sentence as it stands somewhere.</summary>
/// <param name="Place">The file, and the line or record in it, for messages.</param>
/// <param name="Sentence">The sentence, or what is wrong with it, read when it is asked for.</param>
internal sealed record Located(string Place, Func<Validation<Fault, Sentence>> Sentence)
{
    /// <summary>The same sentence under the user's own name for it.</summary>
    public Located Named(Option<string> id) =>
        this with
        {
            Sentence = () => Sentence().Map(sentence => sentence with { Id = id }),
        };

    /// <summary>Sentences, each checked as it is asked for: all have names or none has, and there is one.</summary>
    /// <exception cref="FaultException">While reading: a sentence is at fault, or there is none.</exception>
    public static IEnumerable<Sentence> Checked(
        string source,
        IEnumerable<Located> records,
        Func<string, Sentence, Validation<Fault, Sentence>> check
    ) => Checked(records, check, new Fault(source, "there is no sentence", "write at least one"));

    /// <summary>Sentences, each checked as it is asked for: all have names or none has.</summary>
    /// <param name="records">The sentences.</param>
    /// <param name="check">A further check of each, which is told its place.</param>
    /// <param name="none">What is wrong where there is no sentence at all.</param>
    /// <exception cref="FaultException">While reading: a sentence is at fault, or there is none where one is
    /// expected.</exception>
    public static IEnumerable<Sentence> Checked(
        IEnumerable<Located> records,
        Func<string, Sentence, Validation<Fault, Sentence>> check,
        Option<Fault> none
    )
    {
        var first = Option<bool>.None;
        foreach (var record in records)
        {
            var sentence = record
                .Checked(check)
                .Bind(found => LikeFirst(record.Place, first.IfNone(found.Id.IsSome), found))
                .OrThrow();
            first = sentence.Id.IsSome;
            yield return sentence;
        }

        if (first.IsNone)
            none.IfSome(fault => throw new FaultException(fault));
    }

    private Validation<Fault, Sentence> Checked(Func<string, Sentence, Validation<Fault, Sentence>> check) =>
        Sentence().Bind(sentence => check(Place, sentence));

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
