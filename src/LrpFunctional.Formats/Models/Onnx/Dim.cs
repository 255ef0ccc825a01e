namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// A whole number that a graph calculates with, maybe from sizes that are not known: factor · letters + offset.
/// </summary>
/// <param name="Letters">The input axes whose sizes are multiplied, in alphabetical order.</param>
/// <param name="Factor">0 for a number that is known.</param>
/// <param name="Offset">The number, where it is known.</param>
internal readonly record struct Dim(string Letters, long Factor, long Offset)
{
    /// <summary>What an input of lengths says of each sequence.</summary>
    public static Dim Length { get; } = Over("ℓ", 1);

    /// <summary>Whether it is made of what an input of lengths says.</summary>
    public bool IsOfLength => Letters.Contains(Length.Letters, StringComparison.Ordinal);

    public bool IsKnown => Letters.Length == 0;

    public static Dim Of(long number) => new("", 0, number);

    public static Dim Over(string letters, long factor) =>
        letters.Length == 0 ? Of(factor) : new(string.Concat(letters.Order()), factor, 0);

    /// <summary>a + factor · b, or null where that is no number of this kind.</summary>
    public static Dim? Add(Dim a, Dim b, int factor)
    {
        var letters = a.IsKnown ? b.Letters : a.Letters;
        return
            (a.IsKnown || b.IsKnown || a.Letters == b.Letters)
            && Fits(a.Factor + ((Int128)factor * b.Factor)) is { } slope
            && Fits(a.Offset + ((Int128)factor * b.Offset)) is { } offset
            ? new Dim(slope == 0 ? "" : letters, slope, offset)
            : null;
    }

    /// <summary>a · b, or null where that is no number of this kind.</summary>
    public static Dim? Multiply(Dim a, Dim b)
    {
        if (a.IsKnown && !b.IsKnown)
            return Multiply(b, a);
        if (b.IsKnown)
        {
            return Fits((Int128)a.Factor * b.Offset) is { } slope && Fits((Int128)a.Offset * b.Offset) is { } offset
                ? new Dim(slope == 0 ? "" : a.Letters, slope, offset)
                : null;
        }

        return a.Offset == 0 && b.Offset == 0 && Fits((Int128)a.Factor * b.Factor) is { } factor
            ? Over(a.Letters + b.Letters, factor)
            : null;
    }

    /// <summary>a ÷ b without a remainder, or null.</summary>
    public static Dim? Divide(Dim a, Dim b)
    {
        if (b.IsKnown)
        {
            var fits = b.Offset > 0 && a.Offset >= 0 && a.Offset % b.Offset == 0 && a.Factor % b.Offset == 0;
            return fits ? new Dim(a.Letters, a.Factor / b.Offset, a.Offset / b.Offset) : null;
        }

        var rest = b.Letters.Aggregate(
            (string?)a.Letters,
            (letters, letter) => letters?.IndexOf(letter) is >= 0 and var at ? letters.Remove(at, 1) : null
        );
        return rest is not null && a.Offset == 0 && b.Offset == 0 && b.Factor > 0 && a.Factor % b.Factor == 0
            ? Over(rest, a.Factor / b.Factor)
            : null;
    }

    /// <summary>Whether the two are the same number, or null where that depends on sizes.</summary>
    public static bool? AreEqual(Dim a, Dim b) =>
        a == b ? true
        : Add(a, b, -1) is not { } difference ? null
        : difference.IsKnown ? difference.Offset == 0
        // A size is at least 1.
        : difference is { Factor: > 0, Offset: >= 0 } or { Factor: < 0, Offset: <= 0 } ? false
        : null;

    public override string ToString() =>
        IsKnown
            ? $"{Offset}"
            : (Factor == 1 ? "" : $"{Factor}·")
                + (Letters == Length.Letters ? "length" : Letters)
                + (Offset == 0 ? "" : $"{Offset:+0;-0}");

    private static long? Fits(Int128 number) => number > long.MinValue && number <= long.MaxValue ? (long)number : null;
}
