using System.Numerics;
using LanguageExt;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>What reaches what a layer made from above, be it relevance or a gradient, in either precision.</summary>
internal abstract record Reaching<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Reaching() { }

    /// <summary>In float64.</summary>
    public Arriving Arriving =>
        this switch
        {
            Known known => known.Whole,
            States states => new Arriving.AtEach(states.Rows.Freeze(states.Units)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What two readers send together, in float64; the memory of both is given back.</summary>
    public static Reaching<T> Together(Reaching<T> one, Reaching<T> other)
    {
        using (one)
        using (other)
            return new Known(one.Arriving + other.Arriving);
    }

    public virtual void Dispose() { }

    /// <summary>Known in float64.</summary>
    public sealed record Known(Arriving Whole) : Reaching<T>;

    /// <summary>For each row, in the order of the words.</summary>
    /// <param name="Rows">What reaches them (rows × D, filled up); given back with the rest.</param>
    /// <param name="Units">D.</param>
    /// <param name="Sums">Its sums (rows × 1), where they came about by themselves.</param>
    public sealed record States(PooledMatrix<T> Rows, int Units, Option<Matrix> Sums) : Reaching<T>
    {
        public override void Dispose()
        {
            Rows.Dispose();
            base.Dispose();
        }
    }

    /// <summary>Only the sum of each row is known (rows × 1).</summary>
    public sealed record Summed(Matrix Sums) : Reaching<T>;
}
