using System.Runtime.CompilerServices;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>Two numbers are one where they come from the same place of the same step, not from an equal one.</summary>
internal sealed class AtomIdentity : IEqualityComparer<Atom>
{
    public static AtomIdentity Comparer { get; } = new();

    public bool Equals(Atom x, Atom y) => ReferenceEquals(x.Source, y.Source) && x.Index == y.Index;

    public int GetHashCode(Atom atom) => HashCode.Combine(RuntimeHelpers.GetHashCode(atom.Source), atom.Index);
}
