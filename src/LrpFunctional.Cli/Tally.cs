using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli;

/// <summary>
/// What was read and how much of it was predicted right; the words are without those that the model's padding adds.
/// </summary>
internal sealed record Tally(
    bool OfNumbers,
    Option<int> Filling,
    int Sentences,
    long Words,
    long Unknown,
    Padded Padded,
    Accuracy Classes,
    Accuracy Polarity
)
{
    // So many words that the vocabulary lacks come about where it is another model's, or text is split or spelled in
    // another way.
    private const double ManyUnknown = 0.2;

    /// <param name="model">The model.</param>
    /// <param name="filling">The id that fills up sequences in the data, where one does.</param>
    public static Tally Of(StoredModel model, Option<int> filling) =>
        new(model.Network.ReadsNumbers, filling, 0, 0, 0, Padded.None, Accuracy.None, Accuracy.None);

    /// <summary>The same with a sentence more.</summary>
    /// <param name="number">Its number in the data set, from 1.</param>
    /// <param name="prediction">What was predicted.</param>
    /// <param name="model">By which model.</param>
    public Tally Add(int number, Prediction prediction, StoredModel model)
    {
        var (sentence, vocabulary) = (prediction.Sentence, model.Network.Vocabulary);
        return new Tally(
            OfNumbers,
            Filling,
            Sentences + 1,
            Words
                + model.Config.Padding.Match(
                    padding => sentence.Ids.Count(id => id != padding.Id),
                    () => sentence.Length
                ),
            Unknown + sentence.Words.Count(word => vocabulary.Find(word).IsNone),
            Filling.Match(id => Padded.Add(number, sentence.Ids, id), () => Padded),
            sentence.Label.Match(label => Classes.Add(label == prediction.Class), () => Classes),
            model.Config.Polarity.Match(
                polarity => polarity.Covers(prediction) ? Polarity.Add(polarity.Agrees(prediction)) : Polarity,
                () => Polarity
            )
        );
    }

    /// <summary>The accuracies, where there are labels.</summary>
    public string Accuracies =>
        (Classes.Of == 0 ? "" : $"; accuracy {Classes}")
        + (Polarity.Of == 0 ? "" : $"; negative or positive {Polarity}");

    /// <summary>What the user may not have meant, a line each.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (Unknown > ManyUnknown * Words)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100.0 * Unknown / Words:F0} % of the words are not in the vocabulary: check that it is "
                        + $"the model's, and how text is split and spelled (config.json, tokenisation)"
                );
            }

            if (Padded.Sentences > 0)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"id {Filling.IfNone(0)}, named as padding, stands inside {Padded.Sentences:N0} of "
                        + $"{Sentences:N0} sequences, first in sequence {Padded.First}: there it is read as a word"
                );
            }
        }
    }

    public string Reading =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Sentences:N0} {(OfNumbers ? "sequences" : "sentences")}, {Words:N0} "
                + $"{(OfNumbers ? "steps" : "words")}{(Unknown == 0 ? "" : $" ({Unknown:N0} not in the vocabulary)")}"
        );
}
