using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models.StateDicts.Composed;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Readings;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>
/// Which module of a state dict is which of ours, where names or shapes leave no other way; where they do, the user is
/// asked.
/// </summary>
internal sealed class NamesTold
{
    private const string Embedding = "embedding";
    private const int MostEmbeddings = 8;
    private static readonly ImmutableDictionary<string, string> Nothing = ImmutableDictionary<string, string>.Empty;

    private readonly string _path;
    private readonly ModelConfig _config;
    private readonly ImmutableArray<StateModule> _modules;
    private readonly LayerConventions _conventions;

    private NamesTold(
        string path,
        ModelConfig config,
        ImmutableArray<StateTensor> tensors,
        LayerConventions conventions
    )
    {
        (_path, _config, _conventions) = (path, config, conventions);
        _modules = StateModule.Of(tensors);
    }

    private Architecture Said => _config.Architecture;

    private IEnumerable<StateModule> Linear => _modules.Where(module => module.IsLinear && module.Name != Embedding);

    /// <summary>For modules of ours their names in the file, where these are others and can be told.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="config">What the user says.</param>
    /// <param name="tensors">The tensors, under our names as far as the user gives them.</param>
    /// <param name="conventions">What is meant where a listed layer says nothing.</param>
    public static Validation<Fault, ImmutableDictionary<string, string>> Of(
        string path,
        ModelConfig config,
        ImmutableArray<StateTensor> tensors,
        LayerConventions conventions
    ) => new NamesTold(path, config, tensors, conventions).Told();

    private Validation<Fault, ImmutableDictionary<string, string>> Told()
    {
        var unread = UnreadLayers.Of(_path, _modules).Take(Validations.MostFaults).ToSeq();
        if (!unread.IsEmpty)
            return Validation<Fault, ImmutableDictionary<string, string>>.Fail(unread);
        if (_modules.Any(LayersGuess.IsNeededFor))
            return LayersGuess.Asked(_path, _modules, _conventions);
        ImmutableArray<StateModule> recurrent = [.. _modules.Where(RecurrentModule.Is)];
        if (recurrent.IsEmpty)
            return Nothing;
        return Validations
            .All(recurrent.Select(RecurrentModule.Of))
            .Match(
                found => RecurrentStack.Of(_path, found, _config.Names).Bind(Heads),
                // What has our names is described by them, and each tensor that does not fit is told later.
                faults =>
                    recurrent.All(module => module.IsNamed)
                        ? Nothing
                        : Validation<Fault, ImmutableDictionary<string, string>>.Fail(faults)
            );
    }

    private Validation<Fault, ImmutableDictionary<string, string>> Heads(RecurrentStack stack)
    {
        var scoring = Said.Reading == Reading.Attention ? Said.Attention.Length + 1 : 0;
        var ways = Ways(stack, [scoring], linear => linear == scoring + Said.Dense.Length + 1);
        if (ways.Length > 1)
            return Asked(ways[0].Guess(Said), ways[0].Doubt(ways[1]));
        if (ways.Length == 1 && stack.IsTold)
            return ways[0].Names;
        var isSilent = Said is { Reading: not Reading.Attention, Attention: [], Dense: [] };
        var guesses =
            ways.IsEmpty && (isSilent || Linear.Any(module => !module.IsNamed))
                ? Ways(stack, [0, 1, 2], _ => true)
                : ways;
        if (!guesses.IsEmpty)
            return Asked(guesses[0].Guess(Said), stack.IsTold ? guesses[0].Open : stack.Open);
        if (ways.IsEmpty && isSilent && LayersGuess.AskedForMore(_path, _modules, _conventions).Case is Fault more)
            return more;
        return stack.IsTold ? stack.Names.AddRange(LastResort(stack)) : Asked(ConfigGuess.Of(stack, Said), stack.Open);
    }

    private Fault Asked(ConfigGuess guess, string open) => guess.With(_config.Names).Asked(_path, open);

    /// <summary>Two of the ways in which the modules make a network, or one, or none.</summary>
    /// <param name="stack">The recurrent layers.</param>
    /// <param name="scoring">How many layers may score the states.</param>
    /// <param name="fits">Whether there may be so many linear layers in all.</param>
    private ImmutableArray<Interpretation> Ways(
        RecurrentStack stack,
        ImmutableArray<int> scoring,
        Func<int, bool> fits
    ) =>
        [
            .. scoring
                .SelectMany(attention =>
                    Embeddings(stack)
                        .Select(embedding => (Embedding: embedding, Layers: Others(stack, embedding)))
                        .Where(way => fits(way.Layers.Count))
                        .SelectMany(way =>
                            way.Layers.Orders(attention)
                                .Select(layers => new Interpretation(stack, way.Embedding, layers, attention))
                        )
                )
                .Take(2),
        ];

    private LinearLayers Others(RecurrentStack stack, Option<StateModule> embedding) =>
        new([.. Linear.Where(module => !embedding.Exists(other => other.Name == module.Name))], stack.Outputs);

    /// <summary>Each matrix that may be the embedding, or that none is.</summary>
    private IEnumerable<Option<StateModule>> Embeddings(RecurrentStack stack)
    {
        if (_modules.Any(module => module.Name == Embedding))
            return [Option<StateModule>.None];
        ImmutableArray<StateModule> fitting =
        [
            .. Linear
                .Where(module => !module.IsNamed && module.Tensors.Count == 1 && module.Columns == stack.Inputs)
                .Take(MostEmbeddings),
        ];
        var called = fitting
            .Where(module => module.Name.Split('.')[^1].Contains("emb", StringComparison.OrdinalIgnoreCase))
            .ToImmutableArray();
        return called.Length == 1
            ? [Prelude.Some(called[0])]
            : fitting.Select(Prelude.Some).Append(Option<StateModule>.None);
    }

    // One linear layer can only be the output; that it does not fit is told with its shape.
    private IEnumerable<KeyValuePair<string, string>> LastResort(RecurrentStack stack)
    {
        var embeddings = Embeddings(stack).ToImmutableArray();
        var embedding = embeddings.Length == 1 ? embeddings[0] : Option<StateModule>.None;
        ImmutableArray<StateModule> linear =
        [
            .. Linear.Where(module => !embedding.Exists(other => other.Name == module.Name)),
        ];
        return embedding
            .Map(module => KeyValuePair.Create(Embedding, module.Name))
            .Concat(linear is [{ IsNamed: false } only] ? [KeyValuePair.Create(StateNames.Output, only.Name)] : []);
    }
}
