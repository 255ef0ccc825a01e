using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A layer of a graph and the names of the layers that it reads.</summary>
internal sealed record KerasNode(KerasLayer Layer, ImmutableArray<string> Reads);
