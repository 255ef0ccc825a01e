using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>
/// The header of an object: its messages, in one or more blocks. Each block is read once, and all together are no
/// larger than the file.
/// </summary>
internal static class Hdf5Header
{
    private const int TimesFlag = 0x20;
    private const int LimitsFlag = 0x10;
    private const int OrderFlag = 0x04;
    private const int SharedFlag = 0x02;

    public static ImmutableArray<Hdf5Message> Messages(Hdf5Bytes file, long at) =>
        file.U8(at) == 1 ? Version1(file, at) : Version2(file, at);

    private static ImmutableArray<Hdf5Message> Version1(Hdf5Bytes file, long at) =>
        Blocks(
            file,
            new Block(at + 16, file.U32(at + 8)),
            8,
            (message, size) => new Block(message, size),
            message =>
                (
                    new Hdf5Message(
                        (Hdf5MessageKind)file.U16(message),
                        message + 8,
                        (file.U8(message + 4) & SharedFlag) != 0
                    ),
                    file.U16(message + 2)
                )
        );

    private static ImmutableArray<Hdf5Message> Version2(Hdf5Bytes file, long at)
    {
        file.Expect(at, "OHDR\x02"u8, "object header");
        var flags = file.U8(at + 5);
        var start = at + 6 + ((flags & TimesFlag) != 0 ? 16 : 0) + ((flags & LimitsFlag) != 0 ? 4 : 0);
        var width = 1 << (flags & 3);
        var prefix = (flags & OrderFlag) != 0 ? 6 : 4;
        return Blocks(
            file,
            new Block(start + width, file.Sized(start, width)),
            prefix,
            Continued,
            message =>
                (
                    new Hdf5Message(
                        (Hdf5MessageKind)file.U8(message),
                        message + prefix,
                        (file.U8(message + 3) & SharedFlag) != 0
                    ),
                    file.U16(message + 1)
                )
        );

        // Between its signature and its checksum.
        Block Continued(long address, long size)
        {
            file.Expect(address, "OCHK"u8, "continued object header");
            return new Block(address + 4, size - 8);
        }
    }

    private static ImmutableArray<Hdf5Message> Blocks(
        Hdf5Bytes file,
        Block first,
        int prefix,
        Func<long, long, Block> continued,
        Func<long, (Hdf5Message Message, int Size)> read
    )
    {
        var messages = ImmutableArray.CreateBuilder<Hdf5Message>();
        var waiting = new Queue<Block>([first]);
        var left = (long)file.Memory.Length;
        while (waiting.TryDequeue(out var block))
        {
            file.Span(block.At, block.Size);
            if ((left -= block.Size) < 0 || block.Size == 0)
                throw file.Fault($"an object's header comes back to byte {block.At}");
            for (var at = block.At; at + prefix <= block.At + block.Size; )
            {
                var (message, size) = read(at);
                if (at + prefix + size > block.At + block.Size)
                    throw file.Fault($"the message at byte {at} is longer than its block");
                if (message.Kind == Hdf5MessageKind.Continuation)
                    waiting.Enqueue(continued(file.I64(message.At), file.I64(message.At + 8)));
                else
                    messages.Add(message);
                at += prefix + size;
            }
        }

        return messages.DrainToImmutable();
    }

    private readonly record struct Block(long At, long Size);
}
