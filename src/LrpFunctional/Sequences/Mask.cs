using System.Globalization;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Sequences;

/// <summary>
/// Which steps of a sentence a network skips: its states go on over them, and a mean leaves them out, as if the
/// sentence had none of them.
/// </summary>
public sealed record Mask
{
    private Mask(Option<int> id, Option<double> value)
    {
        Id = id;
        Value = value;
    }

    /// <summary>The id of the words that are skipped.</summary>
    public Option<int> Id { get; }

    /// <summary>
    /// The value v of the steps, or of the word vectors, that are skipped: those with x_k = v for all k.
    /// </summary>
    public Option<double> Value { get; }

    /// <summary>The mask over the words of one id.</summary>
    public static Mask OfId(int id) => new(id, Option<double>.None);

    /// <summary>The mask over the steps whose numbers are all the same value, compared in float32.</summary>
    public static Mask OfValue(double value) => new(Option<int>.None, value);

    /// <summary>
    /// Whether a step of a sentence, counted from 0, is skipped; vectors in place of words have no id, and are all read
    /// under a mask over an id.
    /// </summary>
    /// <param name="embedding">The word vectors (V × e).</param>
    /// <param name="sentence">The sentence, of words or of numbers.</param>
    /// <param name="step">The step.</param>
    public bool Skips(Matrix embedding, Sentence sentence, int step) =>
        Id.Match(
            id => sentence.Numbers.IsNone && sentence.Ids[step] == id,
            () => sentence.Numbers.Match(numbers => Skips(numbers, step), () => Skips(embedding, sentence.Ids[step]))
        );

    /// <summary>What is skipped, in words.</summary>
    public override string ToString() =>
        Id.Match(
            id => $"id {id} is skipped",
            () =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"steps whose numbers are all {Value.IfNone(0)} are skipped"
                )
        );

    // The vector of the id that stands for zeros is in no matrix.
    private bool Skips(Matrix vectors, int row) =>
        Value.Exists(value =>
            row == Sentence.ZeroId
                ? value == 0
                : Enumerable.Range(0, vectors.Columns).All(column => (float)vectors[row, column] == (float)value)
        );
}
