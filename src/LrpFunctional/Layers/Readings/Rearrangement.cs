using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>The numbers of sequences of one length in another order, as sequences of another length.</summary>
/// <param name="Steps">How many steps each sequence has that is read, T.</param>
/// <param name="Width">How many numbers each of them has, D.</param>
/// <param name="MadeSteps">How many steps are made, T'.</param>
/// <param name="Order">For each number that is made, the place of the number that is read (T · D = T' · D').</param>
internal sealed record Rearrangement(int Steps, int Width, int MadeSteps, ImmutableArray<int> Order) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "rearrangement";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Order.Length / MadeSteps);

    /// <inheritdoc/>
    public bool IsCausal => false;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        [($"{Kind} {Steps} {MadeSteps}", Matrix.Of(1, Order.Length, [.. Order.Select(place => (double)place)]))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var made = Packed(packing);
        return new RearrangementTrace(this, packing, made, Rearranged(read[0], packing, made, Order));
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var made = Packed(read[0].Packing);
        return new DecomposedFlow(made, read[0].Parts.Map(part => Rearranged(part, read[0].Packing, made, Order)));
    }

    /// <summary>What flows back: each number goes to its place.</summary>
    internal Matrix Back(Matrix rows, Packing read, Packing made)
    {
        var places = Order.Select((place, at) => (place, at)).OrderBy(pair => pair.place).Select(pair => pair.at);
        return Rearranged(rows, made, read, [.. places]);
    }

    private Packing Packed(Packing read) =>
        read.Lengths.FirstOrDefault(length => length != Steps) is var other && other > 0
            ? throw new ArgumentException(
                $"a sequence has {other} steps, where {Steps} are expected by the layer that rearranges them",
                nameof(read)
            )
            : Packing.Of(Indices.Repeated(MadeSteps, read.Lanes(0)));

    // The numbers lane after lane, in their new order, and packed again step after step.
    private static Matrix Rearranged(Matrix rows, Packing read, Packing made, ImmutableArray<int> order)
    {
        var lanes = read.Lanes(0);
        ImmutableArray<int> byLane =
        [
            .. Enumerable.Range(0, lanes).SelectMany(lane => read.RowsOf(lane).AsEnumerable()),
        ];
        var flat = MatrixRows.Gather(rows, byLane.AsSpan()).InRows(lanes, order.Length);
        var ordered = MatrixRows
            .GatherColumns(flat, order.AsSpan())
            .InRows(lanes * made.Steps, order.Length / made.Steps);
        ImmutableArray<int> byStep =
        [
            .. Enumerable
                .Range(0, made.Steps)
                .SelectMany(step => Enumerable.Range(0, lanes).Select(lane => (lane * made.Steps) + step)),
        ];
        return MatrixRows.Gather(ordered, byStep.AsSpan());
    }

    /// <summary>Two are equal when their sizes and orders are.</summary>
    public bool Equals(Rearrangement? other) =>
        other is not null
        && (Steps, Width, MadeSteps) == (other.Steps, other.Width, other.MadeSteps)
        && Order.SequenceEqual(other.Order);

    /// <summary>A hash over them.</summary>
    public override int GetHashCode() => HashCode.Combine(Steps, Width, MadeSteps, Order.Length);
}

/// <summary>What a rearrangement did.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Read">Where each lane's steps lie in what it read.</param>
/// <param name="Packing">Where they lie in what it made.</param>
/// <param name="Made">What it made (rows × D').</param>
internal sealed record RearrangementTrace(Rearrangement Layer, Packing Read, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private RearrangementBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>What flows back through a rearrangement, be it relevance or a gradient.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">What arrived (rows × D').</param>
internal sealed record RearrangementBack(RearrangementTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Trace.Layer.Back(Reaching, Trace.Read, Trace.Packing));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
