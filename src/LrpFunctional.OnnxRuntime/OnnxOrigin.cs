using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LrpFunctional.OnnxRuntime;

/// <summary>ONNX models run by ONNX Runtime.</summary>
public static class OnnxOrigin
{
    private const int Short = 3;
    private const int Long = 6;
    private const string Remedy = "record its outputs where it comes from, and compare with --against";

    /// <summary>What ONNX Runtime says of a few random sequences, or why it cannot.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="model">The model as it was read.</param>
    /// <param name="seed">Where the random numbers start.</param>
    public static Validation<Fault, OriginRecord> Record(string path, StoredModel model, int seed)
    {
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = new InferenceSession(path, options);
            return Record(path, session, model, new Random(seed));
        }
        catch (OnnxRuntimeException exception)
        {
            return new Fault(path, $"ONNX Runtime does not run it ({exception.Message})", Remedy);
        }
    }

    private static Validation<Fault, OriginRecord> Record(
        string path, InferenceSession session, StoredModel model, Random random)
    {
        var network = model.Network;
        var (name, input) = session.InputMetadata.Single();
        if (input.Dimensions.Length < 2) return new Fault(path, "its input has one axis, and no batches", Remedy);
        var (first, second) = (Size(input.Dimensions[0], Short), Size(input.Dimensions[1], Long));
        ImmutableArray<double> numbers = network.ReadsNumbers
            ? [.. Enumerable.Range(0, first * second * network.InputSize).Select(_ => (double)(float)((2 * random.NextDouble()) - 1))]
            : [.. Enumerable.Range(0, first * second).Select(_ => (double)random.Next(network.Embedding.Rows))];
        using var results = session.Run([Value(name, input, numbers, network.ReadsNumbers ? [first, second, network.InputSize] : [first, second])]);
        ImmutableArray<double> outputs = results[0].ElementType == TensorElementType.Double
            ? [.. results[0].AsEnumerable<double>()]
            : [.. results[0].AsEnumerable<float>().Select(number => (double)number)];

        // The axis of the input along which there is one output each is that of the sequences.
        var rows = outputs.Length / model.OriginOutputs;
        if (first == second || (rows != first && rows != second))
            return new Fault(path, $"its input of {first}×{second} gives {outputs.Length} numbers, which does not tell sequences from steps", Remedy);
        var steps = rows == first ? second : first;
        Sentence Sequence(int at)
        {
            ImmutableArray<int> cells = [.. Enumerable.Range(0, steps).Select(step => rows == first ? (at * steps) + step : (step * rows) + at)];
            return network.ReadsNumbers
                ? Sentence.Of(Matrix.Of(steps, network.InputSize, [.. cells.SelectMany(cell => numbers.AsSpan().Slice(cell * network.InputSize, network.InputSize).ToArray())]), Option<int>.None)
                : Sentence.Of([.. cells.Select(cell => network.Vocabulary.Words[(int)numbers[cell]])], [.. cells.Select(cell => (int)numbers[cell])], Option<int>.None);
        }

        return new OriginRecord(
            [.. Enumerable.Range(0, rows).Select(Sequence)], Matrix.Of(rows, model.OriginOutputs, outputs));
    }

    private static int Size(int inFile, int otherwise) => inFile > 0 ? inFile : otherwise;

    private static NamedOnnxValue Value(string name, NodeMetadata input, ImmutableArray<double> numbers, int[] shape) => input.ElementDataType switch
    {
        TensorElementType.Int32 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<int>(numbers.Select(number => (int)number).ToArray(), shape)),
        TensorElementType.Int64 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(numbers.Select(number => (long)number).ToArray(), shape)),
        TensorElementType.Double => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(numbers.ToArray(), shape)),
        _ => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(numbers.Select(number => (float)number).ToArray(), shape)),
    };
}
