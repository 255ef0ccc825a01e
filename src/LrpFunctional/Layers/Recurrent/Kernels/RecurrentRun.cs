using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>A recurrent layer's way through a batch, in borrowed memory.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Read">What it read.</param>
/// <param name="Vectors">The rows of it; null where it read them projected.</param>
/// <param name="Directions">One run for each cell.</param>
internal sealed record RecurrentRun<T>(
    RecurrentLayer Layer,
    IFlow<T> Read,
    PooledMatrix<T>? Vectors,
    ImmutableArray<DirectionRun<T>> Directions
) : ILayerRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Packing Packing => Read.Packing;

    public ImmutableArray<Strand> Strands => Layer.Strands;

    private ImmutableArray<ImmutableArray<int>> Orders => [.. Directions.Select(direction => direction.Order)];

    private ImmutableArray<int> Widths => [.. Directions.Select(direction => direction.Cell.Units)];

    /// <summary>The layer, over what it reads.</summary>
    public static RecurrentRun<T> Of(RecurrentLayer layer, IFlow<T> read, Recording what, int threads) =>
        read is IProjectedFlow<T> { Table: { } table } projected
            ? OfProjected(layer, projected, table, what, threads)
            : OfVectors(layer, read, what, threads);

    private static RecurrentRun<T> OfProjected(
        RecurrentLayer layer,
        IProjectedFlow<T> read,
        ProjectionTable<T> table,
        Recording what,
        int threads
    )
    {
        var places = table.PlacesOf(read.Ids);
        return new RecurrentRun<T>(
            layer,
            read,
            null,
            Workers.Map(
                layer.Cells.Length,
                threads,
                at =>
                {
                    var order = read.Packing.Order(layer.Cells[at].Direction);
                    return Of(
                        ((IKernelCell)layer.Cells[at].Cell).Prepared<T>(),
                        read.Packing,
                        order,
                        Indices.At(places.AsSpan(), order.AsSpan()),
                        table.OfCells[at],
                        what
                    );
                }
            )
        );
    }

    private static RecurrentRun<T> OfVectors(RecurrentLayer layer, IFlow<T> read, Recording what, int threads)
    {
        var vectors = read.States();
        return new RecurrentRun<T>(
            layer,
            read,
            vectors,
            Workers.Map(
                layer.Cells.Length,
                threads,
                at =>
                {
                    var cell = ((IKernelCell)layer.Cells[at].Cell).Prepared<T>();
                    var order = read.Packing.Order(layer.Cells[at].Direction);
                    return Of(cell, read.Packing, order, order, cell.Project(vectors), what);
                }
            )
        );
    }

    public PooledMatrix<T> States() =>
        DirectionMerge.SideBySide([.. Directions.Select(direction => direction.Recorded.Hidden)], Widths, Orders);

    public Matrix Rows()
    {
        using var states = States();
        return states.Freeze(Layer.Units);
    }

    public Matrix Ends(Func<Direction, bool> isLast)
    {
        Matrix End(DirectedCell cell, DirectionRun<T> run)
        {
            var rows = isLast(cell.Direction)
                ? Indices.LastRows(Packing.Offsets.AsSpan(), Packing.Lengths.AsSpan())
                : Indices.Same(Packing.Lanes(0));
            using var states = run.Recorded.Hidden.At(rows.AsSpan());
            return states.Freeze(run.Cell.Units);
        }

        return MatrixRows.SideBySide([.. Layer.Cells.Zip(Directions, End)]);
    }

    /// <summary>
    /// Each word of the sentence is read alike in every prefix. A cell from the left also does the same with it, so
    /// that what it did is only copied; a cell from the right comes from another word in each prefix, and runs.
    /// </summary>
    public ILayerRun<T> Prefixes(ImmutableArray<IFlow<T>> read, int threads)
    {
        var packing = read[0].Packing;
        var words = Indices.Steps(packing.Offsets.AsSpan());
        return new RecurrentRun<T>(
            Layer,
            read[0],
            Vectors is null ? null : read[0].States(),
            Workers.Map(
                Layer.Cells.Length,
                threads,
                at =>
                {
                    var (direction, run) = (Layer.Cells[at].Direction, Directions[at]);
                    var order = packing.Order(direction);
                    var read = Indices.At(run.Inputs.AsSpan(), run.Order.AsSpan());
                    var inputs = Indices.At(read.AsSpan(), Indices.At(words.AsSpan(), order.AsSpan()).AsSpan());
                    return direction == Direction.LeftToRight
                        ? new DirectionRun<T>(order, inputs, run.Projection.Lent, run.Recorded.At(words.AsSpan()))
                        : Of(run.Cell, packing, order, inputs, run.Projection.Lent, run.Recorded.What);
                }
            )
        );
    }

    /// <summary>By a kernel for the usual rules; by steps for others.</summary>
    public Option<RelevanceBack<T>> Relevance(
        RuleSet rules,
        int number,
        Reaching<T> reaching,
        bool keeps,
        int threads
    ) =>
        rules
            .OfLayer(number)
            .Quick.Map(rule =>
                Relevance(reaching, new EpsilonNumbers(rule.Stabilizer.Epsilon, rule.BiasFactor), keeps, threads)
            );

    private RelevanceBack<T> Relevance(Reaching<T> reaching, EpsilonNumbers rule, bool keeps, int threads)
    {
        var incoming = Incoming(reaching);
        var flows = Workers.Map(
            Directions.Length,
            threads,
            cell =>
            {
                using var fromAbove = incoming[cell];
                var direction = Directions[cell];
                return direction.Cell.Relevance(
                    direction.Recorded,
                    Packing.Offsets.AsSpan(),
                    direction.Inputs.AsSpan(),
                    direction.Projection,
                    fromAbove,
                    rule,
                    keeps
                );
            }
        );
        var lanes = Indices.Same(Packing.Lanes(0));
        var leftover = WordSums.Of([.. flows.Select(flow => flow.Leftover)], [.. flows.Select(_ => lanes)]);
        var words = WordSums.Of([.. flows.Select(flow => flow.Words)], Orders);
        Reaching<T> toRead = keeps
            ? new Reaching<T>.States(ToInputs(flows, threads), Layer.InputSize, words)
            : new Reaching<T>.Summed(words);
        foreach (var flow in flows)
            flow.Dispose();
        return new RelevanceBack<T>([toRead], leftover);
    }

    public IGradientBack<T> Gradient(Reaching<T> reaching, int threads)
    {
        var incoming = Incoming(reaching);
        var gradients = Workers.Map(
            Directions.Length,
            threads,
            cell =>
            {
                using var fromAbove = incoming[cell];
                var direction = Directions[cell];
                return direction.Cell.Gradient(direction.Recorded, Packing.Offsets.AsSpan(), fromAbove);
            }
        );
        return new RecurrentGradientBack<T>(this, gradients, threads);
    }

    public ILayerTrace Trace() =>
        this is RecurrentRun<double> run
            ? RecurrentTrace.Of(run, run.Vectors?.Freeze(Layer.InputSize) ?? run.Read.Rows())
            : throw new System.Diagnostics.UnreachableException();

    public void Dispose()
    {
        foreach (var direction in Directions)
            direction.Dispose();
        Vectors?.Dispose();
    }

    private static DirectionRun<T> Of(
        PreparedCell<T> cell,
        Packing packing,
        ImmutableArray<int> order,
        ImmutableArray<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    ) => new(order, inputs, projection, cell.Forward(packing.Offsets.AsSpan(), inputs.AsSpan(), projection, what));

    private ImmutableArray<Incoming<T>> Incoming(Reaching<T> reaching) =>
        reaching switch
        {
            Reaching<T>.Known known => [.. known.Whole.OfStrands(Strands, Packing).Zip(Directions, Incoming)],
            Reaching<T>.States states =>
            [
                .. Directions.Zip(
                    Widths.Scan(0, (sum, width) => sum + width),
                    (direction, first) => Incoming(states.Rows, direction, first)
                ),
            ],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Incoming<T> Incoming(Arrival arrival, DirectionRun<T> direction) =>
        new(
            PooledMatrix<T>.Of(arrival.AtLast, direction.Cell.HiddenColumns),
            arrival.AtEach.MatchUnsafe(each => PooledMatrix<T>.Of(each, direction.Cell.Padded), () => null)
        );

    private Incoming<T> Incoming(PooledMatrix<T> toStates, DirectionRun<T> direction, int first) =>
        new(
            PooledMatrix<T>.Zero(Packing.Lanes(0), direction.Cell.HiddenColumns),
            DirectionMerge.Part(toStates, first, direction.Cell.Units, direction.Cell.Padded, direction.Order)
        );

    private PooledMatrix<T> ToInputs(ImmutableArray<RelevanceFlow<T>> flows, int threads)
    {
        var parts = Workers.Map(
            flows.Length,
            threads,
            cell => PreparedCell<T>.ByInput(flows[cell].Ratios!, Directions[cell].Cell.CandidateInputBack)
        );
        ImmutableArray<PooledMatrix<T>> shares = [.. flows.Select(flow => flow.Shares!)];
        var sum = DirectionMerge.Sum(parts, Layer.InputSize, Orders);
        foreach (var part in parts)
            part.Dispose();
        if (Vectors is { } states)
            return DirectionMerge.TimesInputs(sum, states, shares, Orders);
        using var read = Read.States();
        return DirectionMerge.TimesInputs(sum, read, shares, Orders);
    }
}
