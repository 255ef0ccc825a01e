namespace LrpFunctional.Formats.Models;

/// <summary>What a network with one output is for.</summary>
public enum NetworkTask
{
    /// <summary>The output is the number that is asked for.</summary>
    Regression,

    /// <summary>The output's sign decides between two classes.</summary>
    Binary,
}
