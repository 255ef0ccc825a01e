using BenchmarkDotNet.Attributes;
using LrpFunctional.Numerics;

namespace LrpFunctional.Benchmarks;

/// <summary>The matrix product at the shapes of a recurrent step, from many lanes to one.</summary>
public class KernelBenchmarks
{
    private const int Units = 60;
    private const int MostLanes = 48;

    private readonly PackedWeights<double> _panels = PackedWeights<double>.Pack(
        Units,
        4 * Units,
        (row, column) => row - column
    );
    private readonly double[] _left = new double[MostLanes * Units];
    private readonly double[] _result = new double[MostLanes * 2 * PackedWeights<double>.Width * 4];

    [Benchmark]
    [Arguments(48)]
    [Arguments(6)]
    [Arguments(1)]
    public void Product(int lanes) => Numerics.Product.Into(ref _left[0], Units, lanes, _panels, ref _result[0]);

    [Benchmark]
    public Matrix OfMatrices() =>
        Numerics.Product.Of(Matrix.Constant(MostLanes, Units, 1), Matrix.Constant(Units, 4 * Units, 1));
}
