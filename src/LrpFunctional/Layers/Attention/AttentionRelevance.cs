using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Attention;

/// <summary>The relevance that flowed back through an attention over steps.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">R of what it made (rows × D).</param>
/// <param name="ByRead">R of queries, values and keys.</param>
/// <param name="ToConstant">What stayed on the constant terms of softmaxes (rows × 1).</param>
/// <param name="ToStabilizer">What stayed on stabilizers (rows × 1).</param>
internal sealed record AttentionRelevance(
    AttentionTrace Trace,
    Matrix Reaching,
    ImmutableArray<Matrix> ByRead,
    Matrix ToConstant,
    Matrix ToStabilizer
) : ILayerRelevance
{
    /// <summary>That of values alone.</summary>
    public static AttentionRelevance OfValues(
        AttentionTrace trace,
        Matrix reaching,
        Matrix toValues,
        Matrix toStabilizer
    )
    {
        var nothing = Matrix.Zero(toValues.Rows, trace.Layer.Keys);
        return new AttentionRelevance(
            trace,
            reaching,
            [nothing, toValues, nothing],
            Matrix.Zero(toValues.Rows, 1),
            toStabilizer
        );
    }

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByRead[read]);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var passed = ByRead.Select(rows => rows.RowSums()).Aggregate((one, other) => one + other);
        var account = new Account(Reaching.RowSums(), passed, ToConstant, ToStabilizer, Matrix.Zero(Reaching.Rows, 1));
        return [PlaceAccount.Of(account.OfLanes(Trace.Packing))];
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(AttentionRelevance? other) =>
        other is not null
        && Trace == other.Trace
        && Reaching == other.Reaching
        && ByRead.Same(other.ByRead)
        && ToConstant == other.ToConstant
        && ToStabilizer == other.ToStabilizer;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Reaching, ByRead.Hash(), ToConstant, ToStabilizer);
}
