using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>Each step so many times, one behind the other, as UpSampling1D of Keras.</summary>
/// <param name="Times">How many times, n.</param>
public sealed record UpsamplingWeights(int Times) : ILayerWeights
{
    private const int Most = 1 << 10;

    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        read[0].InRows(read[0].Units) with
        {
            Steps = read[0].Steps.Map(steps => (int)Math.Clamp((long)steps * Times, 0, int.MaxValue)),
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Validations
            .Require(
                Times is >= 1 and <= Most && read[0].Steps.ForAll(steps => steps <= int.MaxValue / Times),
                new Fault(
                    "upsampling",
                    $"each step is read {Times} times, where 1 to {Most} are expected",
                    "take it from the model"
                )
            )
            .Map(_ => (ILayer)new UpsamplingLayer(Times, read[0].Units));
}

/// <summary>y_q = x_t, t being ⌊q / n⌋.</summary>
/// <param name="Times">n.</param>
/// <param name="Width">How many numbers a step has.</param>
internal sealed record UpsamplingLayer(int Times, int Width) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "upsampling";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => Times == 1;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Times}", Matrix.Zero(0, 0))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var unfolding = Of(packing);
        return new PaddingTrace(this, unfolding, unfolding.Unfold(read[0]));
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var unfolding = Of(read[0].Packing);
        return new DecomposedFlow(
            unfolding.Packing,
            read[0].Parts.Map(unfolding.Unfold),
            read[0].IsOfWords && IsCausal
        );
    }

    // Windows of one place.
    private Unfolding Of(Packing read)
    {
        var made = Packing.Of([.. read.Lengths.Select(length => checked(length * Times))]);
        ImmutableArray<int> places =
        [
            .. Enumerable
                .Range(0, made.Steps)
                .SelectMany(step => Enumerable.Range(0, made.Lanes(step)).Select(lane => read.Row(lane, step / Times))),
        ];
        return new Unfolding(made, places, 1, read.Rows);
    }
}
