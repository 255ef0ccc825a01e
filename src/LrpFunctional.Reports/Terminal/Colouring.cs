namespace LrpFunctional.Reports.Terminal;

/// <summary>How many colours a terminal has.</summary>
public enum Colouring
{
    /// <summary>None: numbers stand behind the words.</summary>
    Signs,

    /// <summary>Sixteen.</summary>
    Sixteen,

    /// <summary>256.</summary>
    Palette256,

    /// <summary>All of them.</summary>
    True,
}
