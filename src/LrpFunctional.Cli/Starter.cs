namespace LrpFunctional.Cli;

/// <summary>What lrp and the program that it starts agree on.</summary>
internal static class Starter
{
    /// <summary>The variable of the environment that says: lrp holds the standard input open for as long as it
    /// lives.</summary>
    public const string Variable = "LRP_HOLDS_INPUT";
}
