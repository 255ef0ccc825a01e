using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tensors;

/// <summary>The values that a pickle of words or arrays is made of.</summary>
internal abstract record Pickle
{
    public sealed record None : Pickle;

    public sealed record Truth(bool Value) : Pickle;

    public sealed record Number(long Value) : Pickle;

    public sealed record Text(string Value) : Pickle;

    public sealed record Bytes(ReadOnlyMemory<byte> Value) : Pickle;

    public sealed record Tuple(ImmutableArray<Pickle> Items) : Pickle;

    /// <summary>A name that the pickle asks for; it is only ever compared with the few that make an array.</summary>
    public sealed record Name(string Value) : Pickle;

    /// <summary>Filled while it is read: a pickle may refer to a list before it is complete.</summary>
    public sealed record List(List<Pickle> Items) : Pickle;

    /// <summary>Filled while it is read, as a list is.</summary>
    public sealed record Dictionary(List<(Pickle Key, Pickle Value)> Items) : Pickle;

    /// <summary>A NumPy type; its byte order follows after it was first named.</summary>
    public sealed record Type(string Code) : Pickle
    {
        public bool BigEndian { get; set; }
    }

    /// <summary>A NumPy array; its content follows after it was first named.</summary>
    public sealed record Array : Pickle
    {
        public TensorLayout? Layout { get; set; }

        public ImmutableArray<long> Shape { get; set; }

        public ReadOnlyMemory<byte> Data { get; set; }
    }
}
