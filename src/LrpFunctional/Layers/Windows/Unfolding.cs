using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>Windows over the places of a batch, one below the other.</summary>
/// <param name="Packing">Where each lane's steps lie in what is made.</param>
/// <param name="Places">For each place of each window what lies there, −1 where nothing does.</param>
/// <param name="OfWindow">How many places a window has, k.</param>
/// <param name="Read">How many places there are.</param>
internal sealed record Unfolding(Packing Packing, ImmutableArray<int> Places, int OfWindow, int Read)
{
    /// <summary>The number of windows, Q.</summary>
    public int Windows => Places.Length / OfWindow;

    /// <summary>What lies at the places of each window (Q · k × C), zeros where nothing does.</summary>
    public Matrix Unfold(Matrix places) => MatrixRows.Gather(places, Places.AsSpan());

    /// <summary>Σ of what the places of windows have of each place: <see cref="Unfold"/> transposed.</summary>
    public Matrix Fold(Matrix ofPlaces) => WindowRows.Back(ofPlaces, Places.AsSpan(), Read);

    /// <summary>The row of its window for each place (Q · k × C).</summary>
    public Matrix Spread(Matrix ofWindows) =>
        MatrixRows.Gather(ofWindows, WindowRows.OfPlaces(Places.Length, OfWindow).AsSpan());

    /// <summary>Σ of each window (Q × C).</summary>
    public Matrix Sums(Matrix ofPlaces) => WindowRows.Sums(ofPlaces, OfWindow);
}
