using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace LrpFunctional.Formats.Tensors;

/// <summary>
/// Reads pickles of protocols 2 to 5. It is a parser of a closed list of opcodes and names: nothing is executed,
/// imported or looked up, and every size is checked against the file before it is used.
/// </summary>
internal sealed class PickleReader
{
    private readonly PickleBytes _bytes;
    private readonly PickleNames _names;
    private readonly PickleStack _stack;

    private PickleReader(PickleBytes bytes, PickleNames names, int most)
    {
        (_bytes, _names) = (bytes, names);
        _stack = new PickleStack(
            Malformed,
            () =>
                new FaultException(
                    new Fault(
                        bytes.Source,
                        $"it is a pickle of more than {most} values",
                        ReadingLimits.Remedy("values")
                    )
                ),
            most
        );
    }

    /// <summary>The value pickled in a file of text, numbers, lists, dictionaries and NumPy arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How many values it may have.</param>
    /// <exception cref="FaultException">The file is missing or cut off, has too many values, or asks for anything that
    /// is not on the list.</exception>
    public static Pickle Read(string path, ReadingLimits? limits = null) =>
        Read(new PickleBytes(path, Edge.Bytes(path)), PickledArrays.Instance, limits ?? ReadingLimits.Default);

    /// <summary>The value that is pickled next in the bytes.</summary>
    /// <exception cref="FaultException">They are cut off, or ask for anything that is not on the list.</exception>
    public static Pickle Read(PickleBytes bytes, PickleNames names, ReadingLimits limits) =>
        new PickleReader(bytes, names, limits.Values).Run();

    private Pickle Run()
    {
        if (_bytes.Byte() != 0x80 || _bytes.Byte() is < 2 or > 5)
            throw Fault("it does not begin as a pickle of protocol 2 to 5 does");
        while (true)
        {
            var opcode = _bytes.Byte();
            if (opcode == '.')
                return _stack.Pop();
            if (Simple(opcode) is { } value)
                _stack.Push(value);
            else
                Execute(opcode);
        }
    }

    /// <summary>
    /// The value that an opcode and the bytes behind it stand for; null where it works on other values.
    /// </summary>
    private Pickle? Simple(byte opcode) =>
        opcode switch
        {
            (byte)'N' => new Pickle.None(),
            0x88 => new Pickle.Truth(true),
            0x89 => new Pickle.Truth(false),
            (byte)'K' => new Pickle.Number(_bytes.Byte()),
            (byte)'M' => new Pickle.Number(_bytes.UnsignedShort()),
            (byte)'J' => new Pickle.Number(_bytes.Int()),
            0x8a => Integer(_bytes.Take(_bytes.Byte())),
            0x8c => new Pickle.Text(_bytes.Text(_bytes.Byte())),
            (byte)'X' => new Pickle.Text(_bytes.Text(_bytes.UnsignedInt())),
            0x8d => new Pickle.Text(_bytes.Text(_bytes.Long())),
            (byte)'C' => new Pickle.Bytes(_bytes.Take(_bytes.Byte())),
            (byte)'B' => new Pickle.Bytes(_bytes.Take(_bytes.UnsignedInt())),
            0x8e or 0x96 => new Pickle.Bytes(_bytes.Take(_bytes.Long())),
            (byte)')' => new Pickle.Tuple([]),
            (byte)']' => new Pickle.List([]),
            (byte)'}' => new Pickle.Dictionary([]),
            (byte)'c' => NameOf($"{_bytes.Line()}.{_bytes.Line()}"),
            (byte)'G' when _names.HoldsAnything => new Pickle.Real(_bytes.Double()),
            // Text as Python 2 wrote it.
            (byte)'U' when _names.HoldsAnything => Latin(_bytes.Byte()),
            (byte)'T' when _names.HoldsAnything => Latin(_bytes.Int()),
            _ => null,
        };

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case 0x95:
                _bytes.Frame();
                break;
            case (byte)'(':
                _stack.Mark();
                break;
            case 0x85 or 0x86 or 0x87:
                _stack.Push(new Pickle.Tuple(_stack.Pop(opcode - 0x84)));
                break;
            case (byte)'t':
                _stack.Push(new Pickle.Tuple(_stack.PopToMark()));
                break;
            case (byte)'a':
                Append(_stack.Pop(1));
                break;
            case (byte)'e':
                Append(_stack.PopToMark());
                break;
            case (byte)'s':
                SetItems(_stack.Pop(2));
                break;
            case (byte)'u':
                SetItems(_stack.PopToMark());
                break;

            case 0x94:
                _stack.Remember();
                break;
            case (byte)'q':
                _stack.Remember(_bytes.Byte());
                break;
            case (byte)'r':
                _stack.Remember(_bytes.UnsignedInt());
                break;
            case (byte)'h':
                _stack.Recall(_bytes.Byte());
                break;
            case (byte)'j':
                _stack.Recall(_bytes.UnsignedInt());
                break;

            case 0x93:
                _stack.Push(
                    _stack.Pop(2) is [Pickle.Text module, Pickle.Text name]
                        ? NameOf($"{module.Value}.{name.Value}")
                        : throw Malformed("a name")
                );
                break;
            case (byte)'R':
                _stack.Push(Call(_stack.Pop(2)));
                break;
            case (byte)'b':
                if (_stack.Pop() is var state && !_names.Build(_stack.Top(), state))
                    throw Malformed("an array's state");
                break;
            case (byte)'Q' when _names.HoldsAnything:
                _stack.Push(_names.Persistent(_stack.Pop()) ?? throw Malformed("an id"));
                break;

            default:
                throw Fault($"the opcode {PickleOpcodes.Name(opcode)} at byte {_bytes.At - 1} is refused");
        }
    }

    private Pickle.Name NameOf(string name) =>
        _names.Knows(name)
            ? new Pickle.Name(name)
            : throw new FaultException(
                new Fault(
                    _bytes.Source,
                    $"it asks for {name}, which is refused",
                    _names.RemedyOf(name, _stack.IsOuter ? null : _stack.OuterKey ?? "")
                )
            );

    private Pickle Call(ImmutableArray<Pickle> operands) =>
        operands is [Pickle.Name callable, Pickle.Tuple arguments]
        && _names.Call(callable, arguments.Items) is { } value
            ? value
            : throw Malformed("a call");

    private void Append(ImmutableArray<Pickle> items)
    {
        if (_stack.Top() is not Pickle.List list)
            throw Malformed("a list");
        list.Items.AddRange(items);
    }

    private void SetItems(ImmutableArray<Pickle> items)
    {
        if (_stack.Top() is not Pickle.Dictionary dictionary || items.Length % 2 != 0)
            throw Malformed("a dictionary");
        dictionary.Items.AddRange(items.Chunk(2).Select(pair => (pair[0], pair[1])));
    }

    private Pickle Integer(ReadOnlyMemory<byte> littleEndian)
    {
        var number = new BigInteger(littleEndian.Span);
        if (number >= long.MinValue && number <= long.MaxValue)
            return new Pickle.Number((long)number);
        return _names.HoldsAnything ? new Pickle.LongNumber(number) : throw Malformed("an integer");
    }

    private Pickle.Text Latin(long length) => new(Encoding.Latin1.GetString(_bytes.Take(length).Span));

    private FaultException Malformed(string what) => Fault($"{what} at byte {_bytes.At} is not {_names.Manner}");

    private FaultException Fault(string problem) => new(new Fault(_bytes.Source, problem, _names.Remedy));
}
