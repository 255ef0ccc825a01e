using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What is written as JSON to be read as a configuration, known when the program is compiled.</summary>
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double))]
internal sealed partial class KerasJson : JsonSerializerContext;
