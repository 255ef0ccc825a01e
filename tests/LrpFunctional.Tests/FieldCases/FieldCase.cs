using System.Text.Json;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>Inputs that failed in the field, and the figures that are right for them.</summary>
internal static class FieldCase
{
    /// <summary>The trait that names the case a test is about.</summary>
    public const string Trait = "FieldCase";

    /// <summary>A file of a case.</summary>
    public static string At(string name, params string[] path) =>
        Repository.At(["tests", "LrpFunctional.Tests", "FieldCases", "Inputs", name, .. path]);

    /// <summary>The figures under a name in expected.json: a row for each sentence.</summary>
    public static double[][] Expected(string name, string figures) => Figures<double[][]>(name, figures);

    /// <summary>The figures of one sentence under a name in expected.json.</summary>
    public static double[] ExpectedRow(string name, string figures) => Figures<double[]>(name, figures);

    private static T Figures<T>(string name, string figures)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(At(name, "expected.json")));
        return json.RootElement.GetProperty(figures).Deserialize<T>()!;
    }

    /// <summary>The figures under a name in expected.json: one for each sentence.</summary>
    public static double[] Numbers(string name, string figures)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(At(name, "expected.json")));
        return json.RootElement.GetProperty(figures).Deserialize<double[]>()!;
    }
}
