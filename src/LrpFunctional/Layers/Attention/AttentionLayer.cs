using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Attention;

/// <summary>
/// y_t = Σ_s α_ts v_s, α_t the softmax over s of the similarity of query q_t and key k_s, head by head; it reads
/// queries, values and keys of one sequence.
/// </summary>
public sealed record AttentionLayer : IPlainLayer
{
    internal AttentionLayer(Similarity similarity, int heads, int keys, int values)
    {
        Similarity = similarity;
        Heads = heads;
        Keys = keys;
        Values = values;
    }

    /// <summary>What a query and a key have in common.</summary>
    public Similarity Similarity { get; }

    /// <summary>How many heads there are, each with its run of columns.</summary>
    public int Heads { get; }

    /// <summary>How many numbers a query and a key have, all heads together.</summary>
    public int Keys { get; }

    /// <summary>How many numbers a value has, all heads together.</summary>
    public int Values { get; }

    /// <inheritdoc/>
    public string Kind => "attention over steps";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Values);

    /// <inheritdoc/>
    public bool IsCausal => false;

    /// <inheritdoc/>
    public bool IsAttention => true;

    IEnumerable<string> ILayer.WithoutDecomposition => [Kind];

    IEnumerable<string> ILayer.WithoutRescale => [Kind];

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        Similarity switch
        {
            Similarity.Dot dot => [($"{Kind}, {Heads} heads, dot", Matrix.Of(1, 1, [dot.Factor]))],
            Similarity.Additive additive =>
            [
                ($"{Kind}, {Heads} heads, additive", Matrix.Of(1, additive.Weights.Length, additive.Weights)),
            ],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        ImmutableArray<ImmutableArray<HeadTrace>> lanes =
        [
            .. packing.Lengths.Select((_, lane) => OfLane(packing.RowsOf(lane), read)),
        ];
        return new AttentionTrace(this, packing, lanes);
    }

    private ImmutableArray<HeadTrace> OfLane(ImmutableArray<int> rows, ImmutableArray<Matrix> read) =>
        [
            .. Enumerable
                .Range(0, Heads)
                .Select(head =>
                    HeadTrace.Of(
                        Similarity,
                        Part(read[0], rows, head),
                        Part(read[1], rows, head),
                        Part(read[2], rows, head)
                    )
                ),
        ];

    private Matrix Part(Matrix flow, ImmutableArray<int> rows, int head) =>
        MatrixRows.TakeColumns(
            MatrixRows.Gather(flow, rows.AsSpan()),
            head * (flow.Columns / Heads),
            flow.Columns / Heads
        );
}
