using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// Reads pickles of protocols 2 to 5 that hold nothing but text, numbers, lists, dictionaries and NumPy arrays. It is a
/// parser of a closed list of opcodes and names: nothing is executed, imported or looked up, and every size is checked
/// against the file before it is used.
/// </summary>
internal sealed class PickleReader
{
    private const string Remedy =
        "only lists of words and dictionaries of NumPy arrays are read, and nothing in a pickle is ever run; "
        + "save the model again as such";

    private readonly string _source;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<Pickle> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, Pickle> _memo = [];
    private int _at;

    private PickleReader(string source, ReadOnlyMemory<byte> bytes)
    {
        _source = source;
        _bytes = bytes;
    }

    /// <summary>The value pickled in the file.</summary>
    /// <exception cref="FaultException">The file is missing or cut off, or asks for anything that is not on the
    /// list.</exception>
    public static Pickle Read(string path) => new PickleReader(path, Edge.Bytes(path)).Run();

    private Pickle Run()
    {
        if (Byte() != 0x80 || Byte() is < 2 or > 5)
            throw Fault("it does not begin as a pickle of protocol 2 to 5 does");
        while (true)
        {
            var opcode = Byte();
            if (opcode == '.')
                return Pop();
            Execute(opcode);
        }
    }

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case 0x95:
                if (Long() is var frame && (frame < 0 || frame > _bytes.Length - _at))
                    throw CutOff(frame);
                break;

            case (byte)'N':
                _stack.Add(new Pickle.None());
                break;
            case 0x88:
                _stack.Add(new Pickle.Truth(true));
                break;
            case 0x89:
                _stack.Add(new Pickle.Truth(false));
                break;
            case (byte)'K':
                _stack.Add(new Pickle.Number(Byte()));
                break;
            case (byte)'M':
                _stack.Add(new Pickle.Number(BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span)));
                break;
            case (byte)'J':
                _stack.Add(new Pickle.Number(BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span)));
                break;
            case 0x8a:
                _stack.Add(new Pickle.Number(Integer(Take(Byte()).Span)));
                break;

            case 0x8c:
                _stack.Add(Text(Byte()));
                break;
            case (byte)'X':
                _stack.Add(Text(UnsignedInt()));
                break;
            case 0x8d:
                _stack.Add(Text(Long()));
                break;
            case (byte)'C':
                _stack.Add(new Pickle.Bytes(Take(Byte())));
                break;
            case (byte)'B':
                _stack.Add(new Pickle.Bytes(Take(UnsignedInt())));
                break;
            case 0x8e or 0x96:
                _stack.Add(new Pickle.Bytes(Take(Long())));
                break;

            case (byte)'(':
                _marks.Push(_stack.Count);
                break;
            case (byte)')':
                _stack.Add(new Pickle.Tuple([]));
                break;
            case 0x85 or 0x86 or 0x87:
                _stack.Add(new Pickle.Tuple(Pop(opcode - 0x84)));
                break;
            case (byte)'t':
                _stack.Add(new Pickle.Tuple(PopToMark()));
                break;
            case (byte)']':
                _stack.Add(new Pickle.List([]));
                break;
            case (byte)'a':
                Append(Pop(1));
                break;
            case (byte)'e':
                Append(PopToMark());
                break;
            case (byte)'}':
                _stack.Add(new Pickle.Dictionary([]));
                break;
            case (byte)'s':
                SetItems(Pop(2));
                break;
            case (byte)'u':
                SetItems(PopToMark());
                break;

            case 0x94:
                _memo[_memo.Count] = Top();
                break;
            case (byte)'q':
                _memo[Byte()] = Top();
                break;
            case (byte)'r':
                _memo[UnsignedInt()] = Top();
                break;
            case (byte)'h':
                _stack.Add(Recall(Byte()));
                break;
            case (byte)'j':
                _stack.Add(Recall(UnsignedInt()));
                break;

            case (byte)'c':
                _stack.Add(NameOf($"{Line()}.{Line()}"));
                break;
            case 0x93:
                _stack.Add(
                    Pop(2) is [Pickle.Text module, Pickle.Text name]
                        ? NameOf($"{module.Value}.{name.Value}")
                        : throw Malformed("a name")
                );
                break;
            case (byte)'R':
                _stack.Add(Call(Pop(2)));
                break;
            case (byte)'b':
                if (Pop() is not Pickle.Tuple state || !PickledArrays.Build(Top(), state.Items))
                    throw Malformed("an array's state");
                break;

            default:
                throw new FaultException(
                    new Fault(_source, $"the opcode {PickleOpcodes.Name(opcode)} at byte {_at - 1} is refused", Remedy)
                );
        }
    }

    private Pickle.Name NameOf(string name) =>
        PickledArrays.Knows(name)
            ? new Pickle.Name(name)
            : throw new FaultException(new Fault(_source, $"it asks for {name}, which is refused", Remedy));

    private Pickle Call(ImmutableArray<Pickle> operands) =>
        operands is [Pickle.Name callable, Pickle.Tuple arguments]
        && PickledArrays.Call(callable, arguments.Items) is { } value
            ? value
            : throw Malformed("a call");

    private void Append(ImmutableArray<Pickle> items)
    {
        if (Top() is not Pickle.List list)
            throw Malformed("a list");
        list.Items.AddRange(items);
    }

    private void SetItems(ImmutableArray<Pickle> items)
    {
        if (Top() is not Pickle.Dictionary dictionary || items.Length % 2 != 0)
            throw Malformed("a dictionary");
        dictionary.Items.AddRange(items.Chunk(2).Select(pair => (pair[0], pair[1])));
    }

    private Pickle Recall(long index) =>
        _memo.TryGetValue(index, out var value) ? value : throw Malformed("a reference");

    private Pickle Top() => _stack.Count > Floor ? _stack[^1] : throw Malformed("the stack");

    private Pickle Pop() => Pop(1)[0];

    private ImmutableArray<Pickle> Pop(int count)
    {
        if (_stack.Count - count < Floor)
            throw Malformed("the stack");
        ImmutableArray<Pickle> items = [.. _stack.Skip(_stack.Count - count)];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private ImmutableArray<Pickle> PopToMark() =>
        _marks.TryPop(out var mark) ? Pop(_stack.Count - mark) : throw Malformed("a mark");

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private byte Byte() => Take(1).Span[0];

    private long UnsignedInt() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    private long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    private long Integer(ReadOnlySpan<byte> littleEndian)
    {
        if (littleEndian.Length > sizeof(long))
            throw Malformed("an integer");
        Span<byte> extended = stackalloc byte[sizeof(long)];
        extended.Fill(littleEndian is [.., >= 0x80] ? (byte)0xff : (byte)0);
        littleEndian.CopyTo(extended);
        return BinaryPrimitives.ReadInt64LittleEndian(extended);
    }

    private Pickle.Text Text(long length)
    {
        var bytes = Take(length);
        return new Pickle.Text(Edge.DecodeUtf8(_source, () => Edge.Utf8.GetString(bytes.Span)));
    }

    private string Line()
    {
        var length = _bytes.Span[_at..].IndexOf((byte)'\n');
        if (length < 0)
            throw CutOff(1);
        var line = Encoding.ASCII.GetString(Take(length).Span);
        _at++;
        return line;
    }

    private ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - _at)
            throw CutOff(count);
        var taken = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    private FaultException CutOff(long count) =>
        new(
            new Fault(
                _source,
                $"the pickle wants {count} more bytes at byte {_at}, but the file has {_bytes.Length}",
                "the file may be cut off; copy it again"
            )
        );

    private FaultException Malformed(string what) => Fault($"{what} at byte {_at} is not as NumPy and Python write it");

    private FaultException Fault(string problem) => new(new Fault(_source, problem, Remedy));
}
