using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Training.Recipes;

/// <summary>A recipe, and what it makes a model of.</summary>
/// <param name="Recipe">How the network is trained.</param>
/// <param name="Config">What the model's config.json will say.</param>
/// <param name="Features">How many numbers go in at each step; 0 for a network that reads words.</param>
/// <param name="Phrases">Whether each part of a labelled tree is an example of its own.</param>
/// <param name="Text">The recipe as it was written.</param>
public sealed record ModelRecipe(Recipe Recipe, ModelConfig Config, int Features, bool Phrases, string Text)
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>The task whose sequences are made and learned, where none are read.</summary>
    public Option<Generation> Generation { get; init; }

    /// <summary>Whether the network reads words.</summary>
    public bool ReadsWords => Features == 0;

    /// <summary>Whether a number is learned, not a class.</summary>
    public bool IsRegression => Config.Task.Exists(task => task == NetworkTask.Regression);

    /// <summary>The same with other random numbers.</summary>
    public ModelRecipe WithSeed(int seed) =>
        this with
        {
            Recipe = Recipe with { Seed = seed },
            Text = Saying("seed", JsonValue.Create(seed)),
        };

    /// <summary>The same with another number of epochs.</summary>
    public ModelRecipe WithEpochs(int epochs) =>
        this with
        {
            Recipe = Recipe with { Epochs = epochs },
            Text = Saying("epochs", JsonValue.Create(epochs)),
        };

    /// <summary>The same, each part of a labelled tree being an example of its own.</summary>
    public ModelRecipe WithPhrases() => this with { Phrases = true, Text = Saying("phrases", JsonValue.Create(true)) };

    private string Saying(string setting, JsonValue value)
    {
        var said = JsonNode.Parse(Text)!.AsObject();
        said[setting] = value;
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Layout))
            said.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }
}
