using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;

namespace LrpFunctional.Laboratory.Guard;

/// <summary>How far an explanation may move before it counts.</summary>
public sealed record Tolerance
{
    private const string RankName = "rank";

    private readonly Func<ImmutableArray<double>, ImmutableArray<double>, double> _distance;
    private readonly double _most;
    private readonly Func<double, string> _said;

    private Tolerance(
        string name,
        double most,
        Func<ImmutableArray<double>, ImmutableArray<double>, double> distance,
        Func<double, string> said
    )
    {
        Name = name;
        _most = most;
        _distance = distance;
        _said = said;
    }

    /// <summary>The order of words by |R|: how many words must at least change their places to make the order that was;
    /// none may. Words that are equal before or after have any order.</summary>
    public static Tolerance Rank { get; } =
        new(
            RankName,
            0,
            OutOfOrder,
            words => $"{Said(words)} {(words == 1 ? "word" : "words")} out of the order by |R|"
        );

    /// <summary>Its name among options: 1E-09, 5%, rank.</summary>
    public string Name { get; }

    /// <summary>max |R' − R| ≤ a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or not finite.</exception>
    public static Tolerance Absolute(double most) =>
        new(Digits(Checked(most)), most, Farthest, distance => $"by {Said(distance)}");

    /// <summary>max |R' − R| ≤ a part of max |R| of the sentence, in per cent; where all R were 0 none may move.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or not finite.</exception>
    public static Tolerance Share(double percent) =>
        new(
            $"{Digits(Checked(percent))}%",
            percent,
            (before, now) =>
                Farthest(before, now) is var far && far > 0
                    ? 100 * (far / before.Select(Math.Abs).DefaultIfEmpty().Max())
                    : 0,
            distance => $"by {Said(distance)} % of the largest"
        );

    /// <summary>The tolerance of a name: a number, a number with % behind it, or rank.</summary>
    /// <param name="source">The option that names it, for messages.</param>
    /// <param name="name">The name.</param>
    public static Validation<Fault, Tolerance> Parse(string source, string name)
    {
        var isShare = name.EndsWith('%');
        var isNumber =
            double.TryParse(
                isShare ? name.AsSpan(0, name.Length - 1) : name,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            ) && Fits(number);
        return name == RankName ? Rank
            : !isNumber
                ? new Fault(
                    source,
                    $"it is \"{name}\", where a number from 0, such a number with % behind it, or rank is expected",
                    "write for example 1e-6, 5% or rank"
                )
            : isShare ? Share(number)
            : Absolute(number);
    }

    /// <summary>How far numbers moved, in what this measures (n, n).</summary>
    public double Distance(ImmutableArray<double> before, ImmutableArray<double> now) => _distance(before, now);

    /// <summary>Whether a distance is within it.</summary>
    public bool Allows(double distance) => distance <= _most;

    /// <summary>A distance in words: by 0.0012, by 3.4 % of the largest, 2 words out of the order by |R|.</summary>
    public string Say(double distance) => _said(distance);

    private static double Farthest(ImmutableArray<double> before, ImmutableArray<double> now) =>
        before.Zip(now, (was, isNow) => Math.Abs(isNow - was)).DefaultIfEmpty().Max();

    // In the order of what was, equal ones in that of what is, sizes only rise where no two words changed order.
    private static double OutOfOrder(ImmutableArray<double> before, ImmutableArray<double> now)
    {
        ImmutableArray<double> sizes =
        [
            .. before
                .Zip(now, (was, isNow) => (Was: Math.Abs(was), Now: Math.Abs(isNow)))
                .Order()
                .Select(word => word.Now),
        ];
        return sizes.Length - Rising.Longest(sizes).Length;
    }

    private static bool Fits(double number) => number >= 0 && double.IsFinite(number);

    private static double Checked(double number) =>
        Fits(number)
            ? number
            : throw new ArgumentOutOfRangeException(nameof(number), number, "a finite number from 0 is expected");

    private static string Digits(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Said(double number) => number.ToString("G3", CultureInfo.InvariantCulture);
}
