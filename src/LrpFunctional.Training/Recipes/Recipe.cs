using LrpFunctional.Explanations;
using LrpFunctional.Training.Learning;

namespace LrpFunctional.Training.Recipes;

/// <summary>How a network is trained; the same recipe, data and seed give the same bits on any machine.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Optimiser">How gradients change it.</param>
/// <param name="Rate">The learning rate at its highest.</param>
/// <param name="Epochs">How often each example is seen.</param>
/// <param name="BatchSize">How many examples a step looks at.</param>
public sealed record Recipe(Architecture Architecture, Optimiser Optimiser, double Rate, int Epochs, int BatchSize)
{
    /// <summary>How many numbers a word vector has, for a network that reads words.</summary>
    public int VectorSize { get; init; } = 60;

    /// <summary>How much slower word vectors are learned: their rate is this part of the others'.</summary>
    public double VectorRate { get; init; } = 1;

    /// <summary>The root mean square of the word vectors that the random start draws.</summary>
    public double VectorScale { get; init; } = 0.1;

    /// <summary>Over how many steps the rate grows from zero to its highest.</summary>
    public int WarmUp { get; init; }

    /// <summary>The part of the highest rate that is left at the end; it falls as a cosine.</summary>
    public double LastRate { get; init; } = 1;

    /// <summary>The gradient's norm over all that is learned, at most; longer ones are shortened.</summary>
    public double Clip { get; init; } = double.PositiveInfinity;

    /// <summary>What is left out at random.</summary>
    public Dropouts Dropouts { get; init; } = Dropouts.None;

    /// <summary>How much a whole sentence counts beside a part of one.</summary>
    public double WholeWeight { get; init; } = 1;

    /// <summary>After how many epochs without a better one on the development set the training ends.</summary>
    public int Patience { get; init; } = int.MaxValue;

    /// <summary>The precision of what the cells do; what is learned is kept in float64.</summary>
    public Precision Precision { get; init; } = Precision.Bits32;

    /// <summary>Where all random numbers come from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The rate of a step, counted from 1: a line up to <see cref="WarmUp"/>, then a half cosine down to
    /// <see cref="LastRate"/>.
    /// </summary>
    public double RateOf(int step, int steps)
    {
        if (step < WarmUp)
            return Rate * step / WarmUp;
        var part = (double)(step - WarmUp) / Math.Max(1, steps - WarmUp);
        return Rate * (LastRate + ((1 - LastRate) * 0.5 * (1 + Math.Cos(Math.PI * part))));
    }
}
