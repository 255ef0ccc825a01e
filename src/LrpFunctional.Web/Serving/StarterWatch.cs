using LrpFunctional.Cli;

namespace LrpFunctional.Web.Serving;

/// <summary>
/// The program that started this one holds its standard input open, and writes nothing: where that ends, it is gone.
/// </summary>
internal static class StarterWatch
{
    /// <summary>Does something once it is gone; nothing where nobody says that it holds it.</summary>
    public static void Begin(Action gone)
    {
        if (Environment.GetEnvironmentVariable(Starter.Variable) is null)
            return;
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }

            gone();
        })
        {
            IsBackground = true,
            Name = "starter",
        }.Start();
    }
}
