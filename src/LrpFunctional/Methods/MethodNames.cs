namespace LrpFunctional.Methods;

/// <summary>The names of methods with options.</summary>
internal static class MethodNames
{
    /// <summary>A name, and behind it a baseline other than zeros.</summary>
    public static string Of(string name, Baseline baseline) =>
        Of(name, (baseline == Baseline.Mean, "mean"), (baseline == Baseline.Unknown, "unknown"));

    /// <summary>A name, and behind it a norm other than the usual one.</summary>
    public static string Of(string name, Norm norm, Norm usual) => Of(name, (norm != usual, norm.Name));

    /// <summary>A name, and behind it, after hyphens, what is not usual.</summary>
    public static string Of(string name, params ReadOnlySpan<(bool IsSaid, string Text)> options) =>
        string.Join('-', options.ToArray().Where(option => option.IsSaid).Select(option => option.Text).Prepend(name));
}
