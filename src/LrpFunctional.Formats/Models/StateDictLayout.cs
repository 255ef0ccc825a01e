using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models.StateDicts;
using LrpFunctional.Formats.Models.StateDicts.Composed;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// Tensors under names, as PyTorch users write them: a file of torch.save, a safetensors file, one in several parts,
/// or a .npz; config.json says what names and shapes do not.
/// </summary>
internal static class StateDictLayout
{
    private static readonly ImmutableDictionary<string, string> Nothing = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// The tensors of a file under their names in <see cref="StateNames"/>, as far as <see cref="ModelConfig.Names"/>
    /// gives them others, or names and shapes tell.
    /// </summary>
    public static Func<string, ModelConfig, ReadingLimits, Validation<Fault, ModelParts>> Of(
        Func<string, ReadingLimits, StateDict> read
    ) =>
        (path, config, limits) =>
            Edge.Read(path, () => read(path, limits))
                .Bind(state => Understood(path, config, state, LayerConventions.PyTorch));

    /// <summary>The same of tensors that another program than PyTorch has written.</summary>
    public static Validation<Fault, ModelParts> Understood(
        string path,
        ModelConfig config,
        StateDict state,
        LayerConventions conventions
    )
    {
        var prefix = StatePrefix.Of([.. state.Tensors.Select(tensor => tensor.Name)], config.Names.Values);
        ImmutableArray<StateTensor> bare =
        [
            .. state.Tensors.Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] }),
        ];
        if (!config.Layers.IsEmpty)
            return Renamed(path, Nothing, bare)
                .Bind(all => StateComposition.Of(path, config, StateModule.Of(all), conventions))
                .Map(parts => parts with { Notes = [.. state.Notes, .. Notes(prefix, Nothing)] });
        return from named in Renamed(path, config.Names, bare)
            from told in NamesTold.Of(path, config, named, conventions)
            from all in Renamed(path, told, named)
            from weights in (state with { Tensors = all }).Weights()
            select new ModelParts(config, weights.ToImmutableDictionary(tensor => tensor.Name, tensor => tensor.Tensor))
            {
                Notes = [.. state.Notes, .. Notes(prefix, told)],
            };
    }

    private static IEnumerable<string> Notes(string prefix, ImmutableDictionary<string, string> told)
    {
        if (prefix != "")
            yield return $"the name of each tensor begins with \"{prefix}\", which is left out";
        if (!told.IsEmpty)
            yield return "by names and shapes, "
                + string.Join(
                    ", ",
                    told.OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => $"{name.Key} is {name.Value}")
                );
    }

    /// <summary>Writes the model's three files into an existing folder; tensors keep their types.</summary>
    public static void Write(string folder, StoredModel model)
    {
        if (model.HasWords)
            VocabularyFile.Write(folder, model.Network.Vocabulary.Words);
        File.WriteAllText(Path.Combine(folder, ModelFiles.Config), Standard(model.Config).ToJson(), Edge.Utf8);
        using var stream = File.Create(Path.Combine(folder, ModelFiles.Tensors));
        SafetensorsFile.Write(
            stream,
            [
                .. model
                    .Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal)
                    .Select(tensor => (tensor.Key, tensor.Value)),
            ]
        );
    }

    /// <summary>
    /// The tensors under our names; an entry of the names that fits nothing, and two tensors under one name, are
    /// faults.
    /// </summary>
    private static Validation<Fault, ImmutableArray<StateTensor>> Renamed(
        string path,
        ImmutableDictionary<string, string> names,
        ImmutableArray<StateTensor> tensors
    )
    {
        var ours = names.ToLookup(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);
        var lengths = names.Values.Select(theirs => theirs.Length).ToImmutableHashSet();

        // The tensor itself, or one of the modules that it is of, the innermost first.
        IEnumerable<string> Named(string name) =>
            name.Index()
                .Where(letter => letter.Item == '.')
                .Select(letter => letter.Index)
                .Reverse()
                .Prepend(name.Length)
                .Where(lengths.Contains)
                .Select(length => name[..length])
                .Where(ours.Contains);
        string Ours(string name) =>
            Named(name)
                .Select(theirs => StateNames.InStack(ours[theirs].First() + name[theirs.Length..]))
                .FirstOrDefault(name);
        var used = tensors.SelectMany(tensor => Named(tensor.Name)).ToImmutableHashSet(StringComparer.Ordinal);
        var unused = names
            .Where(entry => !used.Contains(entry.Value))
            .Select(entry => new Fault(
                ModelFiles.Config,
                $"names says that {entry.Key} is {entry.Value}, but {path} has no such tensor",
                "name a tensor, or a module, that is in the file"
            ));
        var doubtful = names
            .GroupBy(entry => entry.Value, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => (Theirs: group.Key, Ours: group.Select(entry => entry.Key).Order(StringComparer.Ordinal)))
            .Select(said => new Fault(
                ModelFiles.Config,
                $"names says of {string.Join(" and of ", said.Ours)} that it is {said.Theirs}",
                "give each tensor or module a name of its own"
            ));
        var twice = tensors
            .GroupBy(tensor => Ours(tensor.Name))
            .Where(group => group.Count() > 1)
            .Select(group => new Fault(
                $"{path}: {group.Key}",
                "two tensors have this name",
                "write each tensor once, under a name of its own"
            ));
        var faults = unused.Concat(doubtful).Concat(twice).ToSeq();
        return faults.IsEmpty
            ? tensors.Select(tensor => tensor with { Name = Ours(tensor.Name) }).ToImmutableArray()
            : Validation<Fault, ImmutableArray<StateTensor>>.Fail(faults);
    }

    private static ModelConfig Standard(ModelConfig config) =>
        config with
        {
            Architecture = config.Architecture with { GateOrder = Option<string>.None },
            Names = ImmutableDictionary<string, string>.Empty,
        };
}
