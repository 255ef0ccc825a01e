using System.Runtime.InteropServices;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.Onnx;
using LrpFunctional.Networks;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>What an ONNX file is read as, and what is asked of it.</summary>
internal static class OnnxReading
{
    /// <summary>What the file of a graph is read as.</summary>
    public static OnnxNetwork Read(OnnxGraph graph)
    {
        using var sandbox = new Sandbox();
        File.WriteAllBytes(sandbox.At("model.onnx"), graph.ToArray());
        return OnnxModel.Read(sandbox.At("model.onnx"));
    }

    public static StoredModel Model(OnnxNetwork read) =>
        StoredModel.Create(OnnxModel.Name, "vocab.txt", Option<RowWords>.None, read.Config, read.Tensors).OrThrow();

    public static RecurrentNetwork Network(OnnxNetwork read) => Model(read).Network;

    /// <summary>Both graphs are read as one network.</summary>
    public static void AssertSame(OnnxGraph expected, OnnxGraph actual) => AssertSame(expected, Read(actual));

    public static void AssertSame(OnnxGraph expected, OnnxNetwork actual)
    {
        var network = Read(expected);
        Assert.Equal(network.Config.ToJson(), actual.Config.ToJson());
        Assert.Equal(
            network.Tensors.Keys.Order(StringComparer.Ordinal),
            actual.Tensors.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(network.Tensors, tensor => Assert.Equal(tensor.Value.Values, actual.Tensors[tensor.Key].Values));
        _ = Network(actual);
    }

    /// <summary>The graph has one fault, which says these words.</summary>
    public static void AssertRefused(OnnxGraph graph, params string[] words)
    {
        var exception = Assert.Throws<FaultException>(() => Read(graph));
        var fault = Assert.Single(exception.Faults).ToString();
        Assert.All(words, word => Assert.Contains(word, fault, StringComparison.Ordinal));
    }

    public static byte[] Bytes(float[] numbers) => MemoryMarshal.AsBytes<float>(numbers).ToArray();
}
