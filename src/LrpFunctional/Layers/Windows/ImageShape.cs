using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Windows;

/// <summary>
/// How the numbers of a step lie: an image of height × width places with so many channels each, line after line. What
/// has one place is a step as it is.
/// </summary>
/// <param name="Height">The number of lines, H.</param>
/// <param name="Width">The number of columns, W.</param>
/// <param name="Channels">The numbers of a place, C.</param>
/// <param name="IsChannelsFirst">Whether it is C × H × W as in PyTorch, and not H × W × C as in Keras.</param>
public sealed record ImageShape(int Height, int Width, int Channels, bool IsChannelsFirst = false)
{
    /// <summary>H · W.</summary>
    public int Places => Height * Width;

    /// <summary>H · W · C, the numbers of a step.</summary>
    public int Units => Places * Channels;

    /// <summary>What it is, for people and for the network's hash.</summary>
    internal string Name => $"{Height} × {Width} × {Channels}{(IsChannelsFirst ? ", channels first" : "")}";

    /// <summary>A row for each place (rows · H · W × C) of a row for each step (rows × H · W · C).</summary>
    internal Matrix ToPlaces(Matrix rows) =>
        (IsTurned ? MatrixRows.GatherColumns(rows, Turned(Places, Channels).AsSpan()) : rows).InRows(
            rows.Rows * Places,
            Channels
        );

    /// <summary>A row for each step of a row for each place: <see cref="ToPlaces"/> turned round.</summary>
    internal Matrix ToRows(Matrix places)
    {
        var rows = places.InRows(places.Rows / Places, Units);
        return IsTurned ? MatrixRows.GatherColumns(rows, Turned(Channels, Places).AsSpan()) : rows;
    }

    private bool IsTurned => IsChannelsFirst && Places > 1 && Channels > 1;

    // Row after row of a table of so many rows and columns whose columns lie one after the other.
    private static ImmutableArray<int> Turned(int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(at => (at % columns * rows) + (at / columns))];
}
