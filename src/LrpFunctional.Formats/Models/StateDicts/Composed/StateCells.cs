using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>Recurrent modules as layers, each with its directions.</summary>
internal static class StateCells
{
    public static ImmutableArray<ILayerWeights> Of(SaidLayer layer)
    {
        var module = RecurrentModule.OfCell(layer.Tensors.Only(layer.Setting));
        var found = RecurrentModule.Of(module).OrThrow();
        if (found.Kind != layer.Setting.Kind.Name)
            throw layer.Setting.Fault($"{module.Name} is {found.Kind}, as its shapes say", $"say \"{found.Kind}\"");
        var directions = StateNames.Directions.Where(direction =>
            direction == Direction.LeftToRight || module.Has("weight_ih_l0_reverse")
        );
        return
        [
            .. Enumerable
                .Range(0, found.Layers)
                .Select(at => new RecurrentWeights([
                    .. directions.Select(direction => Cell(layer, module, at, direction)),
                ])),
        ];
    }

    private static CellWeights Cell(SaidLayer layer, StateModule module, int at, Direction direction)
    {
        var end = $"l{at}{(direction == Direction.RightToLeft ? "_reverse" : "")}";
        var kind = KindOf(layer, module, end);
        var function = ActivationWords.Of(layer.Setting, layer.Setting.Word("activation", "tanh"));
        var other = function == Layers.Pointwise.Activation.Tanh ? Option<Layers.Pointwise.Activation>.None : function;
        return new CellWeights(
            kind,
            direction,
            layer.Tensors.Weight(module, $"weight_ih_{end}", 2),
            layer.Tensors.Weight(module, $"weight_hh_{end}", 2),
            layer.Tensors.Maybe(module, $"bias_ih_{end}"),
            layer.Tensors.Maybe(module, $"bias_hh_{end}"),
            Option<Weight>.None,
            Option<Weight>.None,
            Gates(layer)
        )
        {
            Variation = new CellVariation
            {
                Candidate = other,
                Output = kind == CellKind.Lstm ? other : Option<Layers.Pointwise.Activation>.None,
                Projection = module.Has($"weight_hr_{end}")
                    ? layer.Tensors.Weight(module, $"weight_hr_{end}", 2)
                    : Option<Weight>.None,
                Normalisations =
                    kind == CellKind.Lstm
                        ? CellNormalisationTensors.Of(layer, module)
                        : Option<CellNormalisations>.None,
            },
        };
    }

    private static CellKind KindOf(SaidLayer layer, StateModule module, string end)
    {
        var hasOneBias = module.Has($"bias_ih_{end}") && !module.Has($"bias_hh_{end}");
        var usual = hasOneBias ? layer.Tensors.Conventions.OneBiasResets : "after";
        return (layer.Setting.Kind.Name, layer.Setting.Word("reset", usual)) switch
        {
            (StateNames.Lstm, _) => CellKind.Lstm,
            (StateNames.Rnn, _) => CellKind.Simple,
            (_, "after") when usual == "after" => CellKind.GruResetAfter,
            (_, "after") => throw layer.Setting.Fault(
                $"reset is after, where {module.Name} has one bias, as a GRU that resets before the product",
                "say \"before\", or leave it out"
            ),
            (_, "before") => CellKind.GruResetBefore,
            var (_, word) => throw layer.Setting.Fault(
                $"reset is {word}",
                "say \"after\", as PyTorch does, or \"before\""
            ),
        };
    }

    private static Option<HardSigmoid> Gates(SaidLayer layer) =>
        layer.Setting.Kind.Name == StateNames.Rnn
            ? Option<HardSigmoid>.None
            : layer.Setting.Word("gates", layer.Tensors.Conventions.Gates) switch
            {
                LayerConventions.Logistic => Option<HardSigmoid>.None,
                LayerConventions.Hard => layer.Tensors.Conventions.HardSigmoid,
                var other => throw layer.Setting.Fault(
                    $"gates is {other}",
                    $"say \"{LayerConventions.Logistic}\" or \"{LayerConventions.Hard}\""
                ),
            };
}
