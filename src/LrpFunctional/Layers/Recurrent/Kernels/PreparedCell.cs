using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LanguageExt;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// The weights of a cell as the kernels read them, and its ways through a batch. Units come in blocks of one vector,
/// the last filled up with units whose weights are all zero, so that they stay at zero; the pre-activations of a block
/// lie side by side, those of the gates turned round (σ starts from exp(−z)), that of the candidate as it is.
/// </summary>
internal abstract class PreparedCell<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where the candidate stands among the gates, here and in a cell's own blocks of rows.</summary>
    public const int Candidate = 2;

    private readonly Lazy<PackedWeights<T>> _candidateInputBack;

    /// <summary>The panels of the weights Wx (Gd × e) and Wh (Gd × d).</summary>
    protected PreparedCell(int gates, Matrix input, Matrix recurrent, Matrix initialHidden)
    {
        var units = recurrent.Columns;
        Gates = gates;
        Units = units;
        InputSize = input.Columns;
        Padded = Vectors.Padded<T>(units);
        Input = PackedWeights<T>.Pack(InputSize, gates * Padded, (k, at) => Element(input, at, k));
        Recurrent = PackedWeights<T>.Pack(units, gates * Padded, (k, at) => Element(recurrent, at, k));
        InputBack = PackedWeights<T>.Pack(gates * Padded, InputSize, (at, k) => Element(input, at, k));
        RecurrentBack = PackedWeights<T>.Pack(gates * Padded, units, (at, k) => Element(recurrent, at, k));
        CandidateBack = PackedWeights<T>.Pack(units, units, (j, k) => recurrent[(Candidate * units) + j, k]);
        _candidateInputBack = new(() =>
            PackedWeights<T>.Pack(units, input.Columns, (j, k) => input[(Candidate * units) + j, k])
        );
        Live = [.. Enumerable.Range(0, Padded).Select(unit => unit < units ? T.One : T.Zero)];
        InitialHidden = PaddedOf(initialHidden.Span);
        StartsAtZero = initialHidden.Span.IndexOfAnyExcept(0.0) < 0;
        InitialSums = SumsOf(InitialHidden, Recurrent);
    }

    /// <summary>How many pre-activations a unit has.</summary>
    public int Gates { get; }

    /// <summary>The number of units d.</summary>
    public int Units { get; }

    /// <summary>The number of units, filled up to whole vectors.</summary>
    public int Padded { get; }

    /// <summary>The input size e.</summary>
    public int InputSize { get; }

    /// <summary>How long the rows of a plane of hidden states are into which a sweep puts products.</summary>
    public int HiddenColumns => RecurrentBack.Columns;

    /// <summary>From x to its share of the pre-activations.</summary>
    public PackedWeights<T> Input { get; }

    /// <summary>From h to its share of the pre-activations.</summary>
    public PackedWeights<T> Recurrent { get; }

    /// <summary>From the pre-activations back to x.</summary>
    public PackedWeights<T> InputBack { get; }

    /// <summary>From the pre-activations back to h.</summary>
    public PackedWeights<T> RecurrentBack { get; }

    /// <summary>From the candidate's pre-activations alone back to h.</summary>
    public PackedWeights<T> CandidateBack { get; }

    /// <summary>From the candidate's pre-activations alone back to x.</summary>
    public PackedWeights<T> CandidateInputBack => _candidateInputBack.Value;

    /// <summary>1 for each unit, 0 for those that fill up.</summary>
    public ImmutableArray<T> Live { get; }

    /// <summary>h before the first step.</summary>
    public ImmutableArray<T> InitialHidden { get; }

    /// <summary>Wh h before the first step.</summary>
    public ImmutableArray<T> InitialSums { get; }

    /// <summary>Whether h before the first step is zero.</summary>
    public bool StartsAtZero { get; }

    /// <summary>How many quantities of each unit and step relevance needs.</summary>
    public abstract int ProductPlanes { get; }

    /// <summary>How many quantities of each unit and step gradients and a full trace need.</summary>
    public abstract int GatePlanes { get; }

    /// <summary>Runs the cell over a batch and writes down what is asked for.</summary>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="inputs">For each packed row, the row of the projection that the cell reads there.</param>
    /// <param name="projection">Wx x of each different input.</param>
    /// <param name="what">What is written down besides h.</param>
    public abstract CellRecord<T> Forward(
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    );

    /// <summary>
    /// Relevance on its way back, by the epsilon rule at each sum and with all relevance of a product for its signal.
    /// </summary>
    /// <param name="recorded">What the cell did, with its products.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="inputs">For each packed row, the row of the projection that the cell reads there.</param>
    /// <param name="projection">Wx x of each different input.</param>
    /// <param name="arriving">What reaches h from above; the sweep goes on in its memory.</param>
    /// <param name="rule">ε and δ.</param>
    /// <param name="keeps">Whether the messages to the inputs are kept, and not only their sums.</param>
    public abstract RelevanceFlow<T> Relevance(
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Incoming<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    );

    /// <summary>Backpropagation: ∂s/∂z of each packed row, as the pre-activations lie here.</summary>
    /// <param name="recorded">What the cell did, with its gates.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="arriving">∂s/∂h from above; the sweep goes on in its memory.</param>
    public abstract PooledMatrix<T> Gradient(CellRecord<T> recorded, ReadOnlySpan<int> offsets, Incoming<T> arriving);

    /// <summary>∂s/∂W of what is learned, where there is a quick way.</summary>
    /// <param name="run">What the cell did.</param>
    /// <param name="read">x of each packed row, in the order of the words.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="gradients">∂s/∂z of each packed row, as the pre-activations lie here.</param>
    public virtual Option<CellGradient> ByWeights(
        DirectionRun<T> run,
        PooledMatrix<T> read,
        ReadOnlySpan<int> offsets,
        PooledMatrix<T> gradients
    ) => Option<CellGradient>.None;

    /// <summary>∂s/∂x of each packed row, or the like of any weights back to x.</summary>
    public static PooledMatrix<T> ByInput(PooledMatrix<T> rows, PackedWeights<T> back)
    {
        var result = new PooledMatrix<T>(rows.Rows, back.Columns);
        rows.AssertProduct(0, rows.Rows, back, result, 0);
        Product.Into(ref rows.Row(0), rows.Columns, rows.Rows, back, ref result.Row(0));
        return result;
    }

    /// <summary>Wx x of each row of a plane.</summary>
    public PooledMatrix<T> Project(PooledMatrix<T> vectors) => ByInput(vectors, Input);

    /// <summary>Chosen rows of pre-activations (n × Gd) in the cell's own order and with their own signs.</summary>
    public Matrix InBlocks(PooledMatrix<T> preactivations, ReadOnlySpan<int> chosen)
    {
        Debug.Assert(preactivations.Columns >= Gates * Padded);
        var result = Frozen.Buffer(chosen.Length, Gates * Units);
        for (var at = 0; at < Gates * Padded; at++)
        {
            if (Row(at) is not { } column)
                continue;
            for (var i = 0; i < chosen.Length; i++)
                result[(i * Gates * Units) + column] =
                    Sign(at) * double.CreateTruncating(preactivations.Span[(chosen[i] * preactivations.Columns) + at]);
        }

        return result.AsMatrix(chosen.Length, Gates * Units);
    }

    /// <summary>The gate of a line.</summary>
    protected static HardGate<T> Hard(Line line) =>
        new(T.CreateTruncating(line.Slope), T.CreateTruncating(line.Offset));

    /// <summary>A vector of all blocks (Gd) as the pre-activations lie.</summary>
    protected ImmutableArray<T> Interleaved(ReadOnlySpan<double> blocks)
    {
        Debug.Assert(blocks.Length == Gates * Units);
        var result = new T[Gates * Padded];
        for (var at = 0; at < result.Length; at++)
            result[at] = Row(at) is { } row ? T.CreateTruncating(Sign(at) * blocks[row]) : T.Zero;
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    /// <summary>One number for each unit (d), filled up.</summary>
    protected ImmutableArray<T> PaddedOf(ReadOnlySpan<double> numbers)
    {
        var result = new T[Padded];
        for (var unit = 0; unit < numbers.Length; unit++)
            result[unit] = T.CreateTruncating(numbers[unit]);
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    private static ImmutableArray<T> SumsOf(ImmutableArray<T> vector, PackedWeights<T> weights)
    {
        Debug.Assert(vector.Length >= weights.Depth);
        var result = new T[weights.Columns];
        Product.Into(
            ref MemoryMarshal.GetReference(vector.AsSpan()),
            vector.Length,
            1,
            weights,
            ref MemoryMarshal.GetArrayDataReference(result)
        );
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    /// <summary>
    /// The element of a matrix of blocks that belongs to a place among the pre-activations, with its sign.
    /// </summary>
    protected double Element(Matrix blocks, int at, int column) =>
        Row(at) is { } row ? Sign(at) * blocks[row, column] : 0;

    // The place of a pre-activation in the cell's own order.
    private int? Row(int at)
    {
        var unit = (at / (Gates * Vector512<T>.Count) * Vector512<T>.Count) + (at % Vector512<T>.Count);
        return unit < Units ? (Gate(at) * Units) + unit : null;
    }

    /// <summary>Whether a place among the pre-activations is the candidate's.</summary>
    protected bool IsCandidate(int at) => Gate(at) == Candidate;

    private int Gate(int at) => at / Vector512<T>.Count % Gates;

    private int Sign(int at) => IsCandidate(at) ? 1 : -1;
}
