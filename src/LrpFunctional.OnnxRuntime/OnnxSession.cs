using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace LrpFunctional.OnnxRuntime;

/// <summary>Models opened by ONNX Runtime.</summary>
internal static class OnnxSession
{
    // The numbers that ONNX has for its fields, and protobuf for one of bytes.
    private const int GraphOfModel = 7;
    private const int OutputOfGraph = 12;
    private const int NameOfOutput = 1;
    private const int Bytes = 2;
    private const string FolderOfNumbers = "session.model_external_initializers_file_folder_path";

    /// <summary>The model in a file, which gives one of its values, be it an output or not.</summary>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime does not run it.</exception>
    public static InferenceSession Open(string path, string value, SessionOptions options)
    {
        var session = new InferenceSession(path, options);
        if (value == "" || session.OutputMetadata.ContainsKey(value))
            return session;
        session.Dispose();
        options.AddSessionConfigEntry(FolderOfNumbers, Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        return new InferenceSession([.. File.ReadAllBytes(path), .. Output(value)], options);
    }

    // A message that stands twice is one message with the fields of both.
    private static ImmutableArray<byte> Output(string value) =>
        Field(GraphOfModel, Field(OutputOfGraph, Field(NameOfOutput, [.. Encoding.UTF8.GetBytes(value)])));

    private static ImmutableArray<byte> Field(int number, ImmutableArray<byte> content) =>
        [.. Whole((number << 3) | Bytes), .. Whole(content.Length), .. content];

    private static IEnumerable<byte> Whole(int number) =>
        number < 128 ? [(byte)number] : Whole(number >> 7).Prepend((byte)((number & 127) | 128));
}
