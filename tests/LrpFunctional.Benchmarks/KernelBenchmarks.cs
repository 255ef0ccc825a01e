using BenchmarkDotNet.Attributes;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Benchmarks;

/// <summary>The matrix product at the shapes of a recurrent step, from many lanes to one.</summary>
public sealed class KernelBenchmarks : IDisposable
{
    private readonly Panels<double> _panels = Panels<double>.Pack(60, 240, (row, column) => row - column);
    private readonly Plane<double> _result = new(48, 256);
    private readonly Plane<double> _left = new(48, 64);

    [Benchmark]
    [Arguments(48)]
    [Arguments(6)]
    [Arguments(1)]
    public void Product(int lanes) => Numerics.Kernels.Product.Into(ref _left.Row(0), _left.Columns, lanes, _panels, ref _result.Row(0));

    [Benchmark]
    public Matrix OfMatrices() => Numerics.Kernels.Product.Of(Matrix.Constant(48, 60, 1), Matrix.Constant(60, 240, 1));

    public void Dispose()
    {
        _result.Dispose();
        _left.Dispose();
    }
}
