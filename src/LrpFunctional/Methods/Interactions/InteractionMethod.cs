using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods.Interactions;

/// <summary>A way to say what two words do together: of each sentence alone and in float64.</summary>
public sealed record InteractionMethod
{
    internal InteractionMethod(
        string name,
        string description,
        string settings,
        Func<RecurrentNetwork, Sentence, ImmutableArray<Output>, Work, ImmutableArray<PairShare>> find
    )
    {
        Name = name;
        Description = description;
        Settings = settings;
        Find = find;
    }

    /// <summary>The short name used in tables.</summary>
    public string Name { get; }

    /// <summary>What the method does, in a few words.</summary>
    public string Description { get; }

    /// <summary>Its step, samples, seed and the like, with their numbers; empty where there are none.</summary>
    public string Settings { get; }

    /// <summary>The numbers of each output, for a sentence that is read whole; work that they share is done
    /// once.</summary>
    internal Func<RecurrentNetwork, Sentence, ImmutableArray<Output>, Work, ImmutableArray<PairShare>> Find { get; }
}
