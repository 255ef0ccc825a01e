namespace LrpFunctional.Training.Tasks;

/// <summary>What sequences are made for; those of one seed for one of these are none of those for another.</summary>
public enum Split
{
    /// <summary>To be learned.</summary>
    Learning,

    /// <summary>To choose the best epoch by.</summary>
    Judging,

    /// <summary>To test by.</summary>
    Testing,
}
