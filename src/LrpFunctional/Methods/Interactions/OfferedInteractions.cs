using System.Collections.Immutable;

namespace LrpFunctional.Methods.Interactions;

/// <summary>The ways to say what two words do together, each with its usual options.</summary>
public static class OfferedInteractions
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<InteractionMethod> All { get; } =
    [ShapleyInteraction.Default, ContextualInteraction.Default, HessianInteraction.Default];
}
