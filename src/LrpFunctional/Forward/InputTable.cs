using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>The different inputs of some sentences, each projected once for each cell.</summary>
/// <param name="Ids">The different ids.</param>
/// <param name="ByWord">At id + 1, the place of an id among the different ones.</param>
/// <param name="Projections">Wx x of each.</param>
internal sealed record InputTable<T>(ImmutableArray<int> Ids, ImmutableArray<int> ByWord, Projections<T> Projections) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The table for some sentences.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The embedding has no row for an id.</exception>
    public static InputTable<T> Of(RecurrentNetwork network, IEnumerable<Sentence> sentences, int threads) =>
        Within(long.MaxValue, network, sentences, threads).IfNone(() => throw new System.Diagnostics.UnreachableException());

    /// <summary>The table for some sentences, if its projections take no more than the given number of bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The embedding has no row for an id.</exception>
    public static Option<InputTable<T>> Within(long limit, RecurrentNetwork network, IEnumerable<Sentence> sentences, int threads)
    {
        var (different, places) = Indices.Distinct(network.Embedding.Rows, sentences.Select(sentence => sentence.Ids));
        ImmutableArray<CellPanels<T>> cells = [.. network.Layer.Cells.Select(directed => directed.Cell.Panels<T>())];
        return cells.Sum(cell => (long)different.Length * cell.Input.Columns * Unsafe.SizeOf<T>()) <= limit
            ? new InputTable<T>(different, places, Projections<T>.Of(network.Embedding, different, cells, threads))
            : Option<InputTable<T>>.None;
    }

    /// <summary>The places of these ids.</summary>
    public ImmutableArray<int> PlacesOf(ImmutableArray<int> ids) => Indices.At(ByWord.AsSpan(), ids.AsSpan(), first: 1);

    public void Dispose() => Projections.Dispose();
}
