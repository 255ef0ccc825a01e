using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>
/// y_q = a(Σ_p W_p x_(q s + p d − before) + b), a dense layer over windows, as deep learning has convolutions.
/// </summary>
public sealed record ConvolutionLayer : IPlainLayer
{
    internal ConvolutionLayer(IWindows windows, ImageShape reads, ImmutableArray<DenseLayer> groups)
    {
        Windows = windows;
        Reads = reads;
        Groups = groups;
        Makes = windows.Makes(groups.Sum(group => group.Weights.Rows));
    }

    /// <summary>How its windows lie.</summary>
    public IWindows Windows { get; }

    /// <summary>How a step lies that it reads.</summary>
    public ImageShape Reads { get; }

    /// <summary>How a step lies that it makes.</summary>
    public ImageShape Makes { get; }

    /// <summary>W, b and a of each group, over the numbers of a window in the group's channels.</summary>
    public ImmutableArray<DenseLayer> Groups { get; }

    /// <inheritdoc/>
    public string Kind => "convolution";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Makes.Units);

    /// <inheritdoc/>
    public bool IsCausal => Windows.IsCausal;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        Groups
            .SelectMany(group => group.Hashed)
            .Prepend(($"{Kind} {Windows.Name}, {Groups.Length} groups", Matrix.Zero(0, 0)));

    /// <summary>Two convolutions are equal when their windows and weights are.</summary>
    public bool Equals(ConvolutionLayer? other) =>
        other is not null && Windows.Equals(other.Windows) && Reads == other.Reads && Groups.Same(other.Groups);

    /// <summary>A hash over windows and weights.</summary>
    public override int GetHashCode() => HashCode.Combine(Windows, Reads, Groups.Hash());

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var unfolding = Windows.Of(packing);
        var rows = Packing.OfVectors(unfolding.Windows);
        var groups = Apart(unfolding.Unfold(Reads.ToPlaces(read[0])))
            .Zip(Groups, (windows, group) => group.Forward(rows, windows))
            .ToImmutableArray();
        return new ConvolutionTrace(this, unfolding, groups, Together(groups.Select(group => group.Outputs)));
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var unfolding = Windows.Of(read[0].Packing);
        var rows = Packing.OfVectors(unfolding.Windows);
        ImmutableArray<Matrix> Windowed(Matrix part) => Apart(unfolding.Unfold(Reads.ToPlaces(part)));
        var groups = Windowed(read[0].Parts.Phrase)
            .Zip(Windowed(read[0].Parts.Rest), (phrase, rest) => new DecomposedFlow(rows, new Parts(phrase, rest)))
            .Zip(Groups, (windows, group) => ((ILayer)group).Decomposed([windows], ofBiases).Parts)
            .ToImmutableArray();
        return new DecomposedFlow(
            unfolding.Packing,
            new Parts(Together(groups.Select(parts => parts.Phrase)), Together(groups.Select(parts => parts.Rest))),
            read[0].IsOfWords && Windows.KeepsSteps
        );
    }

    /// <summary>The windows of each group (Q × k · C / G) of those of all channels (Q · k × C).</summary>
    internal ImmutableArray<Matrix> Apart(Matrix ofPlaces)
    {
        var channels = Reads.Channels / Groups.Length;
        Matrix Of(int group) =>
            Groups.Length == 1 ? ofPlaces : MatrixRows.TakeColumns(ofPlaces, group * channels, channels);
        return
        [
            .. Groups.Select((_, group) => Of(group).InRows(ofPlaces.Rows / Windows.Places, Windows.Places * channels)),
        ];
    }

    /// <summary>What all groups have at the places of windows (Q · k × C): <see cref="Apart"/> turned round.</summary>
    internal Matrix AtPlaces(IEnumerable<Matrix> windows)
    {
        var channels = Reads.Channels / Groups.Length;
        return SideBySide(windows.Select(group => group.InRows(group.Rows * Windows.Places, channels)));
    }

    /// <summary>A row for each step of what the groups have for each window (Q × m / G).</summary>
    internal Matrix Together(IEnumerable<Matrix> groups) => Makes.ToRows(SideBySide(groups));

    /// <summary>What reaches the windows of each group (Q × m / G): <see cref="Together"/> turned round.</summary>
    internal ImmutableArray<Matrix> ToGroups(Matrix rows)
    {
        var windows = Makes.ToPlaces(rows);
        var outputs = windows.Columns / Groups.Length;
        return [.. Groups.Select((_, group) => MatrixRows.TakeColumns(windows, group * outputs, outputs))];
    }

    /// <summary>The sum of each step's windows (rows × 1), given a number for each window (Q × 1).</summary>
    internal Matrix OfSteps(Matrix ofWindows) => WindowRows.Sums(ofWindows, Makes.Places);

    internal static Matrix SideBySide(IEnumerable<Matrix> parts) =>
        parts.ToArray() is var all && all.Length == 1 ? all[0] : MatrixRows.SideBySide(all);
}
