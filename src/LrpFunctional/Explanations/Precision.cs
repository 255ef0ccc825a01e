namespace LrpFunctional.Explanations;

/// <summary>The numbers that an explanation is computed with.</summary>
public enum Precision
{
    /// <summary>64 bits: about 16 digits.</summary>
    Bits64,

    /// <summary>32 bits: about 7 digits, twice as fast; sums that nearly cancel keep fewer.</summary>
    Bits32,
}
