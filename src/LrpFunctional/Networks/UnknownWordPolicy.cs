using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Networks;

/// <summary>The ways with unknown words.</summary>
public static class UnknownWordPolicy
{
    /// <summary>An unknown word is a fault.</summary>
    public static Validation<Fault, int> Refuse(string source, string word) =>
        new Fault(
            source,
            $"the word \"{Printable.Value(word)}\" is not in the vocabulary",
            "spell it as the vocabulary does, or choose how unknown words are read"
        );

    /// <summary>An unknown word is a vector of zeros.</summary>
    public static UnknownWord Zero => (_, _) => Sentence.ZeroId;

    /// <summary>An unknown word takes the row of the given id.</summary>
    public static UnknownWord As(int id) => (_, _) => id;
}
