using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>The kinds of networks, by what they are made of.</summary>
internal static class SupportedKinds
{
    public static TheoryData<string> Where(Func<NetworkKind, bool> isWanted) =>
        [.. NetworkKinds.All.Values.Where(isWanted).Select(kind => kind.Name).Order(StringComparer.Ordinal)];
}
