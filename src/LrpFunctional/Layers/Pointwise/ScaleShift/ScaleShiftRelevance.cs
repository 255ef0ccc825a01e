using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>The relevance that flowed back through a scale and shift: R_x = R_y.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="PerFeature">R of what it read, which is what arrived (rows × D).</param>
public sealed record ScaleShiftRelevance(ScaleShiftTrace Trace, Matrix PerFeature) : ISequenceRelevance
{
    ISequenceTrace ISequenceRelevance.Trace => Trace;

    /// <inheritdoc/>
    public Matrix Leftover => Matrix.Zero(Trace.Packing.Lanes(0), 1);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int steps)
    {
        var passed = PackedSequences.Sums(PerFeature.RowSums(), Trace.Packing.Offsets.AsSpan());
        return [new PlaceAccount(Option<Direction>.None, Option<int>.None, Account.Of(passed, passed))];
    }
}
