namespace LrpFunctional.Explanations;

/// <summary>The names of methods with options.</summary>
internal static class MethodNames
{
    /// <summary>A name, and behind it, after hyphens, what is not usual.</summary>
    public static string Of(string name, params ReadOnlySpan<(bool IsSaid, string Text)> options) =>
        string.Join('-', options.ToArray().Where(option => option.IsSaid).Select(option => option.Text).Prepend(name));
}
