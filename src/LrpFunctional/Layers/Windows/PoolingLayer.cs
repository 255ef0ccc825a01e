using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>
/// y_q = Σ_p w_qp ⊙ x_p over the places of each window: w_qp = 1/n for the average, 1 at the first highest for the
/// maximum, else 0.
/// </summary>
public sealed record PoolingLayer : IPlainLayer
{
    internal PoolingLayer(Pooling pooling, IWindows windows, ImageShape reads)
    {
        Pooling = pooling;
        Windows = windows;
        Reads = reads;
        Makes = windows.Makes(reads.Channels);
    }

    /// <summary>What is made of each window.</summary>
    public Pooling Pooling { get; }

    /// <summary>How its windows lie.</summary>
    public IWindows Windows { get; }

    /// <summary>How a step lies that it reads.</summary>
    public ImageShape Reads { get; }

    /// <summary>How a step lies that it makes.</summary>
    public ImageShape Makes { get; }

    /// <inheritdoc/>
    public string Kind =>
        Pooling switch
        {
            Pooling.Max => "max pooling",
            Pooling.Average => "average pooling",
            _ => "average pooling with padding",
        };

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Makes.Units);

    /// <inheritdoc/>
    public bool IsCausal => Windows.IsCausal;

    /// <inheritdoc/>
    public IEnumerable<string> WithoutDecomposition => Pooling == Pooling.Max ? [Kind] : [];

    /// <inheritdoc/>
    public IEnumerable<string> WithoutRescale => WithoutDecomposition;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Windows.Name}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var unfolding = Windows.Of(packing);
        var states = unfolding.Unfold(Reads.ToPlaces(read[0]));
        var weights = Weights(unfolding, states);
        return new PoolingTrace(this, unfolding, states, weights, unfolding.Sums(states.Times(weights)));
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var unfolding = Windows.Of(read[0].Packing);
        Matrix Pooled(Matrix part)
        {
            var states = unfolding.Unfold(Reads.ToPlaces(part));
            return Makes.ToRows(unfolding.Sums(states.Times(Weights(unfolding, states))));
        }

        return new DecomposedFlow(
            unfolding.Packing,
            read[0].Parts.Map(Pooled),
            read[0].IsOfWords && Windows.KeepsSteps
        );
    }

    // w at each place of each window (Q · k × C).
    private Matrix Weights(Unfolding unfolding, Matrix states)
    {
        var real = WindowRows.Real(unfolding.Places.AsSpan());
        return Pooling switch
        {
            Pooling.Max => WindowRows.Highest(states, unfolding.Places.AsSpan(), unfolding.OfWindow),
            Pooling.Average => real.Over(unfolding.Spread(unfolding.Sums(real))).Repeat(states.Columns),
            _ => ((1.0 / unfolding.OfWindow) * real).Repeat(states.Columns),
        };
    }
}
