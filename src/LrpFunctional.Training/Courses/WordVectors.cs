using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Numerics;

namespace LrpFunctional.Training.Courses;

/// <summary>Words and vectors that a training starts from.</summary>
/// <param name="Words">The words.</param>
/// <param name="Vectors">The vector of each (V × e).</param>
public sealed record WordVectors(ImmutableArray<string> Words, Matrix Vectors)
{
    /// <summary>Those of a model, or of a text file as word2vec and GloVe write it.</summary>
    /// <param name="path">A model's folder or file, or the text.</param>
    /// <param name="size">How many numbers a vector has.</param>
    public static Validation<Fault, WordVectors> Read(string path, int size) =>
        IsModel(path) ? OfModel(path, size) : Edge.Read(path, () => OfText(path, size));

    private static bool IsModel(string path) =>
        Directory.Exists(path) || path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);

    private static WordVectors OfText(string path, int size)
    {
        var table = WordVectorsFile.Of(path, size, ReadingLimits.Default);
        return new WordVectors(table.Words, table.Vectors);
    }

    private static Validation<Fault, WordVectors> OfModel(string path, int size) =>
        ModelFiles
            .Read(path)
            .Bind(model =>
                model.Network is { ReadsNumbers: false } network && network.InputSize == size
                    ? Validation<Fault, WordVectors>.Success(new(network.Vocabulary.Words, network.Embedding))
                    : new Fault(
                        path,
                        $"its network has no word vectors of {size} numbers",
                        "choose a model of words, and say the size of its vectors in the recipe: vector_size"
                    )
            );
}
