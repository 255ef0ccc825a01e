namespace LrpFunctional.Cli;

/// <summary>What comes with the command: the default model and the default test set.</summary>
internal static class Shipped
{
    public static string Model => Path.Combine(AppContext.BaseDirectory, "model");

    public static string Sentences => Path.Combine(AppContext.BaseDirectory, "data", "sentences.txt");
}
