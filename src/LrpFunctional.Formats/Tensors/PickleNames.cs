using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>The closed list of what the pickles of one kind may ask for, and what each of it stands for.</summary>
internal abstract class PickleNames
{
    /// <summary>How such pickles are written, as what is not so is refused.</summary>
    public abstract string Manner { get; }

    /// <summary>What helps where a pickle is no such one.</summary>
    public abstract string Remedy { get; }

    /// <summary>Whether there may be numbers with a fraction, long ones, and ids of what stands outside.</summary>
    public abstract bool HoldsAnything { get; }

    public abstract bool Knows(string name);

    /// <summary>What a call of a known name stands for; null when the writers would not have written it so.</summary>
    public abstract Pickle? Call(Pickle.Name callable, ImmutableArray<Pickle> arguments);

    /// <summary>Gives a value its state; false when the writers would not have written it so.</summary>
    public abstract bool Build(Pickle value, Pickle state);

    /// <summary>What stands outside of the pickle under an id; null when there is no such id.</summary>
    public abstract Pickle? Persistent(Pickle id);

    /// <summary>What helps where an unknown name is asked for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="key">What the name's value would be called in the dictionary around it, if that is known; null
    /// where the value is all that the pickle holds.</param>
    public virtual string RemedyOf(string name, string? key) => Remedy;
}
