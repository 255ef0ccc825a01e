using LanguageExt;

namespace LrpFunctional.Formats.Models;

/// <summary>Models in folders.</summary>
public static class ModelFolder
{
    /// <summary>The model in a folder, whichever of the two layouts it has, or every fault found in its files.</summary>
    public static Validation<Fault, StoredModel> Read(string folder)
    {
        if (!Directory.Exists(folder)) return new Fault(folder, "there is no such folder", "check the path");
        if (StateDictLayout.IsIn(folder)) return StateDictLayout.Read(folder);
        if (ReferenceLayout.IsIn(folder)) return ReferenceLayout.Read(folder);
        return new Fault(
            folder,
            "there is no model: model.safetensors, vocab.txt and config.json, or model, vocab and embeddings.npy, are expected",
            "name the folder that holds the model's files");
    }

    /// <summary>Writes a model as model.safetensors, vocab.txt and config.json into a new folder, whole or not at all; tensors keep their types.</summary>
    /// <exception cref="FaultException">The folder exists, or its parent does not.</exception>
    /// <exception cref="OperationCanceledException">The work was ended before the folder appeared.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public static void Write(string folder, StoredModel model, CancellationToken cancellation = default)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(target)) throw new FaultException(new Fault(folder, "it exists already", "name a new folder"));
        if (!Directory.Exists(Path.GetDirectoryName(target))) throw new FaultException(new Fault(folder, "the folder to put it in does not exist", "make it first"));
        var draft = $"{target}.{Path.GetRandomFileName()}.tmp";
        Directory.CreateDirectory(draft);
        try
        {
            StateDictLayout.Write(draft, model);
            cancellation.ThrowIfCancellationRequested();
            Directory.Move(draft, target);
        }
        catch
        {
            Directory.Delete(draft, recursive: true);
            throw;
        }
    }
}
