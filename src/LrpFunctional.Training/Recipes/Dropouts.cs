namespace LrpFunctional.Training.Recipes;

/// <summary>What is left out at random while a network is trained.</summary>
/// <param name="Inputs">The part of each word's or step's numbers, the same at each step of a sequence.</param>
/// <param name="States">The part of the vector that the scores are made of.</param>
/// <param name="Recurrent">The part of the entries of each Wh, the same for a whole minibatch.</param>
/// <param name="Words">α: a word becomes the unknown one with probability α / (α + how often it stands in the
/// data).</param>
public sealed record Dropouts(double Inputs, double States, double Recurrent, double Words)
{
    /// <summary>Nothing is left out.</summary>
    public static Dropouts None { get; } = new(0, 0, 0, 0);
}
