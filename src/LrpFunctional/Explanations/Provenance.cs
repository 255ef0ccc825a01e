using LrpFunctional.Networks;

namespace LrpFunctional.Explanations;

/// <summary>What an explanation was made by, so that it can be made again.</summary>
/// <param name="Settings">The method's rules, samples, seeds and the like, with their numbers.</param>
/// <param name="Network">The network that was explained.</param>
public sealed record Provenance(string Settings, RecurrentNetwork Network)
{
    /// <summary>Whether the method's numbers speak for or against; else they are sizes, and none is below 0.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>The version of this library.</summary>
    public static string Version { get; } =
        typeof(Provenance).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "";

    /// <summary>SHA-256 over the network; see <see cref="RecurrentNetwork.Hash"/>.</summary>
    public string ModelHash => Network.Hash;
}
