using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Verification;

/// <summary>Another way to understand a model's files.</summary>
/// <param name="Changes">What is different, each as one would write it in config.json.</param>
/// <param name="Architecture">How the tensors work together.</param>
/// <param name="IsSwapped">Whether the biases of input and recurrence change places.</param>
public sealed record Variant(ImmutableArray<string> Changes, Architecture Architecture, bool IsSwapped)
{
    private static readonly ImmutableArray<Reading> Readings =
    [
        Reading.LastState,
        Reading.LastPosition,
        Reading.FirstPosition,
        Reading.Mean,
        Reading.Max,
    ];

    private static readonly ImmutableArray<Option<HardSigmoid>> Gates =
    [
        Option<HardSigmoid>.None,
        new HardSigmoid(0.2, 0.5),
        new HardSigmoid(1.0 / 6, 0.5),
    ];

    private const double SumRounding = 1e-3;

    private static readonly ImmutableArray<bool> Either = [false, true];

    /// <summary>The model as the variant understands it.</summary>
    internal Validation<Fault, StoredModel> Of(StoredModel model) =>
        model.Understood(Architecture, IsSwapped ? Swapped(model.Stored) : model.Stored);

    /// <summary>Every variant of a model that could give such outputs, those with the fewest changes first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">What the origin gave (N × C); probabilities are tried where these could be some.</param>
    public static IEnumerable<Variant> All(StoredModel model, Matrix outputs) =>
        model.IsComposed ? [] : OfChain(model, outputs);

    private static IEnumerable<Variant> OfChain(StoredModel model, Matrix outputs)
    {
        var own = model.Config.Architecture;
        var cells = model
            .Network.Recurrent.SelectMany(layer => layer.Cells)
            .Select(directed => directed.Cell)
            .ToImmutableArray();
        var standard =
            cells.Any(cell => cell is LstmCell) ? GateOrder.Lstm
            : cells.Any(cell => cell is GruCell) ? GateOrder.Gru
            : "";
        var isGru = cells.All(cell => cell is GruCell);
        var declared = own.GateOrder.IfNone(standard);
        var variants =
            from order in Permutations(standard).Order(StringComparer.Ordinal)
            from gates in Gates
            from resetsBefore in isGru ? Either : [own.ResetsBefore]
            from reading in own.Reading == Reading.Attention ? [Reading.Attention] : Readings
            from swapped in isGru ? Either : [false]
            from end in Ends(outputs)
            let changes = Changed(
                (order != declared, $"\"gate_order\": \"{order}\""),
                (
                    !gates.Same(own.Gates),
                    gates.Match(
                        line =>
                            FormattableString.Invariant(
                                $"\"hard_sigmoid\": {{\"slope\": {line.Slope}, \"offset\": {line.Offset}}}"
                            ),
                        () => "no \"hard_sigmoid\""
                    )
                ),
                (resetsBefore != own.ResetsBefore, $"\"gru\": \"{(resetsBefore ? "reset_before" : "reset_after")}\""),
                (reading != own.Reading, $"\"reading\": \"{ModelConfig.NameOf(reading)}\""),
                (swapped, "bias_ih and bias_hh in each other's place"),
                (end != own.Probabilities, $"\"probabilities\": \"{ModelConfig.NameOf(end)}\"")
            )
            where !changes.IsEmpty
            orderby changes.Length
            select new Variant(
                changes,
                own with
                {
                    GateOrder = order,
                    Gates = gates,
                    ResetsBefore = resetsBefore,
                    Reading = reading,
                    Probabilities = end,
                },
                swapped
            );
        return variants;
    }

    private static IEnumerable<Probabilities> Ends(Matrix outputs)
    {
        yield return Probabilities.None;
        if (outputs.Span.ToArray().Any(output => output is < 0 or > 1))
            yield break;
        yield return Probabilities.Sigmoid;
        var sums = Enumerable.Range(0, outputs.Rows).Select(row => outputs.Slice(row, 1).Span.ToArray().Sum());
        if (outputs.Columns > 1 && sums.All(sum => Math.Abs(sum - 1) < SumRounding))
            yield return Probabilities.Softmax;
    }

    private static ImmutableArray<string> Changed(params ReadOnlySpan<(bool IsChanged, string Text)> changes)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var (isChanged, text) in changes)
        {
            if (isChanged)
                texts.Add(text);
        }

        return texts.DrainToImmutable();
    }

    private static IEnumerable<string> Permutations(string letters) =>
        letters.Length <= 1
            ? [letters]
            : letters.SelectMany(first =>
                Permutations(letters.Replace($"{first}", "", StringComparison.Ordinal)).Select(rest => first + rest)
            );

    private static ImmutableDictionary<string, Tensor> Swapped(ImmutableDictionary<string, Tensor> stored)
    {
        var pairs =
            from kind in new[] { StateNames.Lstm, StateNames.Gru }
            from layer in Enumerable.Range(0, stored.Count)
            from direction in StateNames.Directions
            let names = StateNames.Cell(kind, layer, direction)
            from pair in new[]
            {
                (From: names.InputBias, To: names.RecurrentBias),
                (From: names.RecurrentBias, To: names.InputBias),
            }
            where stored.ContainsKey(pair.From)
            select pair;
        var moved = pairs.ToImmutableArray();
        return stored
            .RemoveRange(moved.Select(pair => pair.From))
            .AddRange(moved.Select(pair => KeyValuePair.Create(pair.To, stored[pair.From])));
    }
}
