namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>Layers that their tensors give away, and that the library does not read.</summary>
internal static class UnreadLayers
{
    /// <summary>A fault for each such layer.</summary>
    public static IEnumerable<Fault> Of(string path, IEnumerable<StateModule> modules) =>
        modules
            .Select(module => (module.Name, Layer: Name(module)))
            .Where(module => module.Layer is not null)
            .Select(module => new Fault(
                module.Name == "" ? path : $"{path}: {module.Name}",
                $"it is {module.Layer}, which is not read",
                "explain a network without it, or export it to ONNX"
            ));

    private static string? Name(StateModule module) =>
        module switch
        {
            _ when module.Has("weight_v") || module.Has("weight_orig") || module.Has("original0") =>
                "a layer whose weights are computed from others (weight_norm, spectral_norm)",
            _ when module.IsNamed => null,
            _ => module.Shape(StateModule.Weight).Length switch
            {
                4 => "a Conv2d",
                5 => "a Conv3d",
                _ => null,
            },
        };
}
