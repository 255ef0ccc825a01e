namespace LrpFunctional.Cli;

/// <summary>What comes with the command: the default model, the default test set, and the networks of tasks whose reasons are known.</summary>
internal static class Shipped
{
    public static string Model => Path.Combine(AppContext.BaseDirectory, "model");

    /// <summary>The network of a task whose reasons are known.</summary>
    public static string OfTask(string task) => Path.Combine(Model, "arithmetic", task);

    public static string Sentences => Path.Combine(AppContext.BaseDirectory, "data", "sentences.txt");
}
