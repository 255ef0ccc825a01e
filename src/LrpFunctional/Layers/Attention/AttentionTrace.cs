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
    /// The weights are gates, which receive nothing: R of v_s is Σ_t α_ts v_s ⊙ m_t by the epsilon rule over time, with
    /// N = T.
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving)
    {
        var (rule, reaching) = (rules.Time, arriving.OfRows(Layer.Strands, Packing));
        var made = Made;
        var ratio = rule.Stabilizer.Ratio(reaching, made);
        var absorbed = rule.Stabilizer.Absorbed(reaching, ratio, made);

        // What is spread of a sum goes in equal parts to all values of its lane.
        var share = ((rule.BiasFactor / Layer.Values) * absorbed);
        Matrix ToValues(ImmutableArray<HeadTrace> heads, int lane)
        {
            var rows = Packing.RowsOf(lane);
            var (ofLane, shares) = (MatrixRows.Gather(ratio, rows.AsSpan()), MatrixRows.Gather(share, rows.AsSpan()));
            var each = MatrixRows.Gather(
                ((1.0 / rows.Length) * MatrixRows.Total(shares)),
                Indices.Repeated(0, rows.Length).AsSpan()
            );
            return MatrixRows.SideBySide([
                .. heads.Select(
                    (head, at) =>
                        MatrixRows.MultiplyAdd(
                            head.Values,
                            Product.Of(
                                head.Weights,
                                MatrixRows.TakeColumns(ofLane, at * head.Values.Columns, head.Values.Columns)
                            ),
                            each
                        )
                ),
            ]);
        }

        return new AttentionRelevance(
            this,
            reaching,
            Packed([.. Lanes.Select(ToValues)]),
            ((1 - rule.BiasFactor) * absorbed)
        );
    }

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

/// <summary>The relevance that flowed back through an attention over steps.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">R of what it made (rows × D).</param>
/// <param name="ToValues">R of the values (rows × D).</param>
/// <param name="ToStabilizer">What stayed on the stabilizer (rows × 1).</param>
internal sealed record AttentionRelevance(AttentionTrace Trace, Matrix Reaching, Matrix ToValues, Matrix ToStabilizer)
    : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) =>
        new Arriving.AtEach(read == 1 ? ToValues : Matrix.Zero(ToValues.Rows, Trace.Layer.Keys));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var zero = Matrix.Zero(Reaching.Rows, 1);
        var account = new Account(Reaching.RowSums(), ToValues.RowSums(), zero, ToStabilizer, zero);
        return [PlaceAccount.Of(account.OfLanes(Trace.Packing))];
    }
}

/// <summary>The gradient that flowed back through an attention over steps.</summary>
/// <param name="ByRead">By queries, values and keys.</param>
internal sealed record AttentionGradient(ImmutableArray<Matrix> ByRead) : ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByRead[read]);
}
