using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>The way of a layer without a kernel through a batch.</summary>
/// <param name="Done">What it did.</param>
/// <param name="Reads">How many flows it read.</param>
internal sealed record PlainRun<T>(ILayerTrace Done, int Reads) : ILayerRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Packing Packing => Done.Packing;

    public ImmutableArray<Strand> Strands => Done.Layer.Strands;

    public PooledMatrix<T> States() => PooledMatrix<T>.Of(Done.Made, Vectors.Padded<T>(Done.Made.Columns));

    public Matrix Rows() => Done.Made;

    public Matrix Ends(Func<Direction, bool> isLast) => Strand.Ends(Strands, Packing, Done.Made, isLast);

    public ILayerRun<T> Prefixes(ImmutableArray<IFlow<T>> read, int threads) =>
        Done.Layer.Run(read, Recording.None, threads);

    public Option<RelevanceBack<T>> Relevance(
        RuleSet rules,
        int number,
        Reaching<T> reaching,
        bool keeps,
        int threads
    ) => RelevanceBack<T>.Of(Done.Relevance(rules, number, reaching.Arriving), Reads);

    public IGradientBack<T> Gradient(Reaching<T> reaching, int threads) => new Back(Done.Gradient(reaching.Arriving));

    public ILayerTrace Trace() => Done;

    public void Dispose() { }

    private sealed record Back(ILayerGradient Gradient) : IGradientBack<T>
    {
        public Reaching<T> ToRead(int read) => new Reaching<T>.Known(Gradient.ToRead(read));

        public Option<Matrix> SquaredNorms() => Option<Matrix>.None;

        public Option<Matrix> TimesInputs() => Gradient.TimesInputs;

        public Option<ImmutableArray<Matrix>> ByWeights() => Gradient.ByWeights;

        public void Dispose() { }
    }
}
