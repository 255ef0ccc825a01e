using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>Where numbers of a network come from: a step of its calculation.</summary>
/// <param name="Count">How many numbers it gives.</param>
/// <param name="Of">What it is made of.</param>
/// <param name="Time">The letter of the axis over which its numbers change from step to step; empty where they do
/// not.</param>
internal abstract record Source(int Count, ImmutableArray<Atom> Of, string Time)
{
    private const int MostLayers = 100;

    /// <summary>What messages call its numbers.</summary>
    public abstract string Description { get; }

    /// <summary>All its numbers in their order.</summary>
    public ImmutableArray<Atom> Outputs => [.. Enumerable.Range(0, Count).Select(index => new Atom(this, index))];

    /// <summary>
    /// What there is at the first or last position: since dense layers treat all positions alike, it is they that read
    /// one position then. Null where more of them lie on each other than any network has.
    /// </summary>
    public static ImmutableArray<Atom>? AtPosition(ImmutableArray<Atom> atoms, bool isLast) =>
        AtPosition(atoms, isLast, new(ReferenceEqualityComparer.Instance), 0);

    private static ImmutableArray<Atom>? AtPosition(
        ImmutableArray<Atom> atoms,
        bool isLast,
        Dictionary<Source, Source?> made,
        int depth
    )
    {
        if (depth > MostLayers)
            return null;
        foreach (var source in atoms.Select(atom => atom.Source).Where(source => !made.ContainsKey(source)))
        {
            made[source] = source switch
            {
                Linear layer => AtPosition(layer.Of, isLast, made, depth + 1) is { } read
                    ? new Linear(layer.Label, layer.Weights, layer.Bias, read)
                    : null,
                Activated layer => AtPosition(layer.Of, isLast, made, depth + 1) is { } read
                    ? new Activated(layer.Label, layer.Function, read)
                    : null,
                Ended end => AtPosition(end.Of, isLast, made, depth + 1) is { } read
                    ? new Ended(end.Label, end.Function, read) { IsLogarithm = end.IsLogarithm }
                    : null,
                Reversed reversed => new At(reversed.Of, !isLast),
                _ => new At(source.Outputs, isLast),
            };
        }

        var here = atoms.Select(atom => (Source: made[atom.Source], atom.Index)).ToImmutableArray();
        return here.Any(atom => atom.Source is null)
            ? null
            : [.. here.Select(atom => new Atom(atom.Source!, atom.Index))];
    }

    /// <summary>An input of the graph, with its axes of sequences and time.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">How many numbers it has for each step.</param>
    /// <param name="IsFloating">Whether they are floating-point numbers.</param>
    /// <param name="Axes">The axes of sequences and time.</param>
    /// <param name="Time">The letter of the second, where it is known.</param>
    public sealed record Given(string Name, int Size, bool IsFloating, ImmutableArray<Axis> Axes, string Time = "")
        : Source(Size, [], Time)
    {
        public override string Description => $"the input \"{Name}\"";
    }

    /// <summary>Numbers that are stored, and the same for all sequences.</summary>
    public sealed record Fixed(Value.Numbers Values) : Source(Values.Cells.Span.Length, [], "")
    {
        public override string Description => $"the stored numbers of \"{Values.Name}\"";
    }

    /// <summary>The rows of an embedding.</summary>
    public sealed record Words(Value.Numbers Table, Atom Id) : Source(Table.Layout.Axes[1].Size, [Id], Id.Source.Time)
    {
        public override string Description => $"word vectors of \"{Table.Name}\"";
    }

    /// <summary>The states h of a cell at each step.</summary>
    public sealed record States(RecurrentCell Cell) : Source(Cell.Units, Cell.Input, Cell.Time)
    {
        public override string Description => $"the states h of the {Cell.Label}";
    }

    /// <summary>The last state c of a cell.</summary>
    public sealed record LastMemory(RecurrentCell Cell) : Source(Cell.Units, Cell.Input, "")
    {
        public override string Description => $"the state c of the {Cell.Label}";
    }

    /// <summary>What there is at the first or last position of the sequence.</summary>
    public sealed record At(ImmutableArray<Atom> Of, bool IsLast) : Source(Of.Length, Of, "")
    {
        public override string Description =>
            $"{Of[0].Source.Description}, at the {(IsLast ? "last" : "first")} position";
    }

    /// <summary>The sum, mean or greatest over all positions.</summary>
    public sealed record Pooled(ImmutableArray<Atom> Of, Pooling Pooling) : Source(Of.Length, Of, "")
    {
        public override string Description => $"{Of[0].Source.Description}, pooled over time";
    }

    /// <summary>exp(s_t) / Σ exp(s).</summary>
    public sealed record TimeSoftmax(ImmutableArray<Atom> Of) : Source(Of.Length, Of, Of[0].Source.Time)
    {
        public override string Description => "attention weights";
    }

    /// <summary>Attention weights and what they weigh, cell by cell; not yet summed over time.</summary>
    public sealed record Weighed(ImmutableArray<Atom> Weights, ImmutableArray<Atom> Of)
        : Source(Of.Length, Of, Of[0].Source.Time)
    {
        public override string Description => $"{Of[0].Source.Description}, weighed by attention";
    }

    /// <summary>The sum over time of what attention weights weigh.</summary>
    public sealed record Attended(ImmutableArray<Atom> Weights, ImmutableArray<Atom> Of) : Source(Of.Length, Of, "")
    {
        public override string Description => $"{Of[0].Source.Description}, summed by attention";
    }

    /// <summary>W x + b.</summary>
    /// <param name="Label">The node.</param>
    /// <param name="Weights">W, one row for each number.</param>
    /// <param name="Bias">b.</param>
    /// <param name="Of">x.</param>
    public sealed record Linear(
        string Label,
        Value.Numbers Weights,
        Option<Value.Numbers> Bias,
        ImmutableArray<Atom> Of
    ) : Source(Weights.Layout.Axes[0].Size, Of, TimeOf(Of))
    {
        public override string Description => $"the sums of the {Label}";
    }

    /// <summary>What an activation makes of each number.</summary>
    public sealed record Activated(string Label, Activation Function, ImmutableArray<Atom> Of)
        : Source(Of.Length, Of, TimeOf(Of))
    {
        /// <summary>What it is made of, as a value of the graph.</summary>
        public Option<(string Name, Layout Layout)> Before { get; init; }

        public override string Description => $"the results of the {Label}";
    }

    /// <summary>Probabilities made of scores.</summary>
    public sealed record Ended(string Label, Probabilities Function, ImmutableArray<Atom> Of)
        : Source(Of.Length, Of, TimeOf(Of))
    {
        /// <summary>Whether it gives their logarithms.</summary>
        public bool IsLogarithm { get; init; }

        public override string Description => $"the results of the {Label}";
    }

    /// <summary>What a layer of the library makes.</summary>
    /// <param name="Label">The node.</param>
    /// <param name="Weights">What the layer is built from.</param>
    /// <param name="Reads">The flows that it reads.</param>
    /// <param name="Count">How many numbers it makes for each step.</param>
    /// <param name="Time">The letter of the axis of its steps.</param>
    public sealed record Made(
        string Label,
        ILayerWeights Weights,
        ImmutableArray<ImmutableArray<Atom>> Reads,
        int Count,
        string Time
    ) : Source(Count, [.. Reads.SelectMany(read => read)], Time)
    {
        public override string Description => $"the results of the {Label}";
    }

    /// <summary>The same steps, from the last to the first.</summary>
    public sealed record Reversed(string Label, ImmutableArray<Atom> Of) : Source(Of.Length, Of, TimeOf(Of))
    {
        public override string Description => $"the reversed steps of the {Label}";

        /// <summary>The numbers in the order in which the steps came, for what goes by no order.</summary>
        public static ImmutableArray<Atom> Undone(ImmutableArray<Atom> atoms) =>
            atoms.All(atom => atom.Source is Reversed) ? [.. atoms.Select(atom => atom.Source.Of[atom.Index])] : atoms;
    }

    /// <summary>What the caller of the graph gives beside the sequences: the states before the first step.</summary>
    public sealed record Begun(string Name, int Size) : Source(Size, [], "")
    {
        public override string Description => $"the input \"{Name}\"";
    }

    /// <summary>The letter of the axis over which any of these numbers change.</summary>
    public static string TimeOf(ImmutableArray<Atom> atoms) =>
        atoms.Select(atom => atom.Source.Time).FirstOrDefault(time => time != "", "");
}
