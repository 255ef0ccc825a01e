using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>The modules of a state dict, and their tensors as weights.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Modules">The modules, by their names.</param>
/// <param name="Conventions">What is meant where a listed layer says nothing.</param>
internal sealed record ModuleTensors(
    string Path,
    ImmutableDictionary<string, StateModule> Modules,
    LayerConventions Conventions
)
{
    /// <summary>A module.</summary>
    /// <param name="setting">The layer that names it.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="FaultException">There is none of this name.</exception>
    public StateModule Module(LayerSetting setting, string name) =>
        Modules.TryGetValue(name, out var module)
            ? module
            : throw setting.Fault(
                $"{Path} has no module {name}",
                $"name one of {string.Join(", ", Modules.Keys.Order(StringComparer.Ordinal))}"
            );

    /// <summary>The one module of a layer.</summary>
    /// <exception cref="FaultException">It names none, or several.</exception>
    public StateModule Only(LayerSetting setting) =>
        setting.Modules is [var name]
            ? Module(setting, name)
            : throw setting.Fault("it names several modules, where one is expected", "name one");

    /// <summary>A tensor of a module, its axes from the second on taken together.</summary>
    /// <exception cref="FaultException">It is missing, or no weights.</exception>
    public Weight Weight(StateModule module, string name, int axes)
    {
        var tensor = module.Tensors.TryGetValue(name, out var found)
            ? found
            : throw new FaultException(
                new Fault($"{Path}: {module.Name}.{name}", "the tensor is missing", "name a module that has it")
            );
        if (tensor.Shape.Length != axes)
            throw new FaultException(
                new Fault(
                    tensor.Place,
                    $"the shape is ({string.Join(", ", tensor.Shape)}), where {axes} axes are expected",
                    "say in config.json what the module is"
                )
            );
        return new Weight(tensor.Place, tensor.InRows().Values);
    }

    /// <summary>A tensor of a module that it need not have.</summary>
    public Option<Weight> Maybe(StateModule module, string name) =>
        module.Has(name) ? Weight(module, name, 1) : Option<Weight>.None;
}
