using System.Collections.Immutable;
using LanguageExt;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LrpFunctional.OnnxRuntime;

/// <summary>Numbers that go into ONNX Runtime and come out of it.</summary>
internal static class OnnxFeed
{
    /// <summary>Numbers of this shape for an input, in the type that it wants.</summary>
    public static Validation<Fault, NamedOnnxValue> Of(
        string path,
        string name,
        NodeMetadata input,
        int[] shape,
        ImmutableArray<double> numbers
    )
    {
        NamedOnnxValue Tensor<T>(Func<double, T> convert) =>
            NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(numbers.Select(convert).ToArray(), shape));
        return input.ElementDataType switch
        {
            TensorElementType.Int32 => Tensor(number => (int)number),
            TensorElementType.Int64 => Tensor(number => (long)number),
            TensorElementType.Double => Tensor(number => number),
            TensorElementType.Float => Tensor(number => (float)number),
            TensorElementType.Bool => Tensor(number => number != 0),
            var type => new Fault(
                $"{path}: input \"{name}\"",
                $"it wants numbers of the type {type}, which ONNX Runtime is not given here",
                "record its outputs where it comes from, and compare with --against"
            ),
        };
    }

    /// <summary>The same number throughout.</summary>
    public static Validation<Fault, NamedOnnxValue> Constant(
        string path,
        string name,
        NodeMetadata input,
        int[] shape,
        double number
    ) =>
        Of(
            path,
            name,
            input,
            shape,
            [.. Enumerable.Repeat(number, shape.Aggregate(1, (product, size) => product * size))]
        );

    /// <summary>The numbers of a result.</summary>
    public static ImmutableArray<double> Numbers(DisposableNamedOnnxValue result) =>
        result.ElementType == TensorElementType.Double
            ? [.. result.AsEnumerable<double>()]
            : [.. result.AsEnumerable<float>().Select(number => (double)number)];
}
