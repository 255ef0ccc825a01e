using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What the inputs of a graph mean.</summary>
internal interface IGraphInputs
{
    /// <summary>The inputs, by their names.</summary>
    ImmutableDictionary<string, OnnxInput> All { get; }

    /// <summary>The sizes of their axes.</summary>
    Sizes Sizes { get; }

    /// <summary>What an input means.</summary>
    /// <exception cref="FaultException">It is none that is read.</exception>
    Value Given(OnnxInput input);
}
