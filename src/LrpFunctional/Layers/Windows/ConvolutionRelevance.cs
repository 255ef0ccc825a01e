using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Windows;

/// <summary>The relevance that flowed back through a convolution.</summary>
/// <param name="ToInputs">R of each packed row that was read (rows × D).</param>
/// <param name="Leftover">What windows gave that have padded places only (n × 1), where there can be any.</param>
/// <param name="Account">What became of what arrived.</param>
internal sealed record ConvolutionRelevance(Matrix ToInputs, Option<Matrix> Leftover, Account Account) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ToInputs);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) => [PlaceAccount.Of(Account)];

    internal static ConvolutionRelevance Of(
        ConvolutionTrace done,
        ImmutableArray<(Matrix Reaching, Shares Shares)> groups
    )
    {
        var (layer, unfolding) = (done.Layer, done.Unfolding);
        var (places, channels) = (unfolding.OfWindow, layer.Reads.Channels / groups.Length);
        (Matrix OfPlaces, Matrix Left) Spread(Matrix windows) =>
            WindowRows.Spread(windows.InRows(unfolding.Places.Length, channels), unfolding.Places.AsSpan(), places);
        var spread = groups.Select(group => Spread(group.Shares.ToInputs[0])).ToImmutableArray();
        var left = Added(spread.Select(group => group.Left));
        var passed = Added(spread.Select(group => unfolding.Sums(group.OfPlaces.RowSums())));
        var account = Account
            .Of(
                Added(groups.Select(group => group.Reaching.RowSums())),
                passed + left,
                [.. groups.Select(group => group.Shares)]
            )
            .Map(layer.OfSteps)
            .OfLanes(done.Packing);
        return new ConvolutionRelevance(
            layer.Reads.ToRows(unfolding.Fold(ConvolutionLayer.SideBySide(spread.Select(group => group.OfPlaces)))),
            layer.Windows.AreNeverEmpty
                ? Option<Matrix>.None
                : PackedSequences.Sums(layer.OfSteps(left), done.Packing.Offsets.AsSpan()),
            account
        );
    }

    private static Matrix Added(IEnumerable<Matrix> parts) => parts.Aggregate((one, other) => one + other);
}
