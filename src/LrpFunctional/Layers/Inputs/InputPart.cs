using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Inputs;

/// <summary>One of several inputs: some columns of some steps of what goes in.</summary>
/// <param name="Steps">Which steps it has.</param>
/// <param name="First">Its first column, counted from 0.</param>
/// <param name="Width">How many columns it has.</param>
/// <param name="Read">How many columns go in.</param>
internal sealed record InputPart(StepsTaken Steps, int First, int Width, int Read) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind =>
        Steps == StepsTaken.Static ? $"static features, {Width}" : $"part of the input, columns {First} to {Last}";

    /// <inheritdoc/>
    public LayerFamily Family => LayerFamily.Join;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Width);

    /// <inheritdoc/>
    public bool IsCausal => Steps == StepsTaken.All;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        [($"part {Steps} {First} {Width} {Read}", Matrix.Zero(0, 0))];

    private int Last => First + Width - 1;

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new InputPartTrace(this, packing, Made(packing), Of(packing, read[0]));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        new(
            Made(read[0].Packing),
            read[0].Parts.Map(part => Of(read[0].Packing, part)),
            read[0].IsOfWords && Steps == StepsTaken.All
        );

    /// <summary>What it makes, laid out over all that goes in, with zeros elsewhere (rows × e).</summary>
    internal Matrix Over(Packing packing, Matrix made) =>
        MatrixRows.Scatter(
            MatrixRows.SideBySide([Matrix.Zero(made.Rows, First), made, Matrix.Zero(made.Rows, Read - First - Width)]),
            Rows(packing).AsSpan(),
            packing.Rows
        );

    private Matrix Of(Packing packing, Matrix rows) =>
        MatrixRows.Gather(MatrixRows.TakeColumns(rows, First, Width), Rows(packing).AsSpan());

    private Packing Made(Packing packing) =>
        Steps switch
        {
            StepsTaken.Static => packing.OneStep,
            StepsTaken.AllButStatic => Packing.Of([.. packing.Lengths.Select(WithoutStatic)]),
            _ => packing,
        };

    // Where the rows of what it makes stand among those that go in, step by step and lane by lane.
    private ImmutableArray<int> Rows(Packing packing)
    {
        if (Steps == StepsTaken.All)
            return Indices.Same(packing.Rows);
        if (Steps == StepsTaken.Static)
            return [.. packing.Lengths.Select((length, lane) => packing.Row(lane, length - 1))];
        var made = Made(packing);
        return
        [
            .. from step in Enumerable.Range(0, made.Steps)
            from lane in Enumerable.Range(0, made.Lanes(step))
            select packing.Row(lane, step),
        ];
    }

    private static int WithoutStatic(int length) =>
        length > 1
            ? length - 1
            : throw new ArgumentException(
                "a sequence has no step beside its static features, where one at least is expected",
                nameof(length)
            );
}

/// <summary>What a part of the input read.</summary>
/// <param name="Layer">The part.</param>
/// <param name="Read">Where each lane's steps lie in what goes in.</param>
/// <param name="Packing">Where they lie in it.</param>
/// <param name="Made">Its numbers (rows × D).</param>
internal sealed record InputPartTrace(InputPart Layer, Packing Read, Packing Packing, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public ILayerRelevance Relevance(Rules.RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private InputPartBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>
/// What flows back through a part of the input, be it relevance or a gradient: it passes unchanged to its own columns.
/// </summary>
/// <param name="Trace">What the part read.</param>
/// <param name="Reaching">What arrived (rows × D).</param>
internal sealed record InputPartBack(InputPartTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Trace.Layer.Over(Trace.Read, Reaching));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
