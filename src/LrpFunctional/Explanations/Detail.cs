namespace LrpFunctional.Explanations;

/// <summary>What an explanation has numbers for.</summary>
public enum Detail
{
    /// <summary>One number for each word or step.</summary>
    Words,

    /// <summary>One more for each of its features: of the numbers of a step, or of a word's vector (T × e).</summary>
    Features,
}
