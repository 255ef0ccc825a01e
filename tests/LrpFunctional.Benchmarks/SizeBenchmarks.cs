using BenchmarkDotNet.Attributes;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;

namespace LrpFunctional.Benchmarks;

/// <summary>Networks of growing size on 48 sentences, and sequences of growing length.</summary>
public class SizeBenchmarks
{
    private readonly RecurrentNetwork _small = Subjects.Network(60);

    [Benchmark]
    [Arguments(60)]
    [Arguments(256)]
    [Arguments(1024)]
    public int Units(int units) =>
        Lrp.Default.Explain(_networks[units].Value, Subjects.Sequences(48, 25), Target.Predicted).Count();

    [Benchmark]
    [Arguments(50)]
    [Arguments(5_000)]
    [Arguments(1_000_000)]
    public int Length(int length) =>
        Lrp.Default.Explain(_small, Subjects.Sequences(1, length), Target.Predicted).Count();

    private readonly Dictionary<int, Lazy<RecurrentNetwork>> _networks = new[] { 60, 256, 1024 }.ToDictionary(
        units => units,
        units => new Lazy<RecurrentNetwork>(() => Subjects.Network(units))
    );
}
