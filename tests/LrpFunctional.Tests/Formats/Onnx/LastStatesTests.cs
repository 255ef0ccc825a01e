using System.Collections.Immutable;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>A network that is read by its last states, however these are picked.</summary>
public sealed class LastStatesTests
{
    private static ImmutableDictionary<string, OnnxGraph> Graphs { get; } =
        new Dictionary<string, OnnxGraph>
        {
            ["one direction after the other"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Integer("zero", 0)
                .Integer("one", 1)
                .Node("Gather", "Y_h zero", "left")
                .Node("Gather", "Y_h one", "right")
                .Node("Concat", "left right", "state", ("axis", -1))
                .Dense(),
            ["one direction before the other"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .Integer("first", -2)
                .Integer("second", -1)
                .Node("Gather", "Y_h first", "left")
                .Node("Gather", "Y_h second", "right")
                .Node("Concat", "right left", "state", ("axis", 1))
                .Dense(swapped: true),
            ["the last position of one, the first of the other"] = OnnxNetworks
                .Empty()
                .Recurrent()
                .States()
                .Integer("one", 1)
                .Integer("zero", 0)
                .Integers("axis", 1)
                .Integers("units", 2)
                .Integers("start", 0)
                .Integers("half", 2)
                .Integers("end", long.MaxValue)
                .Node("Shape", "states", "sizes")
                .Node("Gather", "sizes one", "length")
                .Node("Sub", "length one", "final")
                .Node("Gather", "states final", "rear", ("axis", 1))
                .Node("Slice", "rear start half axis", "left")
                .Node("Gather", "states zero", "front", ("axis", 1))
                .Node("Slice", "front half end axis", "right")
                .Node("Concat", "left right", "state", ("axis", 1))
                .Dense(),
            ["positions by slices"] = OnnxNetworks
                .Empty(18)
                .Recurrent()
                .Integers("minus", -1)
                .Integers("start", 0)
                .Integers("two", 1)
                .Integers("end", long.MaxValue)
                .Integers("sizes", -1, 2)
                .Node("Split", "Y", "Y_left Y_right", ("axis", 1), ("num_outputs", 2))
                .Node("Slice", "Y_left minus end start", "l")
                .Node("Slice", "Y_right start two start", "r")
                .Node("Reshape", "l sizes", "left")
                .Node("Reshape", "r sizes", "right")
                .Node("Concat", "left right", "state", ("axis", 1))
                .Dense(),
            ["the attributes of opset 9"] = OnnxNetworks
                .Empty(9)
                .Recurrent()
                .Node("Split", "Y_h", "l r", ("axis", 0), ("split", (int[])[1, 1]))
                .Node("Squeeze", "l", "left", ("axes", (int[])[0]))
                .Node("Squeeze", "r", "right", ("axes", (int[])[0]))
                .Node("Slice", "right", "all", ("starts", (int[])[0, 0]), ("ends", (int[])[int.MaxValue, int.MaxValue]))
                .Node("Dropout", "all", "kept mask", ("ratio", 0.5f))
                .Node("Concat", "left kept", "state", ("axis", 1))
                .Dense(),
        }.ToImmutableDictionary();

    /// <summary>Other ways of picking them.</summary>
    public static TheoryData<string> Ways { get; } = [.. Graphs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_network_is_the_same_whichever_way_it_is_written(string way) =>
        OnnxReading.AssertSame(OnnxNetworks.Empty().Recurrent().Last().Dense(), Graphs[way]);
}
