using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>
/// What reads a sequence step by step, as an LSTM or a GRU does: its weights, its step forward and the ways back.
/// Nothing more is needed to run it, in float64; see <see cref="IKernelCell"/>.
/// </summary>
public interface ICell
{
    /// <summary>What it is, for people: LSTM, GRU.</summary>
    string Kind { get; }

    /// <summary>The number of units d.</summary>
    int Units { get; }

    /// <summary>The input size e.</summary>
    int InputSize { get; }

    /// <summary>Wx, G blocks of d rows (Gd × e).</summary>
    Matrix Input { get; }

    /// <summary>h before the first step (1 × d).</summary>
    Matrix InitialHidden { get; }

    /// <summary>c before the first step (1 × d), or 1 × 0 for a cell without.</summary>
    Matrix InitialCell { get; }

    /// <summary>Whether relevance crosses parts of it by the rule of normalisations.</summary>
    bool IsNormalised => false;

    /// <summary>The parts that contextual decomposition has no equation for, by their names.</summary>
    IEnumerable<string> WithoutDecomposition => [$"a {Kind} cell"];

    /// <summary>The parts that DeepLIFT has no equation for, by their names.</summary>
    IEnumerable<string> WithoutRescale => [];

    /// <summary>One step forward, given Wx x_t (n × Gd) and the state before it.</summary>
    StepTrace Advance(Matrix projected, CellState before);

    /// <summary>
    /// One step back by rules, given what it read (n × e), what it did, what was before, and what arrives at h_t and
    /// c_t; what the rules make of the weights is made once for all steps.
    /// </summary>
    Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules);

    /// <summary>One step of backpropagation, given what it did, what was before, and ∂s/∂h_t and ∂s/∂c_t.</summary>
    StepGradient Gradient(StepTrace taken, CellState before, CellState arriving);

    /// <summary>
    /// ∂s/∂W of what is learned, given what the cell did, ∂s/∂z (rows × Gd), x (rows × e) and h_{t−1} (rows × d).
    /// </summary>
    internal CellGradient ByWeights(
        ImmutableArray<StepTrace> steps,
        Matrix preactivations,
        Matrix read,
        Matrix before
    ) => CellGradient.Of(preactivations, read, before);

    /// <summary>
    /// One step back by the rescale rule, between a step and that of the reference, given Wx x + Wh h_{t−1} + b of both
    /// as <see cref="GateSums"/> says.
    /// </summary>
    internal StepGradient Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    );

    /// <summary>Wh and bx + bh of the blocks whose sums a trace does not hold, the first ones.</summary>
    internal (Matrix Recurrent, ImmutableArray<double> Bias) GateSums => (Matrix.Zero(0, Units), []);

    /// <summary>Contextual decomposition of its states, in the order of the words.</summary>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="order">For each packed row, the row whose input the cell reads there.</param>
    /// <param name="read">β and γ of what it reads.</param>
    /// <param name="ofBiases">The share of β in what biases write together (rows × 1).</param>
    /// <param name="initial">β and γ of the state before the first step, all lanes.</param>
    internal ContextualState Decomposed(
        Packing packing,
        ImmutableArray<int> order,
        Parts read,
        Matrix ofBiases,
        ContextualState initial
    ) => throw new System.Diagnostics.UnreachableException();

    /// <summary>All that it is, for the network's hash: kind and numbers.</summary>
    internal IEnumerable<(string Name, Matrix Numbers)> Hashed(Direction direction);
}
