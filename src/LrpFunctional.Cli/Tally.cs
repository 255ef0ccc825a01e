using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli;

/// <summary>What was read and how much of it was predicted right.</summary>
internal sealed record Tally(int Sentences, long Words, long Unknown, Score Classes, Score Polarity)
{
    public static Tally Empty { get; } = new(0, 0, 0, new Score(0, 0), new Score(0, 0));

    public Tally Add(Prediction prediction, StoredModel model)
    {
        var (sentence, vocabulary) = (prediction.Sentence, model.Network.Vocabulary);
        return new Tally(
            Sentences + 1,
            Words + sentence.Length,
            Unknown + sentence.Words.Count(word => vocabulary.Find(word).IsNone),
            sentence.Label.Match(label => Classes.Add(label == prediction.Class), () => Classes),
            model.Config.Polarity.Match(polarity => polarity.Covers(prediction) ? Polarity.Add(polarity.Agrees(prediction)) : Polarity, () => Polarity));
    }

    /// <summary>The accuracies, where there are labels.</summary>
    public string Accuracy =>
        (Classes.Of == 0 ? "" : $"; accuracy {Classes}") + (Polarity.Of == 0 ? "" : $"; negative or positive {Polarity}");

    public string Reading => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sentences:N0} sentences, {Words:N0} words{(Unknown == 0 ? "" : $" ({Unknown:N0} not in the vocabulary)")}");
}

/// <summary>How many of how many were right.</summary>
internal sealed record Score(int Right, int Of)
{
    public Score Add(bool right) => new(Right + (right ? 1 : 0), Of + 1);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{100.0 * Right / Of:F2} % ({Right} of {Of})");
}
