using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>A quantity in two parts, β + γ (Murdoch, Liu and Yu 2018).</summary>
/// <param name="Phrase">β, what the phrase alone brought about.</param>
/// <param name="Rest">γ, all else.</param>
internal sealed record Parts(Matrix Phrase, Matrix Rest)
{
    /// <summary>β + γ.</summary>
    public Matrix Whole => Phrase + Rest;

    /// <summary>The sum, part by part.</summary>
    public static Parts operator +(Parts x, Parts y) => new(x.Phrase + y.Phrase, x.Rest + y.Rest);

    /// <summary>Both parts by the same linear function.</summary>
    public Parts Map(Func<Matrix, Matrix> linear) => new(linear(Phrase), linear(Rest));

    /// <summary>W β + W γ, in one product.</summary>
    public Parts Through(Matrix weights)
    {
        var both = Product.WithTransposed(MatrixRows.Stack(Phrase.Columns, [Phrase, Rest]), weights);
        return new Parts(both.Slice(0, Phrase.Rows), both.Slice(Phrase.Rows, Rest.Rows));
    }

    /// <summary>A run of rows.</summary>
    public Parts Slice(int firstRow, int rows) => Map(part => part.Slice(firstRow, rows));

    /// <summary>Several quantities side by side.</summary>
    public static Parts SideBySide(IReadOnlyCollection<Parts> parts) =>
        new(
            MatrixRows.SideBySide([.. parts.Select(part => part.Phrase)]),
            MatrixRows.SideBySide([.. parts.Select(part => part.Rest)])
        );

    /// <summary>Several quantities one below the other.</summary>
    public static Parts Stack(int columns, IReadOnlyCollection<Parts> parts) =>
        new(
            MatrixRows.Stack(columns, [.. parts.Select(part => part.Phrase)]),
            MatrixRows.Stack(columns, [.. parts.Select(part => part.Rest)])
        );
}
