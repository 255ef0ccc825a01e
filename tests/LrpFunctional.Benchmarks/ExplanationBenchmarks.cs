using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Benchmarks;

/// <summary>The test set by each method, and one of its sentences.</summary>
[MemoryDiagnoser]
public class ExplanationBenchmarks
{
    private readonly RecurrentNetwork _network = Subjects.DefaultNetwork();
    private ImmutableArray<Sentence> _sentences;

    [Params("lrp", "sa", "gi")]
    public string Method { get; set; } = "";

    [Params("predicted", "all")]
    public string Classes { get; set; } = "";

    [Params(Precision.Bits64, Precision.Bits32)]
    public Precision Precision { get; set; }

    [GlobalSetup]
    public void Read() => _sentences = Subjects.TestSet(_network);

    [Benchmark]
    public int TestSet() => Chosen.Explain(_network, _sentences, Aim, new(Precision: Precision)).Count();

    [Benchmark]
    public int OneSentence() => Chosen.Explain(_network, _sentences[0], Aim, new(Precision: Precision)).Length;

    private Method Chosen =>
        new[] { Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput }.Single(method => method.Name == Method);

    private Target Aim => Target.Parse("target", Classes, _network.Classes.Length).OrThrow();
}
