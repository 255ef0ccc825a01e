using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Windows;

/// <summary>What a convolution is built from, not yet checked; it does not turn its weights round.</summary>
/// <param name="Windows">How its windows lie.</param>
/// <param name="Weights">W (m × k · C / G): the numbers of a window's first place, then those of its second.</param>
/// <param name="Bias">b (m); none counts as zeros.</param>
/// <param name="Activation">What is done to the sums.</param>
/// <param name="Groups">G: the first m / G outputs read the first C / G channels, and so on.</param>
public sealed record ConvolutionWeights(
    IWindows Windows,
    Weight Weights,
    Option<Weight> Bias,
    Option<Activation> Activation = default,
    int Groups = 1
) : ILayerWeights
{
    /// <summary>W of weights in PyTorch's order (m × C / G · k): all places of the first channel, then of the next.
    /// </summary>
    public static Weight FromChannelsFirst(Weight weights, int places) =>
        weights.Values.Columns % places == 0
            ? weights with
            {
                Values = new ImageShape(1, places, weights.Values.Columns / places, IsChannelsFirst: true)
                    .ToPlaces(weights.Values)
                    .InRows(weights.Values.Rows, weights.Values.Columns),
            }
            : throw new ArgumentException(
                $"{weights.Values.Columns} weights of an output are no whole windows of {places} places",
                nameof(weights)
            );

    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        read[0].InRows(Windows.Makes(Weights.Values.Rows).Units) with
        {
            Steps = Windows.Steps(read[0].Steps),
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read)
    {
        var (channels, outputs) = (Windows.Reads(read[0].Units).Channels, Weights.Values.Rows);
        return (
            Windows.Check(read[0]),
            Weights.Check(outputs, Windows.Places * channels / Math.Max(Groups, 1)),
            Weight.CheckOrZero(Bias, outputs),
            GroupsFit(channels, outputs)
        )
            .Apply((_, values, bias, _) => (values, bias))
            .Bind(all =>
                Validations.All(Enumerable.Range(0, Groups).Select(group => Group(all.values, all.bias, group)))
            )
            .Map(groups => (ILayer)new ConvolutionLayer(Windows, Windows.Reads(read[0].Units), groups));
    }

    private Validation<Fault, DenseLayer> Group(Matrix values, Matrix bias, int group)
    {
        var outputs = values.Rows / Groups;
        return DenseLayer.Create(
            values.Columns,
            new DenseWeights(
                Weights with
                {
                    Values = values.Slice(group * outputs, outputs),
                },
                new Weight("bias", MatrixRows.TakeColumns(bias, group * outputs, outputs)),
                Activation.IfNone(Pointwise.Activation.None)
            )
        );
    }

    private Validation<Fault, Unit> GroupsFit(int channels, int outputs) =>
        Validations.Require(
            Groups >= 1 && outputs > 0 && channels % Groups == 0 && outputs % Groups == 0,
            new Fault(
                Weights.Name,
                $"there are {Groups} groups, where a number is expected that divides {channels} channels and {outputs} "
                    + "outputs",
                "take it from the model"
            )
        );
}
