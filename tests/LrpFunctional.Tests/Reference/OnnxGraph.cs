using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace LrpFunctional.Tests.Reference;

/// <summary>An ONNX file in the making, part by part, as the ONNX library's helpers make one.</summary>
internal sealed record OnnxGraph(
    int Opset,
    ImmutableArray<byte[]> Nodes,
    ImmutableArray<byte[]> Tensors,
    ImmutableArray<byte[]> Inputs,
    ImmutableArray<byte[]> Outputs
)
{
    public const int Float = 1;
    public const int Int64 = 7;

    public static OnnxGraph Of(int opset) => new(opset, [], [], [], []);

    /// <summary>A node; names stand between blanks, a dot for one that is left out.</summary>
    public OnnxGraph Node(
        string op,
        string inputs,
        string outputs,
        params ImmutableArray<(string Name, object Value)> attributes
    ) =>
        this with
        {
            Nodes = Nodes.Add(
                Message([
                    .. inputs
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(name => (1, (object)(name == "." ? "" : name))),
                    .. outputs.Split(' ').Select(name => (2, (object)(name == "." ? "" : name))),
                    (3, $"{op} {Nodes.Length}"),
                    (4, op),
                    .. attributes.Select(attribute => (5, (object)Attribute(attribute.Name, attribute.Value))),
                ])
            ),
        };

    public OnnxGraph Input(string name, int type, params ImmutableArray<object> sizes) =>
        this with
        {
            Inputs = Inputs.Add(Described(name, type, sizes)),
        };

    public OnnxGraph Output(string name) => this with { Outputs = Outputs.Add(Described(name, Float, [])) };

    public OnnxGraph Floats(string name, ImmutableArray<int> shape, params float[] numbers) =>
        Stored(Tensor(name, Float, shape, (9, MemoryMarshal.AsBytes<float>(numbers).ToArray())));

    public OnnxGraph Integers(string name, params long[] numbers) =>
        Stored(Tensor(name, Int64, [numbers.Length], (9, MemoryMarshal.AsBytes<long>(numbers).ToArray())));

    public OnnxGraph Integer(string name, long number) =>
        Stored(Tensor(name, Int64, [], (9, BitConverter.GetBytes(number))));

    public OnnxGraph Stored(byte[] tensor) => this with { Tensors = Tensors.Add(tensor) };

    public static byte[] Tensor(
        string name,
        int type,
        ImmutableArray<int> shape,
        params ImmutableArray<(int Field, object Value)> content
    ) => Message([.. shape.Select(size => (1, (object)(long)size)), (2, (long)type), (8, name), .. content]);

    public byte[] ToArray() => Message([(1, 8L), (7, Body()), (8, Message([(1, ""), (2, (long)Opset)]))]);

    private byte[] Body()
    {
        IEnumerable<(int, object)> Fields(int number, ImmutableArray<byte[]> messages) =>
            messages.Select(message => (number, (object)message));
        return Message([
            .. Fields(1, Nodes),
            (2, "graph"),
            .. Fields(5, Tensors),
            .. Fields(11, Inputs),
            .. Fields(12, Outputs),
        ]);
    }

    /// <summary>A protobuf message of texts, messages, whole numbers and floats.</summary>
    public static byte[] Message(ImmutableArray<(int Field, object Value)> fields)
    {
        using var memory = new MemoryStream();
        using (var stream = new CodedOutputStream(memory, leaveOpen: true))
        {
            foreach (var (field, value) in fields)
            {
                stream.WriteTag(
                    field,
                    value switch
                    {
                        long => WireFormat.WireType.Varint,
                        float => WireFormat.WireType.Fixed32,
                        _ => WireFormat.WireType.LengthDelimited,
                    }
                );
                switch (value)
                {
                    case long number:
                        stream.WriteInt64(number);
                        break;
                    case float number:
                        stream.WriteFloat(number);
                        break;
                    case string text:
                        stream.WriteString(text);
                        break;
                    default:
                        stream.WriteBytes(ByteString.CopyFrom((byte[])value));
                        break;
                }
            }
        }

        return memory.ToArray();
    }

    private static byte[] Attribute(string name, object value) =>
        Message([
            (1, name),
            .. value switch
            {
                float number => [(2, number), (20, 1L)],
                int number => [(3, (long)number), (20, 2L)],
                string text => [(4, text), (20, 3L)],
                byte[] tensor => [(5, tensor), (20, 4L)],
                OnnxGraph graph => [(6, graph.Body()), (20, 5L)],
                float[] numbers => [.. numbers.Select(number => (7, (object)number)), (20, 6L)],
                int[] numbers => [.. numbers.Select(number => (8, (object)(long)number)), (20, 7L)],
                string[] texts => [.. texts.Select(text => (9, (object)text)), (20, 8L)],
                _ => (ImmutableArray<(int, object)>)[],
            },
        ]);

    private static byte[] Described(string name, int type, ImmutableArray<object> sizes)
    {
        ImmutableArray<(int, object)> shape =
        [
            .. sizes.Select(size => (1, (object)Message([size is int number ? (1, (long)number) : (2, size)]))),
        ];
        return Message([
            (1, name),
            (
                2,
                Message([
                    (
                        1,
                        Message([
                            (1, (long)type),
                            .. sizes.IsEmpty ? (ImmutableArray<(int, object)>)[] : [(2, Message(shape))],
                        ])
                    ),
                ])
            ),
        ]);
    }
}
