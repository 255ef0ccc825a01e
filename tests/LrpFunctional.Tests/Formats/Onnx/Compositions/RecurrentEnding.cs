using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx.Compositions;

/// <summary>The layer that a graph goes on with, when a test is about what stands around it.</summary>
internal static class RecurrentEnding
{
    /// <summary>From sequences × steps × 3 numbers to states of 2 units, sequences first.</summary>
    public static OnnxGraph Then(this OnnxGraph graph, string from, string to = "scores") =>
        graph
            .Weights(directions: 1)
            .Integers("directions", 1)
            .Node("Transpose", from, "by_steps", ("perm", (int[])[1, 0, 2]))
            .Node("LSTM", "by_steps W R B", "Y", ("hidden_size", OnnxNetworks.Units))
            .Node("Squeeze", "Y directions", "states_by_steps")
            .Node("Transpose", "states_by_steps", to, ("perm", (int[])[1, 0, 2]));
}
