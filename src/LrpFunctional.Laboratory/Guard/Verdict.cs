namespace LrpFunctional.Laboratory.Guard;

/// <summary>What became of a sentence's explanations; of several, what stands last here.</summary>
public enum Verdict
{
    /// <summary>They agree within the tolerance.</summary>
    Agrees,

    /// <summary>Numbers moved beyond it.</summary>
    Moved,

    /// <summary>Another class is explained, though the same is predicted: the second one, above all.</summary>
    OtherTarget,

    /// <summary>Another class is predicted.</summary>
    OtherClass,

    /// <summary>It has the same name, and other words.</summary>
    OtherWords,

    /// <summary>It was there, and is no more.</summary>
    Missing,

    /// <summary>It was not there.</summary>
    New,
}
