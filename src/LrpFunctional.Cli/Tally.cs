using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli;

/// <summary>What was read and how much of it was predicted right.</summary>
internal sealed record Tally(bool OfNumbers, int Sentences, long Words, long Unknown, Accuracy Classes, Accuracy Polarity)
{
    public static Tally Of(StoredModel model) => new(model.Network.ReadsNumbers, 0, 0, 0, Accuracy.None, Accuracy.None);

    public Tally Add(Prediction prediction, StoredModel model)
    {
        var (sentence, vocabulary) = (prediction.Sentence, model.Network.Vocabulary);
        return new Tally(
            OfNumbers,
            Sentences + 1,
            Words + sentence.Length,
            Unknown + sentence.Words.Count(word => vocabulary.Find(word).IsNone),
            sentence.Label.Match(label => Classes.Add(label == prediction.Class), () => Classes),
            model.Config.Polarity.Match(polarity => polarity.Covers(prediction) ? Polarity.Add(polarity.Agrees(prediction)) : Polarity, () => Polarity));
    }

    /// <summary>The accuracies, where there are labels.</summary>
    public string Accuracies =>
        (Classes.Of == 0 ? "" : $"; accuracy {Classes}") + (Polarity.Of == 0 ? "" : $"; negative or positive {Polarity}");

    public string Reading => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sentences:N0} {(OfNumbers ? "sequences" : "sentences")}, {Words:N0} {(OfNumbers ? "steps" : "words")}{(Unknown == 0 ? "" : $" ({Unknown:N0} not in the vocabulary)")}");
}
