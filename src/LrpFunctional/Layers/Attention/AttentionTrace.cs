using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Attention;

/// <summary>What an attention over steps did.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Lanes">What each head did with each lane.</param>
internal sealed record AttentionTrace(
    AttentionLayer Layer,
    Packing Packing,
    ImmutableArray<ImmutableArray<HeadTrace>> Lanes
) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Matrix Made =>
        Packed([.. Lanes.Select(heads => MatrixRows.SideBySide([.. heads.Select(head => head.Made)]))]);

    /// <summary>
    /// R of v_s is Σ_t α_ts v_s ⊙ m_t by the epsilon rule over time, with N = T; weights are gates, which receive
    /// nothing, or have as much as the values and send it on to queries and keys.
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving)
    {
        var (rule, attention) = (rules.Time, rules.OfLayer(number).Attention);
        var (reaching, made) = (arriving.OfRows(Layer.Strands, Packing), attention.Factors * Made);
        var ratio = rule.Stabilizer.Ratio(reaching, made);
        var absorbed = rule.Stabilizer.Absorbed(reaching, ratio, made);
        var toValues = ToValues(ratio, (rule.BiasFactor / Layer.Values) * absorbed);
        var ofSums = (1 - rule.BiasFactor) * absorbed;
        return attention.WeightsReceive
            ? WithWeights(rule, reaching, ratio, toValues, ofSums)
            : AttentionRelevance.OfValues(this, reaching, toValues, ofSums);
    }

    // What is spread of a sum goes in equal parts to all values of its lane.
    private Matrix ToValues(Matrix ratio, Matrix share)
    {
        Matrix OfLane(ImmutableArray<HeadTrace> heads, int lane)
        {
            var rows = Packing.RowsOf(lane);
            var each = MatrixRows.Gather(
                ((1.0 / rows.Length) * MatrixRows.Total(MatrixRows.Gather(share, rows.AsSpan()))),
                Indices.Repeated(0, rows.Length).AsSpan()
            );
            return MatrixRows.SideBySide([
                .. heads.Select(
                    (head, at) =>
                        MatrixRows.MultiplyAdd(head.Values, Product.Of(head.Weights, OfHead(ratio, rows, at)), each)
                ),
            ]);
        }

        return Packed([.. Lanes.Select(OfLane)]);
    }

    private AttentionRelevance WithWeights(
        EpsilonRule rule,
        Matrix reaching,
        Matrix ratio,
        Matrix toValues,
        Matrix toStabilizer
    )
    {
        ImmutableArray<ImmutableArray<(ScoresRelevance ToScores, Matrix Constant)>> lanes =
        [
            .. Lanes.Select(
                (heads, lane) =>
                    heads
                        .Select((head, at) => head.Relevance(rule, OfHead(ratio, Packing.RowsOf(lane), at)))
                        .ToImmutableArray()
            ),
        ];
        Matrix Beside(Func<ScoresRelevance, Matrix> part) =>
            Packed([.. lanes.Select(heads => MatrixRows.SideBySide([.. heads.Select(head => part(head.ToScores))]))]);
        Matrix Added(Func<(ScoresRelevance ToScores, Matrix Constant), Matrix> part) =>
            Packed([.. lanes.Select(heads => heads.Select(part).Aggregate((one, other) => one + other))]);
        return new AttentionRelevance(
            this,
            reaching,
            [Beside(head => head.Queries), toValues, Beside(head => head.Keys)],
            Added(head => head.Constant),
            toStabilizer + Added(head => head.ToScores.Stabilizer)
        );
    }

    private Matrix OfHead(Matrix made, ImmutableArray<int> rows, int head) =>
        MatrixRows.TakeColumns(
            MatrixRows.Gather(made, rows.AsSpan()),
            head * (Layer.Values / Layer.Heads),
            Layer.Values / Layer.Heads
        );

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving)
    {
        var reaching = arriving.OfRows(Layer.Strands, Packing);
        var width = Layer.Values / Layer.Heads;
        ImmutableArray<ImmutableArray<(Matrix Queries, Matrix Values, Matrix Keys)>> lanes =
        [
            .. Lanes.Select(
                (heads, lane) =>
                {
                    var ofLane = MatrixRows.Gather(reaching, Packing.RowsOf(lane).AsSpan());
                    return heads
                        .Select((head, at) => head.Gradient(MatrixRows.TakeColumns(ofLane, at * width, width)))
                        .ToImmutableArray();
                }
            ),
        ];
        Matrix Of(Func<(Matrix Queries, Matrix Values, Matrix Keys), Matrix> part) =>
            Packed([.. lanes.Select(heads => MatrixRows.SideBySide([.. heads.Select(part)]))]);
        return new AttentionGradient([Of(head => head.Queries), Of(head => head.Values), Of(head => head.Keys)]);
    }

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        throw new System.Diagnostics.UnreachableException();

    private Matrix Packed(ImmutableArray<Matrix> lanes) => Indices.Pack(Packing.Offsets.AsSpan(), lanes.AsSpan());

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(AttentionTrace? other) =>
        other is not null
        && Layer == other.Layer
        && Packing == other.Packing
        && Lanes.Zip(other.Lanes, (ours, theirs) => ours.Same(theirs)).All(same => same);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Layer, Packing, Lanes.Hash());
}

/// <summary>The gradient that flowed back through an attention over steps.</summary>
/// <param name="ByRead">By queries, values and keys.</param>
internal sealed record AttentionGradient(ImmutableArray<Matrix> ByRead) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByRead[read]);
}
