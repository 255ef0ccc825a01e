using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LrpFunctional.OnnxRuntime;

/// <summary>ONNX models run by ONNX Runtime.</summary>
public static class OnnxOrigin
{
    private const int Sequences = 3;
    private const int Steps = 6;

    // Windows upon windows need room.
    private const int StepsOfWindows = 60;

    // Those that no node reads cost ONNX Runtime 1.31 time that grows with their square: 300 s for 320,000.
    private const int MostTensors = 10_000;
    private const string Remedy = "record its outputs where it comes from, and compare with --against";

    /// <summary>What ONNX Runtime says of a few random sequences, or why it cannot.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="model">The model as it was read.</param>
    /// <param name="seed">Where the random numbers start.</param>
    public static Validation<Fault, OriginRecord> Record(string path, StoredModel model, int seed)
    {
        var tensors = model.Graph.Match(graph => graph.Tensors, () => 0);
        if (tensors > MostTensors)
        {
            return new Fault(
                path,
                $"it stores {tensors} tensors, and ONNX Runtime takes long over more than {MostTensors}",
                Remedy
            );
        }

        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = OnnxSession.Open(path, model.Graph.Map(graph => graph.Scores).IfNone(""), options);
            return model
                .Graph.Filter(graph => session.InputMetadata.ContainsKey(graph.Sequences))
                .Match(
                    graph => Record(path, session, graph, model, new Random(seed)),
                    () => new Fault(path, "ONNX Runtime knows no input of its sequences", Remedy)
                );
        }
        catch (OnnxRuntimeException exception)
        {
            return new Fault(path, $"ONNX Runtime does not run it ({exception.Message})", Remedy);
        }
    }

    private static Validation<Fault, OriginRecord> Record(
        string path,
        InferenceSession session,
        GraphSignature graph,
        StoredModel model,
        Random random
    )
    {
        var network = model.Network;
        var input = session.InputMetadata[graph.Sequences];
        var sizes = input.Dimensions;
        var steps = Size(
            sizes[graph.TimeAxis],
            network.Layers.Any(layer => layer is ConvolutionLayer or PoolingLayer) ? StepsOfWindows : Steps
        );
        var lanes = Enumerable
            .Range(0, sizes.Length)
            .FirstOrDefault(axis => axis != graph.TimeAxis && axis != graph.UnitAxis, -1);
        var rows = lanes < 0 ? 1 : Size(sizes[lanes], Sequences);
        var width = network.ReadsNumbers ? network.StepSize : 1;
        ImmutableArray<double> numbers =
        [
            .. Enumerable
                .Range(0, rows * steps * width)
                .Select(_ =>
                    network.ReadsNumbers
                        ? (double)(float)((2 * random.NextDouble()) - 1)
                        : random.Next(network.Embedding.Rows)
                ),
        ];
        ImmutableArray<double> beside =
        [
            .. Enumerable
                .Range(0, rows * network.StaticSize)
                .Select(_ => (double)(float)((2 * random.NextDouble()) - 1)),
        ];
        int[] Shape(int units) =>
            [
                .. sizes.Select(
                    (_, axis) =>
                        axis == graph.TimeAxis ? steps
                        : axis == lanes ? rows
                        : units
                ),
            ];
        Validation<Fault, NamedOnnxValue> Given(GraphPart part, NodeMetadata other)
        {
            var first = graph.Parts.TakeWhile(before => before != part).Sum(before => before.Width);
            var own = part.IsStatic
                ? Columns(beside, network.StaticSize, first - width, part.Width)
                : Columns(numbers, width, first, part.Width);
            var shape = Shape(part.Width);
            return part.IsStatic
                ? OnnxFeed.Of(path, part.Name, other, other.Dimensions.Length == 1 ? [rows] : [rows, part.Width], own)
                : OnnxFeed.Of(path, part.Name, other, shape, Laid(own, shape, graph));
        }

        Validation<Fault, NamedOnnxValue> Fed(string name, NodeMetadata other) =>
            graph.Parts.FirstOrDefault(part => part.Name == name) is { } part ? Given(part, other)
            : name == graph.Sequences ? OnnxFeed.Of(path, name, other, Shape(width), Laid(numbers, Shape(width), graph))
            : graph.States.Contains(name)
                ? OnnxFeed.Constant(path, name, other, [.. other.Dimensions.Select(size => Size(size, rows))], 0)
            : graph.Lengths.Contains(name)
                ? OnnxFeed.Constant(path, name, other, [.. other.Dimensions.Select(size => Size(size, rows))], steps)
            : OnnxFeed.Constant(path, name, other, [.. other.Dimensions.Select(size => Size(size, 1))], 0);

        return Validations
            .All(session.InputMetadata.Select(each => Fed(each.Key, each.Value)))
            .Bind(fed =>
            {
                using var results = session.Run(fed, [graph.Scores]);
                if (results[0].ElementType is not (TensorElementType.Float or TensorElementType.Double))
                    return new Fault(
                        path,
                        $"ONNX Runtime gives scores of the type {results[0].ElementType}, too coarse to compare",
                        Remedy
                    );
                var given = OnnxFeed.Numbers(results[0]);
                var outputs = new OriginScores(
                    graph.GivesLogarithms ? [.. given.Select(Math.Exp)] : given,
                    graph.ScoreAxes,
                    rows,
                    model.OriginOutputs
                );
                if (!outputs.Fits(network.GivesVectors ? 1 : steps))
                {
                    return new Fault(
                        path,
                        $"ONNX Runtime gives {given.Length} numbers for {rows} sequences, where {model.OriginOutputs} "
                            + $"for each {(network.GivesVectors ? "" : $"of {steps} steps ")}are expected",
                        Remedy
                    );
                }

                ImmutableArray<Sentence> sequences =
                [
                    .. Enumerable
                        .Range(0, rows)
                        .Select(row =>
                            Of(
                                network,
                                numbers.AsSpan().Slice(row * steps * width, steps * width),
                                width,
                                [.. beside.AsSpan().Slice(row * network.StaticSize, network.StaticSize)]
                            )
                        ),
                ];
                return Validation<Fault, OriginRecord>.Success(new OriginRecord(sequences, outputs.ByRows()));
            });
    }

    /// <summary>The numbers of sequences, step by step, as they lie in the input.</summary>
    private static ImmutableArray<double> Laid(ImmutableArray<double> numbers, int[] shape, GraphSignature graph)
    {
        var width = graph.UnitAxis >= 0 && graph.UnitAxis < shape.Length ? shape[graph.UnitAxis] : 1;

        // What a step along each axis of the input adds to the place among the numbers.
        int Stride(int axis) =>
            axis == graph.UnitAxis ? 1
            : axis == graph.TimeAxis ? width
            : width * shape[graph.TimeAxis];
        var places = shape
            .Index()
            .Aggregate(
                Enumerable.Repeat(0, 1),
                (before, axis) =>
                    before.SelectMany(place =>
                        Enumerable.Range(0, axis.Item).Select(at => place + (at * Stride(axis.Index)))
                    )
            );
        return [.. places.Select(place => numbers[place])];
    }

    /// <summary>Some columns of rows.</summary>
    private static ImmutableArray<double> Columns(ImmutableArray<double> rows, int width, int first, int count) =>
        [.. rows.Where((_, at) => at % width >= first && at % width < first + count)];

    /// <summary>
    /// A sequence of these ids, or of so many numbers at each step, with static features beside them.
    /// </summary>
    private static Sentence Of(
        RecurrentNetwork network,
        ReadOnlySpan<double> numbers,
        int width,
        ImmutableArray<double> features
    )
    {
        ImmutableArray<double> cells = [.. numbers];
        if (!features.IsEmpty)
            return Sentence.Of(Matrix.Of(cells.Length / width, width, cells), features, Option<int>.None);
        return network.ReadsNumbers
            ? Sentence.Of(Matrix.Of(cells.Length / width, width, cells), Option<int>.None)
            : Sentence.Of(
                [.. cells.Select(id => network.Vocabulary.Words[(int)id])],
                [.. cells.Select(id => (int)id)],
                Option<int>.None
            );
    }

    private static int Size(int inFile, int otherwise) => inFile > 0 ? inFile : otherwise;
}
