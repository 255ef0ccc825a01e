using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>What a convolution did.</summary>
internal sealed record ConvolutionTrace : ILayerTrace
{
    internal ConvolutionTrace(
        ConvolutionLayer layer,
        Unfolding unfolding,
        ImmutableArray<DenseTrace> groups,
        Matrix made
    )
    {
        Layer = layer;
        Unfolding = unfolding;
        Groups = groups;
        Made = made;
    }

    /// <summary>The layer.</summary>
    public ConvolutionLayer Layer { get; }

    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Unfolding.Packing;

    /// <summary>What each group did with its windows, a row for each window.</summary>
    public ImmutableArray<DenseTrace> Groups { get; }

    /// <inheritdoc/>
    public Matrix Made { get; }

    internal Unfolding Unfolding { get; }

    /// <summary>
    /// R of x by the layer's linear rule over the places of each window; what the rule gives to places that are padded
    /// goes in equal parts to the others of the window. The activation passes it unchanged.
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving)
    {
        var rule = rules.OfLayer(number).Candidate;
        return ConvolutionRelevance.Of(
            this,
            [.. Arrived(arriving).Zip(Groups, (reaching, group) => (reaching, Share(rule, group, reaching)))]
        );
    }

    /// <summary>∂s/∂x: each place has the sum of what (∂s/∂y ⊙ a'(z)) W has for it in all windows.</summary>
    public ILayerGradient Gradient(Arriving arriving) =>
        Back(Arrived(arriving).Zip(Groups, (byOutputs, group) => group.Gradient(byOutputs).ByInputs));

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        Back(
            Arrived(arriving)
                .Zip(Groups, ((ConvolutionTrace)reference).Groups)
                .Select(group =>
                    ByWindows(group.Second, group.Second.Rescaled(group.Third, new Arriving.AtEach(group.First)))
                )
        );

    private ImmutableArray<Matrix> Arrived(Arriving arriving) =>
        Layer.ToGroups(arriving.OfRows(Layer.Strands, Packing));

    private WindowsGradient Back(IEnumerable<Matrix> byWindows) =>
        new(Layer.Reads.ToRows(Unfolding.Fold(Layer.AtPlaces(byWindows))));

    private static Matrix ByWindows(DenseTrace group, ILayerGradient gradient) =>
        gradient.ToRead(0).OfRows(Strand.InRows(group.Inputs.Columns), group.Packing);

    private static Shares Share(LinearRule rule, DenseTrace group, Matrix reaching)
    {
        var sum = new WeightedSum([new(group.Layer.Weights, group.Layer.Back)], group.Layer.Bias);
        return rule.Share(sum)([group.Inputs], group.Sums, reaching);
    }
}
