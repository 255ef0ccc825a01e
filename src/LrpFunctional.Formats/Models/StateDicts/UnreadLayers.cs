namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>Layers that their tensors give away, and that the library does not read.</summary>
internal static class UnreadLayers
{
    /// <summary>A fault for each such layer.</summary>
    public static IEnumerable<Fault> Of(string path, IEnumerable<StateModule> modules) =>
        modules
            .Select(module => (Module: module, module.Name, Layer: Name(module)))
            .Where(module => module.Layer is not null)
            .Select(module => new Fault(
                module.Name == "" ? path : $"{path}: {module.Name}",
                $"it is {module.Layer}, which is not read",
                IsCrf(module.Module) ? WithoutCrf : "explain a network without it, or export it to ONNX"
            ));

    private const string WithoutCrf =
        "save its state dict without them, by torch.save({k: v for k, v in net.state_dict().items() if \"transitions\" "
        + "not in k}, \"model.pt\"), and list its layers in config.json up to the scores of tags: those of each step can "
        + "be explained, what a CRF adds to them can not";

    // As torchcrf, TorchCRF, AllenNLP and PyTorch's tutorial call what lies between two tags.
    private static bool IsCrf(StateModule module) => module.Has("transitions") || module.Has("trans_matrix");

    private static string? Name(StateModule module) =>
        module switch
        {
            _ when IsCrf(module) => "a CRF, a score for each way between two tags",
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
