using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using LrpFunctional.Formats.Tensors.PyTorch;

namespace LrpFunctional.Formats.Tensors;

/// <summary>The values that a pickle of words, arrays or tensors is made of.</summary>
internal abstract record Pickle
{
    public sealed record None : Pickle;

    public sealed record Truth(bool Value) : Pickle;

    public sealed record Number(long Value) : Pickle;

    /// <summary>A whole number that is too long for <see cref="Number"/>.</summary>
    public sealed record LongNumber(BigInteger Value) : Pickle;

    public sealed record Real(double Value) : Pickle;

    public sealed record Text(string Value) : Pickle
    {
        private readonly Lazy<Bytes?> _latin1 = new(() =>
            Value.All(letter => letter <= 0xff) ? new Bytes(Encoding.Latin1.GetBytes(Value)) : null
        );

        /// <summary>The bytes that Python 2 and 3 both write as letters; made once, however often they are asked for,
        /// as a pickle may do so with each of its bytes.</summary>
        public Bytes? Latin1 => _latin1.Value;
    }

    public sealed record Bytes(ReadOnlyMemory<byte> Value) : Pickle;

    public sealed record Tuple(ImmutableArray<Pickle> Items) : Pickle;

    /// <summary>
    /// A name that the pickle asks for; it is only ever compared with the few that make arrays and tensors.
    /// </summary>
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

    /// <summary>Numbers that stand outside of the pickle.</summary>
    public sealed record Storage(TorchStorage Value) : Pickle;

    /// <summary>A tensor: numbers of a storage.</summary>
    public sealed record Tensor(StridedTensor Value) : Pickle;

    /// <summary>What means nothing for a network, such as a device or a NumPy number.</summary>
    public sealed record Nothing : Pickle;
}
