namespace LrpFunctional.Methods;

/// <summary>How words are taken out of a sentence.</summary>
public enum Erasure
{
    /// <summary>Their vectors become zeros.</summary>
    Zero,

    /// <summary>The unknown word takes the place of each.</summary>
    Unknown,

    /// <summary>The sentence closes over them; where no word would be left, all become zeros instead.</summary>
    Removal,
}
