using LanguageExt;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>A layer that is proposed.</summary>
/// <param name="Kind">What it may be.</param>
/// <param name="Value">What stands behind that, as JSON.</param>
/// <param name="Settings">What else is proposed, as JSON behind a comma.</param>
internal sealed record GuessedLayer(string Kind, string Value, string Settings)
{
    /// <summary>Its module, where it has one.</summary>
    public Option<StateModule> Module { get; init; }

    public string Json => $"{{\"{Kind}\": {Value}{Settings}}}";
}
